import { lookupFormat, type ConnectorFacade } from '@icf-ts/framework';
import type { LookupDeclaration } from '@icf-ts/framework/spi';
import type { Database } from '../database/database.js';
import { loadLookups } from '../lookups/load-lookups.js';
import type { LookupJob } from '../lookups/synchronize-lookups.js';
import { lookupsDigest } from '../repository/lookup-entries.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import { reconcileInbound } from '../reconciliation/reconcile-inbound.js';
import { reconcileIncremental, type IncrementalResult } from '../reconciliation/reconcile-incremental.js';
import { reconcileOutbound } from '../reconciliation/reconcile-outbound.js';
import type { RunOptions, RunResult } from '../reconciliation/run-journal.js';
import type {
  InboundDefinition,
  LookupsDefinition,
  OutboundDefinition,
  ReconciliationDefinition,
} from './job.js';

/** A connector that jobs work with. */
export interface JobSystem {
  /** Its name in the configuration: links and lookups are kept under it. */
  readonly name: string;
  readonly facade: ConnectorFacade;
  /** What the connector declares. */
  readonly lookups: readonly LookupDeclaration[];
}

export function inboundJob(definition: InboundDefinition, { name, facade }: JobSystem): InboundJob {
  const { filter, qualifies, disabled, ...rest } = definition;
  return {
    ...rest,
    system: name,
    facade,
    ...(filter ? { filter } : {}),
    ...(qualifies ? { qualifies } : {}),
    ...(disabled ? { disabled } : {}),
  };
}

export function outboundJob(definition: OutboundDefinition, { name, facade }: JobSystem): OutboundJob {
  const { qualifies, ...rest } = definition;
  return { ...rest, system: name, facade, ...(qualifies ? { qualifies } : {}) };
}

export function lookupJob({ name, only, itResource }: LookupsDefinition, system: JobSystem): LookupJob {
  return {
    name,
    system: system.name,
    facade: system.facade,
    declarations: system.lookups,
    ...(only ? { only } : {}),
    ...(itResource ? { format: lookupFormat('oracle', itResource) } : {}),
  };
}

/**
 * Runs a job that reconciles, with the lookups that the repository has now.
 * @throws what the connector or the repository threw, after the run was recorded as failed.
 */
export async function runReconciliation(
  database: Database,
  definition: ReconciliationDefinition,
  system: JobSystem,
  options: RunOptions = {},
): Promise<RunResult | IncrementalResult> {
  const ready = await withLookups(database, definition, system);
  if (ready.type === 'outbound') return reconcileOutbound(database, outboundJob(ready, system), options);
  const run = ready.extent === 'changes' ? reconcileIncremental : reconcileInbound;
  return run(database, inboundJob(ready, system), options);
}

/** The job with the lookups as they are now. Where one has changed, what was seen before is looked at again. */
export async function withLookups<Definition extends ReconciliationDefinition>(
  database: Database,
  definition: Definition,
  system: JobSystem,
): Promise<Definition> {
  definition.useLookups(await loadLookups(database, system.name));
  const digest = await lookupsDigest(database, system.name);
  return { ...definition, fingerprint: `${definition.fingerprint} ${digest}` };
}
