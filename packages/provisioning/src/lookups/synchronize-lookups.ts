import {
  ConfigurationException,
  LookupDefinition,
  synchronizeLookup,
  type ConnectorFacade,
  type LookupFormat,
} from '@icf-ts/framework';
import type { LookupDeclaration } from '@icf-ts/framework/spi';
import type { Database } from '../database/database.js';
import type { JsonObject } from '../repository/identity.js';
import { lookupEntries, saveLookup, type LookupChanges } from '../repository/lookup-entries.js';
import { beginRun, endRun } from '../repository/runs.js';

/** A job that keeps the lookups of a system in the repository. */
export interface LookupJob {
  readonly name: string;
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly facade: Pick<ConnectorFacade, 'key' | 'search'>;
  /** What the connector declares, or what the application does for it. */
  readonly declarations: readonly LookupDeclaration[];
  /** Names of the lookups that are meant. Default: all that are declared. */
  readonly only?: readonly string[];
  /** How codes and decodes are written. Default: plain. */
  readonly format?: LookupFormat;
}

/** What became of one lookup. */
export interface LookupOutcome {
  readonly lookup: string;
  /** Undefined where it failed; the repository has it as it was then. */
  readonly changes?: LookupChanges;
  readonly entries?: number;
  /** Uids of objects without a code. */
  readonly skipped?: readonly string[];
  /** Codes that the system sent again with another decode: the first one counts. */
  readonly duplicates?: readonly string[];
  readonly failure?: string;
}

export interface LookupResult {
  readonly run: string;
  readonly state: 'done' | 'failed' | 'stopped';
  readonly lookups: readonly LookupOutcome[];
}

/**
 * Brings the lookups of a system into the repository, one search and one transaction each. One that fails stays as it
 * was, and the others go on; what the system no longer has is removed.
 * @throws ConfigurationException where a lookup is meant that nobody declares.
 */
export async function synchronizeLookups(
  database: Database,
  job: LookupJob,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<LookupResult> {
  const declarations = chosen(job);
  const { id } = await beginRun(database, { job: job.name, kind: 'lookup synchronisation', fingerprint: '' });
  const lookups: LookupOutcome[] = [];
  for (const declaration of declarations) {
    if (signal?.aborted) break;
    try {
      lookups.push(await synchronizeOne(database, job, declaration, signal));
    } catch (error) {
      if (signal?.aborted) break;
      lookups.push({ lookup: declaration.name, failure: (error as Error).message });
    }
  }
  const failed = lookups.filter(({ failure }) => failure !== undefined);
  const state = signal?.aborted ? 'stopped' : failed.length > 0 ? 'failed' : 'done';
  const counts = Object.fromEntries(
    lookups.flatMap(({ lookup, changes }) => (changes ? [[lookup, { ...changes } as JsonObject]] : [])),
  );
  const message = failed.map(({ lookup, failure }) => `${lookup}: ${failure}`).join('\n') || null;
  await endRun(database, id, state, counts, message);
  return { run: id, state, lookups };
}

function chosen({ name, declarations, only }: LookupJob): readonly LookupDeclaration[] {
  if (!only) return declarations;
  return only.map((wanted) => {
    const found = declarations.find((declaration) => declaration.name === wanted);
    if (found) return found;
    const known = declarations.map((declaration) => declaration.name).join(', ') || 'none';
    throw new ConfigurationException(
      `Job ${name}: there is no lookup '${wanted}' to synchronise; the connector has ${known}.`,
    );
  });
}

async function synchronizeOne(
  database: Database,
  { system, facade, format }: LookupJob,
  declaration: LookupDeclaration,
  signal: AbortSignal | undefined,
): Promise<LookupOutcome> {
  const lookup = declaration.name;
  const present = await lookupEntries(database, system, lookup);
  const previous = new LookupDefinition({
    name: lookup,
    kind: 'synchronized',
    entries: present.map(({ code, decode }) => [code, decode] as const),
  });
  const report = await synchronizeLookup(facade, declaration, { previous, format, signal, vanished: 'drop' });
  const entries = [...report.definition].map(([code, decode]) => ({ code, decode }));
  return {
    lookup,
    changes: await saveLookup(database, system, lookup, entries),
    entries: entries.length,
    skipped: report.skipped,
    duplicates: report.duplicates.map(({ refused: [code] }) => code),
  };
}
