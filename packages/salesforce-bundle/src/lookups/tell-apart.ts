import { foldCase, type LookupEntry } from '@icf-ts/framework/spi';

/** A row before it has a decode. */
export interface NamedRow {
  readonly code: string;
  readonly label: string;
  /** What stands in brackets behind a label that several rows have; empty where there is nothing. */
  readonly apart: string;
}

/**
 * Entries whose decodes a person can tell apart: the label, where several rows share one the label with what is special
 * about each, and with the code where that does not help either. Case makes no difference to a reader.
 */
export function tellApart(rows: readonly NamedRow[]): readonly LookupEntry[] {
  const forms = rows.map(({ code, label, apart }) => [
    label,
    ...(apart ? [`${label} (${apart})`] : []),
    `${label} (${code})`,
  ]);
  const level = rows.map(() => 0);
  const decode = (at: number): string => forms[at]![level[at]!]!;
  for (let shared = [...rows.keys()]; shared.length > 0;) {
    const counts = new Map<string, number>();
    for (const at of rows.keys()) {
      const key = foldCase(decode(at));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    shared = [...rows.keys()].filter(
      (at) => counts.get(foldCase(decode(at)))! > 1 && level[at]! < forms[at]!.length - 1,
    );
    for (const at of shared) level[at]!++;
  }
  return rows.map(({ code }, at) => [code, decode(at)] as const);
}
