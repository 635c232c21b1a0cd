import { isConnectorException } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import { DatabaseError } from '../database/database-error.js';
import {
  planOutbound,
  recordOutbound,
  sendOutbound,
  type OutboundWork,
} from '../reconciliation/apply-outbound.js';
import { decideOutbound } from '../reconciliation/outbound-decision.js';
import type { Applied } from '../reconciliation/run-journal.js';
import type { Identity } from '../repository/identity.js';
import { removePushStates, savePushStates, type PushState } from '../repository/push-states.js';
import { PUSH_RETRIES, type Pushing } from './pushing.js';
import { settleSecrets } from './settle-secrets.js';

/** Pushes a batch of identities: read together, written together, recorded together. */
export async function pushIdentities(pushing: Pushing, identities: readonly Identity[]): Promise<void> {
  if (identities.length === 0) return;
  const { job, journal, options } = pushing;
  options.signal?.throwIfAborted();
  const work = await planned(pushing, identities);
  if (!options.dryRun) {
    await sendOutbound(job, work, options.signal);
    if (options.secrets) settleSecrets(job, work, options.secrets);
  }
  const place = { ...journal.place, done: journal.place.done + identities.length };
  await journal.write(place, (transaction) =>
    options.dryRun ? Promise.resolve(foreseen(work)) : record(transaction, pushing, work),
  );
}

/** Decides about the identities. Where that fails over the data of one of them, the others are decided without it. */
async function planned(pushing: Pushing, identities: readonly Identity[]): Promise<readonly OutboundWork[]> {
  const { database, job, options } = pushing;
  try {
    const decisions = await decideOutbound(database, job, identities, options.signal);
    return planOutbound(job, decisions, (id) => options.secrets?.of(id, job));
  } catch (error) {
    if (options.signal?.aborted || !isOfTheData(error)) throw error;
    if (identities.length === 1) return [undecided(identities[0]!, error as Error)];
    const middle = identities.length >> 1;
    return [
      ...(await planned(pushing, identities.slice(0, middle))),
      ...(await planned(pushing, identities.slice(middle))),
    ];
  }
}

/** Whether others may fare better: of the rest of the failures the system is at fault, or the configuration. */
const isOfTheData = (error: unknown): boolean =>
  isConnectorException(error)
    ? error.name === 'InvalidAttributeValueException' || error.name === 'IllegalArgumentException'
    : !(error instanceof DatabaseError);

/** Nothing is known of the object: it is told as a failure, whatever the rules. */
const undecided = (identity: Identity, { message }: Error): OutboundWork => ({
  decision: {
    identity,
    situation: 'ABSENT',
    action: 'exception',
    link: undefined,
    object: undefined,
    candidates: [],
  },
  outcome: 'failed',
  message,
});

const foreseen = (work: readonly OutboundWork[]): Applied => ({
  happenings: work.map(({ decision: { situation, action }, outcome }) => ({ situation, action, outcome })),
  items: [],
});

async function record(
  transaction: Queryable,
  { job, options, scope, now }: Pushing,
  work: readonly OutboundWork[],
): Promise<Applied> {
  const applied = await recordOutbound(transaction, job, work);
  const linked = work.filter(isLinked);
  await removePushStates(
    transaction,
    scope,
    linked.map(({ decision }) => decision.identity.id),
  );
  const others = work.filter((each) => !isLinked(each));
  await savePushStates(transaction, scope, others.map(stateOf), now, options.retries ?? PUSH_RETRIES);
  return applied;
}

/** Its link holds the revision. */
const isLinked = ({ decision: { action }, outcome }: OutboundWork): boolean =>
  outcome !== 'failed' && (action === 'create' || action === 'link' || action === 'update');

const stateOf = ({ decision: { identity }, outcome, message }: OutboundWork): PushState => ({
  identity: identity.id,
  revision: identity.revision,
  isRetried: outcome === 'failed',
  message: message ?? null,
});
