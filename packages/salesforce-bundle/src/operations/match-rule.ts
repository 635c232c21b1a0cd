import type { WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { quote } from '../soql/escape.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/**
 * The condition under which a row has the values of a record, in SOQL.
 * @throws InvalidAttributeValueException for a field without a value.
 */
export function keyCondition(mapping: ObjectMapping, fields: readonly string[], record: WriteRecord): string {
  const values = new Map(Object.entries(record).map(([field, value]) => [field.toLowerCase(), value]));
  const conditions = fields.map((field) => {
    const value = values.get(field.toLowerCase());
    if (typeof value === 'string' && value.trim() !== '') return `${field} = ${quote(value.trim())}`;
    if (typeof value === 'number' || typeof value === 'boolean') return `${field} = ${value}`;
    const attribute = mapping.attributeOf(field);
    throw worded(
      'InvalidAttributeValueException',
      text('fault.keyWithoutValue', attribute, mapping.sobject),
      {
        attributeNames: [attribute],
      },
    );
  });
  return [...conditions, ...(mapping.where ? [`(${mapping.where})`] : [])].join(' AND ');
}

/** Whether a record has a value in each of the fields: without, it cannot be told from other rows. */
export function hasKey(fields: readonly string[], record: WriteRecord): boolean {
  const values = new Map(Object.entries(record).map(([field, value]) => [field.toLowerCase(), value]));
  return fields.every((field) => {
    const value = values.get(field.toLowerCase());
    return value !== null && value !== undefined && String(value).trim() !== '';
  });
}
