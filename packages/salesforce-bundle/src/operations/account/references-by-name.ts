import { InvalidAttributeValueException, sameName } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query-pages.js';
import { quote } from '../../soql/escape.js';
import { isSalesforceId } from '../../soql/salesforce-id.js';
import type { Org } from '../operation-context.js';
import { readProfile } from './seats.js';

/** A field of a user whose reference may be given by something that people know. */
interface NamedReference {
  readonly field: string;
  /** How ids of what it refers to begin. */
  readonly keyPrefix: string;
  /** Completes "There is no …". */
  readonly noun: string;
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
    noun: 'profile',
    by: 'name',
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
    noun: 'contact',
    by: 'e-mail address',
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
  { noun, by, kept, find }: NamedReference,
  name: string,
  field: string,
  context: CallContext,
): Promise<string> {
  const key = `${noun}/${name.toLowerCase()}`;
  const known = org.session.idsByName.get(key);
  if (known !== undefined) return known;
  const ids = await find(org, name, { ...context, action: `look up ${noun} '${name}'`, writes: false });
  const attribute = context.attributeNameOf?.(field) ?? field;
  const invalid = (message: string): InvalidAttributeValueException =>
    new InvalidAttributeValueException(message, { attributeNames: [attribute] });
  const [id, ...others] = ids;
  if (id === undefined) {
    throw invalid(
      `There is no ${noun} '${name}' (${attribute}), neither by id nor by ${by}. Give a ${noun} of the org.`,
    );
  }
  if (others.length > 0)
    throw invalid(`Several ${noun}s are '${name}' (${attribute}): ${ids.join(', ')}. Give the id of one.`);
  if (kept) org.session.idsByName.set(key, id);
  return id;
}
