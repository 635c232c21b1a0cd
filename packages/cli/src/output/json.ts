import type { RowWriter, Sink } from './row-writer.js';

/** One JSON list, a row a line. */
export function jsonWriter(sink: Sink): RowWriter {
  let rows = 0;
  return {
    write: (row) => {
      sink.write(`${rows++ === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`);
      return sink.ready();
    },
    end: () => {
      sink.write(rows === 0 ? '[]\n' : '\n]\n');
      return sink.ready();
    },
  };
}

/** A JSON document a line. */
export const jsonLinesWriter = (sink: Sink): RowWriter => ({
  write: (row) => {
    sink.write(`${JSON.stringify(row)}\n`);
    return sink.ready();
  },
  end: () => sink.ready(),
});
