import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { JsonObject, MergeOutcome } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import { pathOf } from './identity-values.js';
import type { IdentitySession } from './identity-session.js';

/** Entries that are looked for and written together. */
const BATCH = 500;

interface Entry {
  /** Where it stands, counted from 1. */
  readonly line: number;
  readonly value: JsonObject;
}

/** The one table of forms that can be imported, by the ends of their names. */
const READERS: Readonly<Record<string, (file: string) => AsyncGenerator<Entry, void, void>>> = {
  '.csv': csvEntries,
  '.jsonl': jsonLines,
};

export type ImportCounts = Record<MergeOutcome['outcome'], number>;

/**
 * Creates or updates an identity for each entry of a file, in batches that are written as a whole. `tell` is told of
 * entries that could not be.
 * @throws CliProblem where the file cannot be read; what was read before is written.
 */
export async function importIdentities(
  { identities, type, signal }: IdentitySession,
  file: string,
  tell: (line: number, outcome: MergeOutcome) => void,
): Promise<ImportCounts> {
  const reader = READERS[extname(file).toLowerCase()];
  if (!reader)
    throw new CliProblem(
      'usage',
      `'${file}' cannot be imported: its name must end in ${Object.keys(READERS).join(' or ')}.`,
    );
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, ambiguous: 0, repeated: 0 };
  let batch: Entry[] = [];
  const write = async (): Promise<void> => {
    const outcomes = await identities.mergeIdentities(
      type,
      batch.map(({ value }) => value),
    );
    for (const [at, outcome] of outcomes.entries()) {
      counts[outcome.outcome]++;
      if (outcome.outcome === 'ambiguous' || outcome.outcome === 'repeated') tell(batch[at]!.line, outcome);
    }
    batch = [];
  };
  for await (const entry of reader(file)) {
    signal.throwIfAborted();
    batch.push(entry);
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  return counts;
}

/** A column's name is a path, such as name.givenName; an empty field says nothing. */
async function* csvEntries(file: string): AsyncGenerator<Entry, void, void> {
  const { parse } = await import('csv-parse');
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true });
  createReadStream(file)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  let paths: readonly ReturnType<typeof pathOf>[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!paths) {
        paths = record.map(pathOf);
        continue;
      }
      let value: JsonObject = {};
      for (const [at, text] of record.entries()) if (text !== '') value = paths[at]!.write(value, text);
      yield { line: info.lines, value };
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* jsonLines(file: string): AsyncGenerator<Entry, void, void> {
  let line = 0;
  try {
    // Unlike a stream it throws where the file cannot be opened.
    const handle = await open(file);
    for await (const text of handle.readLines()) {
      line += 1;
      if (text.trim() !== '') yield { line, value: JSON.parse(text) as JsonObject };
    }
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new CliProblem('usage', `${file}:${line}: This is not JSON: ${cause.message}`, { cause });
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): unknown {
  if (cause instanceof CliProblem) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code?.startsWith('CSV_')) return new CliProblem('usage', `${file}: ${message}.`, { cause });
  if (code === undefined) return cause;
  return new CliProblem(
    'usage',
    code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${code}.`,
    {
      cause,
    },
  );
}
