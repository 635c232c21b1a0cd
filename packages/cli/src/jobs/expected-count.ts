import {
  countIdentities,
  runsOf,
  syncToken,
  type Database,
  type InboundDefinition,
  type ReconciliationDefinition,
} from '@icf-ts/provisioning';
import type { JobSession } from './job-session.js';

/**
 * How many objects or identities a run will look at, where that can be had for next to nothing; what an incremental run
 * will look at is not known before its end. What goes wrong here is the run's to tell.
 * @param mayAsk whether it may cost a call of the system: an estimate is worth one to somebody who waits
 */
export async function expectedCount(
  { database, signal, system }: Pick<JobSession, 'database' | 'signal' | 'system'>,
  job: ReconciliationDefinition,
  mayAsk: boolean,
): Promise<number | undefined> {
  if (job.type === 'outbound') return countIdentities(database, job.identityType);
  if (await goesOnFromToken(database, job)) return undefined;
  const former = await lastListing(database, job);
  if (former !== undefined || !mayAsk) return former;
  const { facade } = await system(job);
  // The framework would count by a search of everything: as much work as the run itself.
  if (!facade.configuration.supportedOperations.has('count')) return undefined;
  return facade.count(job.objectClass, job.filter ?? null, { signal }).catch(() => undefined);
}

async function goesOnFromToken(database: Database, { name, extent }: InboundDefinition): Promise<boolean> {
  if (extent !== 'changes') return false;
  const position = await syncToken(database, name);
  return (position as { readonly state?: string } | undefined)?.state === 'following';
}

/** What the last run of the same configuration and filter looked at: a guess that costs the system no call. */
async function lastListing(
  database: Database,
  { name, fingerprint }: ReconciliationDefinition,
): Promise<number | undefined> {
  const last = (await runsOf(database, name)).find(
    (run) => run.state === 'done' && run.kind === 'reconciliation' && isOf(run.fingerprint, fingerprint),
  );
  return (last?.checkpoint as { readonly done?: number } | null | undefined)?.done;
}

/** A run's fingerprint has the digest of the lookups behind it, and before that the filter of a limited run. */
const isOf = (run: string, job: string): boolean =>
  run.startsWith(`${job} `) && !run.slice(job.length + 1).includes(' ');
