import { sameName, type ConnectorException } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query-pages.js';
import { quote } from '../../soql/escape.js';
import { isSalesforceId } from '../../soql/salesforce-id.js';
import { text, type Text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Org } from '../operation-context.js';
import { readProfile } from './seats.js';

/** A field of a user whose reference may be given by something that people know. */
interface NamedReference {
  readonly field: string;
  /** How ids of what it refers to begin. */
  readonly keyPrefix: string;
  readonly sobject: string;
  readonly by: string;
  /** @returns the ids of that name. */
  find(org: Org, name: string, context: CallContext): Promise<readonly string[]>;
  /** Whether an id is kept for the session. */
  readonly kept?: true;
}

const REFERENCES: readonly NamedReference[] = [
  {
    field: 'ProfileId',
    keyPrefix: '00e',
    sobject: 'Profile',
    by: 'Name',
    kept: true,
    find: async (org, name, context) => {
      const found = await readProfile(org.session, `Name = ${quote(name)}`, context);
      if (found) org.accounts.seats?.learn(found);
      return found ? [found.profileId] : [];
    },
  },
  {
    field: 'ContactId',
    keyPrefix: '003',
    sobject: 'Contact',
    by: 'Email',
    find: async (org, email, context) => {
      const soql = `SELECT Id FROM Contact WHERE Email = ${quote(email)} LIMIT 10`;
      return (await queryAll(org.session, soql, context)).map(({ Id }) => String(Id));
    },
  },
];

/**
 * Lets a profile be given by its name, and a portal user's contact by its e-mail address. No API call for an id; one for
 * each profile's name, once a session, and for each contact.
 * @throws InvalidAttributeValueException for what does not exist, or is not the only one of its name.
 */
export async function resolveReferences(
  org: Org,
  sobject: string,
  record: WriteRecord,
  context: CallContext,
): Promise<WriteRecord> {
  if (sobject !== 'User') return record;
  let resolved = record;
  for (const reference of REFERENCES) {
    const field = Object.keys(record).find((name) => sameName(name, reference.field));
    const name = field === undefined ? undefined : record[field];
    if (field === undefined || typeof name !== 'string' || isIdOf(reference, name)) continue;
    resolved = { ...resolved, [field]: await idOf(org, reference, name, field, context) };
  }
  return resolved;
}

const isIdOf = ({ keyPrefix }: NamedReference, value: string): boolean =>
  isSalesforceId(value) && value.startsWith(keyPrefix);

async function idOf(
  org: Org,
  { sobject, by, kept, find }: NamedReference,
  name: string,
  field: string,
  context: CallContext,
): Promise<string> {
  const key = `${sobject}/${name.toLowerCase()}`;
  const known = org.session.idsByName.get(key);
  if (known !== undefined) return known;
  const ids = await find(org, name, {
    ...context,
    action: text('action.lookUpReference', sobject, name),
    writes: false,
  });
  const attribute = context.attributeNameOf?.(field) ?? field;
  const invalid = (problem: Text): ConnectorException =>
    worded('InvalidAttributeValueException', problem, { attributeNames: [attribute] });
  const [id, ...others] = ids;
  if (id === undefined) {
    throw invalid(text('fault.noReference', sobject, name, attribute, by));
  }
  if (others.length > 0)
    throw invalid(text('fault.severalReferences', sobject, name, attribute, ids.join(', ')));
  if (kept) org.session.idsByName.set(key, id);
  return id;
}
