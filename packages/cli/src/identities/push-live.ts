import {
  countFailedPushes,
  outboundJob,
  pushChanges,
  pushScope,
  runReport,
  total,
  withLookups,
  type GivenSecrets,
  type JobDefinition,
  type OutboundDefinition,
} from '@icf-ts/provisioning';
import type { IdentitySession } from './identity-session.js';
import { asJob } from '../jobs/jobs-fault.js';
import { tellUnsent } from './unsent-secrets.js';

/** What a command has written. What others have left behind is none of its business. */
export interface Written {
  readonly ids: readonly string[];
  readonly secrets: GivenSecrets;
}

/**
 * Pushes what was written to the systems whose jobs are live, as an identity manager does that synchronises by itself.
 * @returns how many of the pushes and secrets have not arrived
 */
export async function pushLive(
  session: IdentitySession,
  { ids, secrets }: Written,
  isPushed: boolean,
): Promise<number> {
  const live = isPushed ? [...session.jobs.values()].filter((job) => isLive(job, session.type)) : [];
  const own = new Set(ids);
  let failures = 0;
  try {
    for (const job of live) failures += await asJob(session, job, () => pushOne(session, job, own, secrets));
  } catch (error) {
    for (const job of live) secrets.miss(job, (error as Error).message);
    throw error;
  } finally {
    failures += tellUnsent(secrets.unsent(), isPushed ? NOWHERE : UNPUSHED, session.note);
  }
  return failures;
}

const NOWHERE = 'No outbound job with liveSeconds takes it.';
const UNPUSHED = 'Nothing was pushed (--no-push).';

const isLive = (job: JobDefinition, type: string): job is OutboundDefinition =>
  job.type === 'outbound' && job.liveSeconds !== undefined && job.identityType === type;

/** @returns how many of the own identities it failed for */
async function pushOne(
  session: IdentitySession,
  job: OutboundDefinition,
  own: ReadonlySet<string>,
  secrets: GivenSecrets,
): Promise<number> {
  const { database, signal, note } = session;
  const system = await session.system(job);
  const ready = outboundJob(await withLookups(database, job, system), system);
  const { run, state, counts } = await pushChanges(database, ready, { signal, secrets });
  if (state === 'busy') secrets.miss(job, 'Another run for the same objects is under way.');
  if (run === undefined) return 0;
  const failed: string[] = [];
  for await (const { name, identity, message } of (await runReport(database, run)).items('failed'))
    if (identity !== null && own.has(identity))
      failed.push(`  ${name ?? `identity ${identity}`}: ${message}`);
  note(`${job.name}: ${total(counts, 'changed')} changed, ${failed.length} failed (run ${run})`);
  failed.forEach(note);
  const others = await countFailedPushes(database, pushScope(ready), [...own]);
  if (others > 0) note(`  ${others} ${others === 1 ? 'other is' : 'others are'} still to be sent`);
  signal.throwIfAborted();
  return failed.length;
}
