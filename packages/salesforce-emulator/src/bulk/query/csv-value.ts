import { isDecimal } from '../../describe/field-spec.js';
import type { FieldType } from '../../describe/field-spec.js';
import type { StoredValue } from '../../record/row.js';

/** A value as the tables of the Bulk API write it: unlike REST, datetimes end in Z and decimals have a point. */
export function csvValue(value: StoredValue, type: FieldType): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (type === 'datetime') return new Date(value * 1000).toISOString();
  return isDecimal(type) ? decimalText(value) : String(value);
}

/** `100.0` and `9.12260031E8`: powers of ten from 10^7 on and below a thousandth. */
function decimalText(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) return withPoint(String(value));
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${withPoint(digits)}E${Number(exponent)}`;
}

const withPoint = (digits: string): string => (digits.includes('.') ? digits : `${digits}.0`);
