import type { FieldKind, KindOf } from '../../mapping/field-kinds.js';
import type { SalesforceRecord } from '../query/query-page.js';

/** What JSON has where a table has a text. Tables write an empty field as nothing. */
const JSON_OF: Partial<Record<FieldKind, (text: string) => unknown>> = {
  boolean: (text) => text === 'true',
  int: Number,
  double: Number,
  // REST writes the offset of the same instants in digits.
  datetime: (text) => text.replace(/Z$/, '+0000'),
};
const asText = (text: string): unknown => text;

type MutableRecord = Record<string, unknown>;

/** Turns rows of a table into records as REST answers them, so that whatever reads the one reads the other. */
export function recordMaker(
  header: readonly string[],
  kindOf: KindOf,
): (row: readonly string[]) => SalesforceRecord {
  const columns = header.map((column) => ({
    relations: column.split('.').slice(0, -1),
    name: column.split('.').at(-1)!,
    jsonOf: JSON_OF[kindOf(column)] ?? asText,
  }));
  return (row) => {
    const record: MutableRecord = {};
    for (let at = 0; at < columns.length; at++) {
      const { relations, name, jsonOf } = columns[at]!;
      const text = row[at]!;
      const value = text === '' ? null : jsonOf(text);
      if (relations.length === 0) record[name] = value;
      else setBelow(record, relations, name, value);
    }
    return record;
  };
}

/** A relation that leads nowhere is null, not an object of nulls. */
function setBelow(record: MutableRecord, relations: readonly string[], name: string, value: unknown): void {
  let part = record;
  for (const relation of relations) {
    if (value === null && (part[relation] ?? null) === null) {
      part[relation] = null;
      return;
    }
    part = (part[relation] ??= {}) as MutableRecord;
  }
  part[name] = value;
}
