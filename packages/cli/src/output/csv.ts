import { csvRecord } from '@icf-ts/framework';
import type { Plain } from '../values/plain-value.js';
import type { Columns, RowWriter, Sink } from './row-writer.js';

/** RFC 4180, names in the first record. Several values are a JSON list in one field; no value is an empty field. */
export function csvWriter(sink: Sink, { wanted, known }: Columns): RowWriter {
  let names = wanted ?? known;
  let started = false;
  const start = (): void => {
    started = true;
    if (names) sink.write(csvRecord(names));
  };
  return {
    write: (row) => {
      names ??= Object.keys(row);
      if (!started) start();
      sink.write(csvRecord(names.map((name) => field(row[name]))));
      return sink.ready();
    },
    end: () => {
      if (!started) start();
      return sink.ready();
    },
  };
}

const field = (value: Plain | undefined): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
