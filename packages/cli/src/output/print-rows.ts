import type { Terminal } from '../terminal/terminal.js';
import type { Row } from '../values/plain-value.js';
import { FORMATS, type Format } from './formats.js';
import type { Columns } from './row-writer.js';

/** Where no window says how wide it is. */
const WIDTH = 120;

export interface PrintOptions extends Partial<Pick<Columns, 'wanted' | 'known'>> {
  readonly output: Format;
}

/** Prints rows as they come, at the reader's pace, and answers how many. What was begun is ended, whatever happens. */
export async function printRows(
  rows: Iterable<Row> | AsyncIterable<Row>,
  { output, wanted, known }: PrintOptions,
  terminal: Terminal,
): Promise<number> {
  const note = (message: string): void => terminal.writeError(`${message}\n`);
  const writer = FORMATS[output](terminal, { wanted, known, width: terminal.columns ?? WIDTH, note });
  let count = 0;
  try {
    for await (const row of rows) {
      await writer.write(row);
      count++;
    }
  } finally {
    await writer.end();
  }
  return count;
}
