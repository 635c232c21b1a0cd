import { sameName, type ConnectorException } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../mapping/attributes-to-record.js';
import type { Reference } from '../mapping/mapping-entry.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { isIdOf } from '../mapping/reference-fields.js';
import type { CallContext } from '../session/api-request.js';
import { queryAll, type SalesforceRecord } from '../session/query-pages.js';
import { quote } from '../soql/escape.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Org } from './operation-context.js';

/** Takes names as well as ids, whatever the map says: nobody knows profiles by id. */
const PROFILE: Reference = { key: 'ProfileId', sobject: 'Profile', by: 'Name' };
/** What administrators name once and for all; users and other rows may change their names at any time. */
const KEPT = new Set(['Profile', 'UserRole', 'UserLicense']);

interface Open {
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

function openReferences(mapping: ObjectMapping, record: WriteRecord): readonly Open[] {
  const references = mapping.entries.flatMap(({ reference }) => reference ?? []);
  const known = mapping.sobject === 'User' ? [...references, PROFILE] : references;
  return Object.entries(record).flatMap(([field, name]) => {
    const reference = known.find(({ key }) => sameName(key, field));
    return reference && typeof name === 'string' && !isIdOf(reference.sobject, name)
      ? [{ field, name, reference }]
      : [];
  });
}

async function idOf(
  { session }: Org,
  { field, name, reference: { sobject, by } }: Open,
  context: CallContext,
): Promise<string> {
  const key = `${sobject}.${by}/${name.toLowerCase()}`;
  const known = session.idsByName.get(key);
  if (known !== undefined) return known;
  const soql = `SELECT Id FROM ${sobject} WHERE ${by} = ${quote(name)} LIMIT 3`;
  const rows = await queryAll(session, soql, {
    ...context,
    action: text('action.lookUp', name),
    writes: false,
  });
  const attribute = context.attributeNameOf?.(field) ?? field;
  const [id, ...others] = rows.map(({ Id }: SalesforceRecord) => String(Id));
  const invalid = (words: Words): ConnectorException =>
    worded('InvalidAttributeValueException', words, { attributeNames: [attribute] });
  if (id === undefined) throw invalid(text('fault.noReference', sobject, name, attribute, by));
  if (others.length > 0) {
    const ids = [id, ...others].join(', ');
    throw invalid(text('fault.severalReferences', sobject, by, name, attribute, ids));
  }
  if (KEPT.has(sobject)) session.idsByName.set(key, id);
  return id;
}
