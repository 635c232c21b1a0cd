import type { QueryPage, SalesforceRecord } from '../query-pages.js';

/** A statement that asks for rows by the values of one field, which others may ask for too. */
interface Keyed {
  readonly soql: string;
  readonly head: string;
  readonly columns: readonly string[];
  readonly field: string;
  /** As SOQL has them, in quotes. */
  readonly values: readonly string[];
  readonly tail: string;
  readonly limit: number;
}

const VALUE = String.raw`'(?:[^'\\]|\\.)*'`;
const KEYED = new RegExp(
  String.raw`^SELECT (?<columns>[\w., ]+) FROM (?<from>\w+) WHERE (?<field>\w+) ` +
    String.raw`(?:= (?<one>${VALUE})|IN \((?<some>${VALUE}(?:,${VALUE})*)\))` +
    String.raw`(?<tail>(?: AND (?:[^']|${VALUE})*?)?(?: ORDER BY Id)?)(?: LIMIT (?<limit>\d+))?$`,
);
/** Values of one merged statement: so many that a thousand rows are four of the five queries of a call. */
export const MAX_VALUES = 250;

/** A statement that answers others, and their parts of its answer. */
export interface MergedQuery {
  readonly soql: string;
  readonly statements: readonly string[];
  /** By statement; undefined where the answer does not say for certain what belongs to each. */
  readonly split: (page: QueryPage) => ReadonlyMap<string, QueryPage> | undefined;
}

/**
 * Statements that differ only in the value of a key become one: two hundred questions for a user by name are one
 * question for two hundred names. Others stay as they are; equal ones are asked once.
 */
export function mergeQueries(statements: readonly string[]): readonly MergedQuery[] {
  const groups = new Map<string, Keyed[]>();
  const merged: MergedQuery[] = [];
  for (const soql of new Set(statements)) {
    const keyed = keyedOf(soql);
    if (!keyed) {
      merged.push(alone(soql));
      continue;
    }
    const key = `${keyed.head}\n${keyed.field}\n${keyed.tail}\n${keyed.limit}`;
    const group = groups.get(key) ?? [];
    group.push(keyed);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; at += MAX_VALUES)
      merged.push(oneFor(group.slice(at, at + MAX_VALUES)));
  }
  return merged;
}

const alone = (soql: string): MergedQuery => ({
  soql,
  statements: [soql],
  split: (page) => new Map([[soql, page]]),
});

function keyedOf(soql: string): Keyed | undefined {
  const found = KEYED.exec(soql)?.groups;
  if (!found) return undefined;
  const { columns = '', from = '', field = '', one, some = '', tail = '', limit } = found;
  return {
    soql,
    head: `${columns} FROM ${from}`,
    columns: columns.split(/, ?/),
    field,
    values: one === undefined ? (some.match(new RegExp(VALUE, 'g')) ?? []) : [one],
    tail,
    limit: limit === undefined ? Infinity : Number(limit),
  };
}

function oneFor(group: readonly Keyed[]): MergedQuery {
  const [first] = group as [Keyed];
  if (group.length === 1) return alone(first.soql);
  const { columns, field, head, tail } = first;
  const from = head.slice(head.lastIndexOf(' FROM '));
  const has = columns.some((column) => column.toLowerCase() === field.toLowerCase());
  const values = [...new Set(group.flatMap((each) => each.values))];
  const select = [...columns, ...(has ? [] : [field])].join(', ');
  return {
    soql: `SELECT ${select}${from} WHERE ${field} IN (${values.join(',')})${tail}`,
    statements: group.map(({ soql }) => soql),
    split: (page) => (page.nextRecordsUrl ? undefined : parted(page.records, group, field)),
  };
}

/** Salesforce compares texts without regard to case, and ids of 15 and 18 characters are the same. */
function parted(
  rows: readonly SalesforceRecord[],
  group: readonly Keyed[],
  field: string,
): ReadonlyMap<string, QueryPage> | undefined {
  const isId = /id$/i.test(field);
  const fold = (value: string): string => (isId ? value.slice(0, 15) : value.toLowerCase());
  const byValue = new Map<string, SalesforceRecord[]>();
  for (const row of rows) {
    const name = Object.keys(row).find((key) => key.toLowerCase() === field.toLowerCase());
    const value = fold(String(row[name ?? field]));
    byValue.set(value, [...(byValue.get(value) ?? []), row]);
  }
  const taken = new Set<string>();
  const pages = new Map<string, QueryPage>();
  for (const { soql, values, limit } of group) {
    const own = new Set(values.map((value) => fold(unquoted(value))));
    own.forEach((value) => taken.add(value));
    const records = [...own].flatMap((value) => byValue.get(value) ?? []).slice(0, limit);
    pages.set(soql, { totalSize: records.length, done: true, records } as QueryPage);
  }
  return [...byValue.keys()].every((value) => taken.has(value)) ? pages : undefined;
}

const unquoted = (value: string): string => value.slice(1, -1).replace(/\\(.)/g, '$1');
