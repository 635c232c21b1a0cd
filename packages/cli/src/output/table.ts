import type { Plain, Row } from '../values/plain-value.js';
import type { Columns, RowWriter, Sink } from './row-writer.js';

/** Rows that are looked at before the first is printed, for the widths; the others stream. */
const LOOK_AHEAD = 100;
const GAP = '  ';
const WIDEST = 60;

/** Columns below each other. Without a wish, as many as have values and room. */
export function tableWriter(sink: Sink, columns: Columns): RowWriter {
  let waiting: Row[] = [];
  let widths: ReadonlyMap<string, number> | undefined;
  const start = async (): Promise<void> => {
    widths = layOut(waiting, columns);
    if (waiting.length > 0) sink.write(line(new Map([...widths.keys()].map((name) => [name, name])), widths));
    for (const row of waiting) await print(row, widths);
    waiting = [];
  };
  const print = (row: Row, to: ReadonlyMap<string, number>): Promise<void> => {
    sink.write(line(new Map([...to.keys()].map((name) => [name, cell(row[name])])), to));
    return sink.ready();
  };
  return {
    write: async (row) => {
      if (widths) return print(row, widths);
      waiting.push(row);
      if (waiting.length >= LOOK_AHEAD) await start();
    },
    end: async () => {
      if (!widths) await start();
      await sink.ready();
    },
  };
}

function layOut(rows: readonly Row[], { wanted, width, note }: Columns): ReadonlyMap<string, number> {
  const widths = new Map<string, number>();
  for (const name of wanted ?? []) widths.set(name, name.length);
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (wanted ? !widths.has(name) : value === null) continue;
      widths.set(name, Math.max(widths.get(name) ?? name.length, Math.min(cell(value).length, WIDEST)));
    }
  }
  if (wanted) return widths;
  const kept = new Map<string, number>();
  let room = width;
  for (const [name, wide] of widths) {
    room -= wide + GAP.length;
    if (room < -GAP.length && kept.size > 0) break;
    kept.set(name, wide);
  }
  const left = widths.size - kept.size;
  if (left > 0)
    note(`${left} more attributes have no room here: name some (--attributes a,b), or take --output json.`);
  return kept;
}

const line = (cells: ReadonlyMap<string, string>, widths: ReadonlyMap<string, number>): string =>
  `${[...cells]
    .map(([name, text]) => text.padEnd(widths.get(name)!))
    .join(GAP)
    .trimEnd()}\n`;

/** One line, whatever the value holds: a target's text must not move the cursor. */
const cell = (value: Plain | undefined): string => {
  if (value === undefined || value === null) return '';
  const text = Array.isArray(value)
    ? value.map(cell).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
};
