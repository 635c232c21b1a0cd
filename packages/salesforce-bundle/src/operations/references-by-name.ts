import { sameName, type ConnectorException } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../mapping/attributes-to-record.js';
import type { Reference } from '../mapping/mapping-entry.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { isIdOf } from '../mapping/reference-fields.js';
import type { CallContext } from '../session/api-request.js';
import { queryAll } from '../session/query-pages.js';
import { quote } from '../soql/escape.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import { readProfile } from './account/seats.js';
import type { Org } from './operation-context.js';

/** Takes names as well as ids, whatever the map says: nobody knows profiles by id. */
const PROFILE: Reference = { key: 'ProfileId', sobject: 'Profile', by: 'Name' };
/** A portal user belongs to a contact, which people know by its e-mail address. */
const CONTACT: Reference = { key: 'ContactId', sobject: 'Contact', by: 'Email' };
/** What administrators name once and for all; users and other rows may change their names at any time. */
export const KEPT = new Set(['Profile', 'UserRole', 'UserLicense']);

/** A name that stands where an id has to. */
export interface OpenReference {
  readonly field: string;
  readonly name: string;
  readonly reference: Reference;
}

/**
 * Puts ids in the place of names where a field refers to a row by name. One API call for each name, once a session for
 * profiles and roles; none for ids.
 * @throws InvalidAttributeValueException naming the row that does not exist, or listing the several that do.
 */
export async function resolveReferences(
  org: Org,
  mapping: ObjectMapping,
  record: WriteRecord,
  context: CallContext,
): Promise<WriteRecord> {
  const resolved: WriteRecord = { ...record };
  for (const open of openReferences(mapping, record)) {
    resolved[open.field] = await idOf(org, open, context);
  }
  return resolved;
}

/** The names in a record that have to be looked up, one after the other. */
export function openReferences(mapping: ObjectMapping, record: WriteRecord): readonly OpenReference[] {
  const references = mapping.entries.flatMap(({ reference }) => reference ?? []);
  const known = mapping.sobject === 'User' ? [...references, PROFILE, CONTACT] : references;
  return Object.entries(record).flatMap(([field, name]) => {
    const reference = known.find(({ key }) => sameName(key, field));
    return reference && typeof name === 'string' && !isIdOf(reference.sobject, name)
      ? [{ field, name, reference }]
      : [];
  });
}

async function idOf(
  org: Org,
  { field, name, reference }: OpenReference,
  context: CallContext,
): Promise<string> {
  const { session } = org;
  const { sobject, by } = reference;
  const key = `${sobject}.${by}/${name.toLowerCase()}`;
  const known = session.idsByName.get(key);
  if (known !== undefined) return known;
  const ids = await idsOf(org, reference, name, {
    ...context,
    action: text('action.lookUpReference', sobject, name),
    writes: false,
  });
  const attribute = context.attributeNameOf?.(field) ?? field;
  const [id, ...others] = ids;
  const invalid = (words: Words): ConnectorException =>
    worded('InvalidAttributeValueException', words, { attributeNames: [attribute] });
  if (id === undefined) throw invalid(text('fault.noReference', sobject, name, attribute, by));
  if (others.length > 0) {
    throw invalid(text('fault.severalReferences', sobject, by, name, attribute, ids.join(', ')));
  }
  if (KEPT.has(sobject)) session.idsByName.set(key, id);
  return id;
}

async function idsOf(
  { session, accounts }: Org,
  { sobject, by }: Reference,
  name: string,
  context: CallContext,
): Promise<readonly string[]> {
  if (sobject === 'Profile' && accounts.seats) {
    // The same call tells the seats of its licence, which a create has to know.
    const profile = await readProfile(session, `${by} = ${quote(name)}`, context);
    if (profile) accounts.seats.learn(profile);
    return profile ? [profile.profileId] : [];
  }
  const rows = await queryAll(
    session,
    `SELECT Id FROM ${sobject} WHERE ${by} = ${quote(name)} LIMIT 10`,
    context,
  );
  return rows.map(({ Id }) => String(Id));
}
