import { CompositeFilter, ComparisonFilter, isInteger } from '@icf-ts/framework';
import { EnumValue } from '../enum-value.js';
import { ProtocolError } from '../protocol-error.js';
import { batch } from './batch.js';
import { COLLECTION_CLASSES, collections } from './collections.js';
import { configuration } from './configuration.js';
import { constantRows } from './constants.js';
import { exceptionTypeOf, exceptions } from './exceptions.js';
import { filterTypeOf, filters } from './filters.js';
import { messages } from './messages.js';
import { objects } from './objects.js';
import type { Row } from './row.js';
import { scalars } from './scalars.js';
import { schema } from './schema.js';

const ROWS: readonly Row[] = [
  ...scalars,
  ...collections,
  ...objects,
  ...schema,
  ...filters,
  ...exceptions,
  ...configuration,
  ...messages,
  ...constantRows,
  ...batch,
];

const byName = new Map<string, Row>();
const byClass = new Map<unknown, Row>();
for (const row of ROWS) {
  if (byName.has(row.name)) throw new Error(`Two rows for the serial type ${row.name}.`);
  byName.set(row.name, row);
  // A boxed type stands before its primitive twin and is the one that is written.
  if (row.type && !byClass.has(row.type)) byClass.set(row.type, row);
}
for (const [type, name] of COLLECTION_CLASSES) byClass.set(type, byName.get(name)!);

const named = (name: string): Row => byName.get(name)!;
const [BOOLEAN, INTEGER, DOUBLE, LONG, STRING] = ['Boolean', 'Integer', 'Double', 'Long', 'String'].map(
  named,
) as [Row, Row, Row, Row, Row];

/** Every serial type that occurs as an object. */
export const ROW_NAMES: readonly string[] = [...byName.keys()];

/** The row of a serial type. */
export const rowByName = (name: string): Row | undefined => byName.get(name);

/** The row of a class all of whose instances have the same one. */
export const rowOfClass = (type: unknown): Row | undefined => byClass.get(type);

/** The row that writes a value other than null. @throws ProtocolError for a value that ICF cannot carry. */
export function rowOf(value: unknown): Row {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'number':
      return isInteger(value) ? INTEGER : DOUBLE;
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      if (BigInt.asIntN(64, value) !== value)
        throw new ProtocolError('A bigint beyond 64 bits needs the BigInteger class.');
      return LONG;
    case 'object':
      return byClass.get(value!.constructor) ?? rowOfObject(value!);
    default:
      throw new ProtocolError(`A value of type ${typeof value} cannot be sent.`);
  }
}

/** Classes whose instances belong to several rows, and subclasses of what every implementation of travels alike. */
function rowOfObject(value: object): Row {
  if (value instanceof ComparisonFilter || value instanceof CompositeFilter)
    return named(filterTypeOf(value));
  if (value instanceof EnumValue) return named(value.type);
  if (value instanceof Error) return named(exceptionTypeOf(value));
  if (value instanceof Uint8Array) return named('ByteArray');
  if (value instanceof Map) return named('Map');
  if (value instanceof Set) return named('Set');
  if (Array.isArray(value)) return named('List');
  throw new ProtocolError(
    `A value of class ${value.constructor?.name ?? 'Object'} cannot be sent: ICF has no type for it.`,
  );
}
