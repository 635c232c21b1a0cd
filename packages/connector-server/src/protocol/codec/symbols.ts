import { ROW_NAMES, rowByName } from '../rows/registry.js';
import { isField, isScalar } from '../rows/row.js';

/*
 * Every type and field name of the table, numbered. A connection's constants are found by these numbers; texts are only
 * looked at where a peer sends them.
 */
const numbers = new Map<string, number>();

function add(text: string): void {
  if (!numbers.has(text)) numbers.set(text, numbers.size);
}
for (const name of ROW_NAMES) {
  add(name);
  const row = rowByName(name)!;
  if (!isScalar(row)) for (const part of row.parts) if (isField(part)) add(part.name);
}

export const SYMBOLS: readonly string[] = [...numbers.keys()];

/** The number of a name; undefined for one that the table does not know. */
export const symbolOf = (text: string): number | undefined => numbers.get(text);
