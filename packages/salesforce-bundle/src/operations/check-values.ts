import { Name, foldCase, sameName, type ConnectorException } from '@icf-ts/framework/spi';
import type { DescribeSObjectResult, Field } from 'jsforce';
import type { WriteRecord } from '../mapping/attributes-to-record.js';
import { nearest } from '../mapping/document/suggestion.js';
import { fieldBounds } from '../mapping/field-bounds.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Org } from './operation-context.js';

/** What a describe calls a field that the write may hold. */
type Written = 'createable' | 'updateable';

/** A describe that is older is asked anew before a value is refused on its word. */
const MAX_AGE_MS = 60_000;

/**
 * Refuses what Salesforce would refuse: texts that are too long, values that a restricted picklist does not have, and a
 * name that Salesforce makes of other fields. Only
 * where a describe is at hand, be it by a schema or by a custom field: no API call, and one, which the refused write
 * would have cost too, where a value is in doubt and the describe is older than a minute.
 * @throws InvalidAttributeValueException naming attribute, field and bound.
 */
export async function checkValues(
  { session }: Org,
  mapping: ObjectMapping,
  record: WriteRecord,
  context: CallContext,
  written: Written,
): Promise<void> {
  const { sobject } = mapping;
  const known = await session.describes.known(sobject);
  if (!known || !problemIn(record, known.result, mapping, written)) return;
  const reading = { ...context, action: text('action.describe', sobject), writes: false };
  const fresh = known.ageMs <= MAX_AGE_MS ? known.result : await session.describes.refresh(sobject, reading);
  const problem = problemIn(record, fresh, mapping, written);
  if (problem) throw problem;
}

function problemIn(
  record: WriteRecord,
  { fields }: DescribeSObjectResult,
  mapping: ObjectMapping,
  written: Written,
): ConnectorException | undefined {
  const byName = new Map(fields.map((field) => [foldCase(field.name), field]));
  for (const [name, value] of Object.entries(record)) {
    const field = byName.get(foldCase(name));
    if (field && !field[written] && sameName(name, mapping.nameField)) {
      const other = nameBeside(fields, written);
      return invalid(Name.NAME, text('fault.nameNotWritten', Name.NAME, field.name, mapping.sobject, other));
    }
    if (!field || typeof value !== 'string' || value === '') continue;
    const { maxLength, values, isRestricted } = fieldBounds(field);
    const attribute = mapping.attributeOf(field.name);
    // Whoever counts otherwise counts more.
    const length = maxLength === undefined ? 0 : [...value].length;
    if (maxLength !== undefined && length > maxLength)
      return invalid(attribute, text('fault.tooLong', attribute, maxLength, field.name, length));
    if (!values || !isRestricted) continue;
    const offered = new Set(values.map(foldCase));
    const given = field.type === 'multipicklist' ? value.split(';') : [value];
    const other = given.find((each) => !offered.has(foldCase(each)));
    if (other === undefined) continue;
    const near = nearest(other, values);
    return invalid(attribute, [
      text('fault.notOffered', attribute, other, field.name),
      ...(near === undefined ? [] : [text('next.near', `'${near}'`)]),
      text('next.offeredValue'),
    ]);
  }
  return undefined;
}

/** The field that may hold a name where that of the whole cannot be written: people have their last name. */
function nameBeside(fields: readonly Field[], written: Written): string {
  const texts = fields.filter((field) => field[written] && field.type === 'string');
  const best =
    texts.find(({ name }) => name === 'LastName') ?? texts.find(({ nillable }) => !nillable) ?? texts[0];
  return best?.name ?? 'Id';
}

const invalid = (attribute: string, words: Words | readonly Words[]): ConnectorException =>
  worded('InvalidAttributeValueException', words, { attributeNames: [attribute] });
