import { Readable, pipeline } from 'node:stream';
import type { JsonObject } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import { CsvColumns, delimiterOf } from './csv-columns.js';
import { decodedText } from './decoded-text.js';

export interface Entry {
  /** Where it stands, counted from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** Told of the columns of a file that has some; throws where they will not do. */
export type CheckColumns = (sample: JsonObject, names: string) => void;

/** The one table of forms that can be imported, by the ends of their names. */
export const ENTRY_READERS: Readonly<
  Record<string, (file: string, check: CheckColumns) => AsyncGenerator<Entry, void, void>>
> = {
  '.csv': csvEntries,
  '.jsonl': jsonLines,
};

/** A problem of a line. */
export const inLine = (file: string, line: number, message: string, cause?: unknown): CliProblem =>
  new CliProblem('usage', `${file}:${line}: ${message} Nothing was written.`, { cause });

/** A column's name is a path, such as name.givenName. */
async function* csvEntries(file: string, check: CheckColumns): AsyncGenerator<Entry, void, void> {
  const { parse } = await import('csv-parse');
  const text = decodedText(file);
  try {
    const { value: first = '' } = await text.next();
    const header = first.split(/\r?\n|\r/, 1)[0]!;
    const parser = parse({
      delimiter: delimiterOf(header),
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
    // Whatever goes wrong is thrown by the loop below; leaving it closes the file.
    pipeline(Readable.from(joined(first as string, text), { objectMode: false }), parser, () => undefined);
    let columns: CsvColumns | undefined;
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (columns) {
        yield { line: info.lines, value: columns.entryOf(record) };
        continue;
      }
      try {
        columns = CsvColumns.parse(record);
        check(columns.sample(), columns.names);
      } catch (cause) {
        throw cause instanceof CliProblem ? inLine(file, info.lines, cause.message, cause) : cause;
      }
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  yield first;
  yield* rest;
}

async function* jsonLines(file: string): AsyncGenerator<Entry, void, void> {
  let line = 0;
  try {
    for await (const piece of decodedText(file)) {
      for (const text of piece.replace(/\n$/, '').split('\n')) {
        line += 1;
        if (text.trim() !== '') yield { line, value: JSON.parse(text) };
      }
    }
  } catch (cause) {
    // The parser would quote the text, and there may be a secret in it.
    if (cause instanceof SyntaxError) throw inLine(file, line, 'This is not JSON.');
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): unknown {
  if (cause instanceof CliProblem) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code?.startsWith('CSV_'))
    return new CliProblem('usage', `${file}: ${message}. Nothing was written.`, { cause });
  if (code === undefined) return cause;
  return new CliProblem(
    'usage',
    code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${code}.`,
    { cause },
  );
}
