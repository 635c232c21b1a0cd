import {
  BigDecimal,
  BigInteger,
  Double,
  ZonedDateTime,
  isInteger,
  type AttributeValue,
  type NestedValue,
} from '@icf-ts/framework/spi';
import { dayOf, instantOf } from './instant.js';

export { instantOf };

/** What a field holds, as far as a connector cares; `absent` is a field that a map allows the org to lack. */
export type FieldKind =
  | 'text'
  | 'picklist'
  | 'id'
  | 'reference'
  | 'boolean'
  | 'int'
  | 'double'
  | 'datetime'
  | 'date'
  | 'multipicklist'
  | 'compound'
  | 'opaque'
  | 'absent';

/** The kind of a Salesforce field, by any spelling. */
export type KindOf = (field: string) => FieldKind;

/** The types of a describe. What is not listed is text. */
const KIND_OF_TYPE: Readonly<Record<string, FieldKind>> = {
  id: 'id',
  reference: 'reference',
  boolean: 'boolean',
  int: 'int',
  long: 'double',
  double: 'double',
  currency: 'double',
  percent: 'double',
  datetime: 'datetime',
  date: 'date',
  picklist: 'picklist',
  combobox: 'picklist',
  multipicklist: 'multipicklist',
  address: 'compound',
  location: 'compound',
  time: 'opaque',
  base64: 'opaque',
  anyType: 'opaque',
  complexvalue: 'opaque',
  json: 'opaque',
};

export const kindOfType = (describeType: string): FieldKind =>
  Object.hasOwn(KIND_OF_TYPE, describeType) ? KIND_OF_TYPE[describeType]! : 'text';

/** How values of a kind look in ICF and in JSON. `write` answers undefined for a value that does not fit. */
interface KindRow {
  readonly icfType: string;
  readonly multiValued?: true;
  read(json: unknown): readonly AttributeValue[];
  write(value: NonNullable<AttributeValue>): unknown;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const row = (
  icfType: string,
  read: (json: unknown) => AttributeValue,
  write: KindRow['write'] = text,
): KindRow => ({ icfType, read: (json) => Object.freeze([read(json)]), write });
const asText = (json: unknown): string => (typeof json === 'string' ? json : JSON.stringify(json));
const TEXT = row('String', asText);

export const KINDS: Readonly<Record<FieldKind, KindRow>> = {
  text: TEXT,
  picklist: TEXT,
  id: TEXT,
  reference: TEXT,
  opaque: TEXT,
  date: row('String', asText, dayOf),
  absent: { icfType: 'String', read: () => [], write: () => undefined },
  boolean: row('Boolean', Boolean, (value) => (typeof value === 'boolean' ? value : undefined)),
  int: row('Integer', Number, (value) => {
    const number = numberOf(value);
    return Number.isInteger(number) ? number : undefined;
  }),
  double: row('Double', (json) => double(Number(json)), numberOf),
  datetime: row(
    'ZonedDateTime',
    (json) => new ZonedDateTime(asText(json)),
    (value) => instantOf(value)?.toISOString(),
  ),
  multipicklist: {
    icfType: 'String',
    multiValued: true,
    read: (json) => asText(json).split(';'),
    write: text,
  },
  compound: row('Map', mapOf, () => undefined),
};

/** A Double stays one when its value is whole. */
const double = (value: number): AttributeValue => (isInteger(value) ? new Double(value) : value);

/** The number that any of ICF's number types stands for; undefined for what is none, or is not finite. */
export function numberOf(value: AttributeValue): number | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return undefined;
  const number =
    value instanceof BigInteger || value instanceof BigDecimal
      ? Number(value.toString())
      : typeof value === 'bigint'
        ? Number(value)
        : (value.valueOf() as unknown);
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function mapOf(json: unknown): ReadonlyMap<string, NestedValue> {
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return new Map(
    entries.map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
        ? value
        : mapOf(value),
    ]),
  );
}
