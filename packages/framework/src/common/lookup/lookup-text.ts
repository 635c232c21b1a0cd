import type { AttributeValue } from '../attribute.js';
import { ATTRIBUTE_VALUE } from '../values/attribute-value-mark.js';

/**
 * The text of a value in a lookup: a text as it is, bytes in base64, and numbers, booleans and date-times as they print.
 * The number classes print as plain numbers do, so that a lookup is the same in this process and through a connector
 * server. Undefined for what has no such text: secrets, maps, references.
 */
export function lookupText(value: Exclude<AttributeValue, null>): string | undefined {
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!(ATTRIBUTE_VALUE in value)) return undefined;
  // A secret prints too, but only to say that it is one.
  if ('access' in value || value.toString === Object.prototype.toString) return undefined;
  return String(value);
}
