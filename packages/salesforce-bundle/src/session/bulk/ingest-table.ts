import type { ReadyPart } from '../gathering/program.js';

/** What a table has where a field is to be emptied; an empty value leaves it as it is. */
const NOTHING = '#N/A';

/** The rows of a job, and by what they are told apart in its results, whose order is any. */
export interface IngestTable {
  readonly csv: string;
  readonly parts: readonly ReadyPart[];
  /** The part whose row this is, by the values of the row. */
  readonly partOf: (row: ReadonlyMap<string, string>) => ReadyPart | undefined;
}

interface Row {
  readonly part: ReadyPart;
  readonly values: ReadonlyMap<string, string>;
  readonly key: string;
}

/**
 * Rows as a table. Left out are those that a table cannot say, and those that are told from each other by numbers only,
 * which Salesforce may give back in another form.
 */
export function ingestTable(parts: readonly ReadyPart[]): IngestTable {
  const texts = new Set<string>();
  const read = parts.flatMap((part) => {
    const values = valuesOf(part, texts);
    return values ? [{ part, values }] : [];
  });
  const keys = [...texts].sort();
  const keyOf = (values: ReadonlyMap<string, string>): string =>
    JSON.stringify(keys.map((name) => values.get(name) ?? ''));
  const byKey = new Map<string, Row[]>();
  for (const { part, values } of read) {
    const key = keyOf(values);
    byKey.set(key, [...(byKey.get(key) ?? []), { part, values, key }]);
  }
  const rows = [...byKey.values()].flatMap((same) => (same.length === 1 ? same : []));
  const columns = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
  const lines = rows.map(({ values }) => columns.map((name) => quoted(values.get(name) ?? '')).join(','));
  return {
    csv: [columns.join(','), ...lines, ''].join('\n'),
    parts: rows.map(({ part }) => part),
    partOf: (row) => byKey.get(keyOf(row))?.[0]?.part,
  };
}

/** Undefined for a row that has something else than plain values. */
function valuesOf({ request }: ReadyPart, texts: Set<string>): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  const id = request.method === 'POST' ? undefined : request.path.split('/').at(-1);
  if (id !== undefined) {
    values.set('Id', id);
    texts.add('Id');
  }
  for (const [name, value] of Object.entries(request.body ?? {})) {
    if (typeof value === 'object' && value !== null) return undefined;
    // Line ends may come back as others.
    if (value === NOTHING || (typeof value === 'string' && /\r/.test(value))) return undefined;
    values.set(name, value === null || value === '' ? NOTHING : String(value));
    if (typeof value === 'string' && value !== '') texts.add(name);
  }
  return values.size > 0 ? values : undefined;
}

const quoted = (value: string): string => (value === '' ? '' : `"${value.replaceAll('"', '""')}"`);
