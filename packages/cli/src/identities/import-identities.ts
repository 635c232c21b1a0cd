import { extname } from 'node:path';
import {
  storageProblem,
  takeSecrets,
  type GivenSecrets,
  type IdentityPath,
  type JsonObject,
  type MergeOutcome,
} from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import { ENTRY_READERS, inLine, type CheckColumns, type Entry } from './entry-files.js';
import type { IdentitySession } from './identity-session.js';

/** Entries that are looked for and written together. */
const BATCH = 500;

type ImportSession = Pick<IdentitySession, 'identities' | 'type' | 'secretPaths' | 'signal'>;

export interface Imported {
  readonly counts: Record<MergeOutcome['outcome'], number>;
  /** Identities that were created or updated. */
  readonly ids: readonly string[];
}

/**
 * Creates or updates an identity for each entry of a file, in batches that are written as a whole. The file is read
 * twice, so that of one with a mistake nothing is written. `tell` is told of entries that could not be; `secrets` takes
 * those of the rest.
 * @throws CliProblem where the file cannot be read, or an entry is none.
 */
export async function importIdentities(
  session: ImportSession,
  file: string,
  secrets: GivenSecrets,
  tell: (line: number, outcome: MergeOutcome) => void,
): Promise<Imported> {
  const { identities, type, signal } = session;
  const read = ENTRY_READERS[extname(file).toLowerCase()];
  if (!read)
    throw new CliProblem(
      'usage',
      `'${file}' cannot be imported: its name must end in ${Object.keys(ENTRY_READERS).join(' or ')}.`,
    );
  const entries = (): AsyncGenerator<CheckedEntry, void, void> =>
    checked(session, file, read(file, columnCheck(session)));
  for await (const _entry of entries()) signal.throwIfAborted();

  const ids: string[] = [];
  const counts: Imported['counts'] = { created: 0, updated: 0, unchanged: 0, ambiguous: 0, repeated: 0 };
  let batch: CheckedEntry[] = [];
  const write = async (): Promise<void> => {
    const outcomes = await identities.mergeIdentities(
      type,
      batch.map(({ value }) => value),
      { secrets },
    );
    for (const [at, outcome] of outcomes.entries()) {
      counts[outcome.outcome]++;
      if (outcome.outcome === 'ambiguous' || outcome.outcome === 'repeated') tell(batch[at]!.line, outcome);
      else if (outcome.outcome !== 'unchanged') ids.push(...outcome.identities);
    }
    batch = [];
  };
  for await (const entry of entries()) {
    signal.throwIfAborted();
    batch.push(entry);
    if (batch.length === BATCH) await write();
  }
  if (batch.length > 0) await write();
  return { counts, ids };
}

interface CheckedEntry extends Entry {
  readonly value: JsonObject;
}

/** @throws CliProblem naming the line of an entry that is none, or that no job would find again. */
async function* checked(
  { identities, type, secretPaths }: ImportSession,
  file: string,
  entries: AsyncGenerator<Entry, void, void>,
): AsyncGenerator<CheckedEntry, void, void> {
  const keys = identities.keys(type);
  for await (const { line, value } of entries) {
    const fail = (message: string): CliProblem => inLine(file, line, message);
    if (!isObject(value)) throw fail('This is no JSON object.');
    if (Object.keys(value).length === 0) throw fail('This says nothing of anybody.');
    const problem = problemOf(value, secretPaths);
    if (problem !== undefined) throw fail(`This cannot be written: ${problem}.`);
    if (keys.length > 0 && !identities.hasKey(type, value)) {
      throw fail(
        `There is nothing here that jobs find the identity by, so that every import would make another. That is ${keyNames(keys)}.`,
      );
    }
    yield { line, value };
  }
}

/** Tells at once what each line would be refused for. */
const columnCheck =
  ({ identities, type }: ImportSession): CheckColumns =>
  (sample, names) => {
    const keys = identities.keys(type);
    const fits = keys.some(({ paths }) => paths?.every((path) => path.read(sample) !== undefined) ?? true);
    if (keys.length === 0 || fits) return;
    throw new CliProblem(
      'usage',
      `No column is one that jobs find identities by, so that every import would make others: ${keyNames(keys)}. The columns are: ${names}.`,
    );
  };

/** Why the repository would not take it. */
function problemOf(value: JsonObject, secretPaths: readonly IdentityPath[]): string | undefined {
  try {
    return storageProblem(takeSecrets(value, secretPaths, true).attributes);
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
}

const keyNames = (keys: readonly { readonly name: string }[]): string =>
  keys.map(({ name }) => name).join(', or ');

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
