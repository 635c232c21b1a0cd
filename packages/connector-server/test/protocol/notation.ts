import {
  CaseInsensitiveMap,
  CaseInsensitiveSet,
  GuardedByteArray,
  GuardedString,
  TypedArray,
} from '@icf-ts/framework';
import { isField, isScalar, type Dialect, type Field, type Row } from '#src/protocol/rows/row.js';
import { rowByName, rowOf } from '#src/protocol/rows/registry.js';

/** The dialect has no such type. */
export class NotInDialect extends Error {}

/*
 * The JSON form in which the fixtures' index describes values, made from our values through the same table that the
 * codec uses. What the table says of names, order and presence is thereby compared with the recordings' own words.
 */
export function toNotation(value: unknown, dialect: Dialect): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof TypedArray) {
    return {
      t: 'Array',
      component: classIn(value.component, dialect),
      items: value.items.map((item) => toNotation(item, dialect)),
    };
  }
  if (Array.isArray(value)) return { t: 'List', items: value.map((item) => toNotation(item, dialect)) };
  if (value instanceof Map) {
    return {
      t: 'Map',
      caseInsensitive: value instanceof CaseInsensitiveMap,
      entries: [...value].map(([key, entry]) => [toNotation(key, dialect), toNotation(entry, dialect)]),
    };
  }
  const row = rowOf(value);
  if (row.name === 'Set') {
    const items = [...(value as Iterable<unknown>)].map((item) => toNotation(item, dialect));
    return { t: 'Set', caseInsensitive: value instanceof CaseInsensitiveSet, items };
  }
  if (value instanceof GuardedString) return { t: 'GuardedString', clear: value.access((clear) => clear) };
  if (value instanceof GuardedByteArray) return { t: 'GuardedByteArray', clearHex: value.access(hex) };
  if (value instanceof Uint8Array) return { t: 'ByteArray', hex: hex(value) };
  if (isScalar(row)) return { t: nameIn(row, dialect), v: plain(row.get(value as never)) };

  const t = nameIn(row, dialect);
  const f: Record<string, unknown> = {};
  let items: unknown[] | undefined;
  for (const part of row.parts) {
    if (!isField(part)) items = [...part.items(value as never)].map((item) => toNotation(item, dialect));
    else if (!part.only || part.only === dialect) put(f, part, part.get(value as never, dialect), dialect);
  }
  return { t, f, ...(items ? { items } : {}) };
}

function put(f: Record<string, unknown>, field: Field, value: unknown, dialect: Dialect): void {
  if (field.kind === 'object') f[field.name] = toNotation(value, dialect);
  else if (value !== null && value !== undefined)
    f[field.name] = plain(field.kind === 'class' ? classIn(value as string, dialect) : value);
}

function nameIn(row: Row, dialect: Dialect): string {
  if (!row.only || row.only === dialect) return row.name;
  if (row.elsewhere) return row.elsewhere;
  throw new NotInDialect(row.name);
}

function classIn(name: string, dialect: Dialect): string {
  const component = name.replace(/(\[\])+$/, '');
  const row = dialect === 'connid' ? undefined : rowByName(component);
  return row ? nameIn(row, dialect) + name.slice(component.length) : name;
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Makes two notations comparable where the order of a Set or a Map carries no meaning. */
export function unordered(notation: unknown): unknown {
  if (Array.isArray(notation)) return notation.map(unordered);
  if (typeof notation !== 'object' || notation === null) return notation;
  const entries = Object.entries(notation).map(([key, value]): [string, unknown] => [key, unordered(value)]);
  const record = Object.fromEntries(entries) as Record<string, unknown>;
  if (record['t'] === 'Set') record['items'] = sorted(record['items'] as unknown[]);
  if (record['t'] === 'Map') record['entries'] = sorted(record['entries'] as unknown[]);
  return record;
}

const sorted = (items: unknown[]): unknown[] =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
