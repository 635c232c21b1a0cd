import {
  CreateBatchTask,
  DeleteBatchTask,
  Name,
  OperationOptions,
  SpecialAttributes,
  UpdateBatchTask,
  attribute,
  isConnectorException,
  type BatchTask,
} from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import type { Secrets } from '../mapping/identity-mapping.js';
import { removeLinks, saveLinks, type Link } from '../repository/links.js';
import type { RunItem } from '../repository/runs.js';
import type { OutboundDecision } from './outbound-decision.js';
import type { OutboundJob } from './outbound-job.js';
import type { Outcome } from './run-counts.js';
import type { Applied } from './run-journal.js';

/** What a decision asks of the system, and then what became of it. */
export interface OutboundWork {
  readonly decision: OutboundDecision;
  /** The write; undefined where the system needs none. */
  readonly task?: BatchTask;
  outcome: Outcome;
  message?: string;
  /** Uid of the object after the write. */
  uid?: string;
}

/** Secrets that were just given with an identity. */
export type SecretsOf = (identity: string) => Secrets | undefined;

/** The writes that the decisions ask for. Nothing is sent yet, so that a dry run can count them. */
export const planOutbound = (
  job: OutboundJob,
  decisions: readonly OutboundDecision[],
  secretsOf: SecretsOf = () => undefined,
): readonly OutboundWork[] =>
  decisions.map((decision) => planOne(job, decision, secretsOf(decision.identity.id)));

/** Sends the writes as one batch. One that fails is a failure of its own. */
export async function sendOutbound(
  job: OutboundJob,
  work: readonly OutboundWork[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const sent = work.filter(({ task }) => task !== undefined);
  if (sent.length === 0) return;
  const outcomes = job.facade.batch(
    sent.map(({ task }) => task!),
    signal ? { signal } : {},
  );
  for await (const { index, uid, error } of outcomes) {
    const each = sent[index]!;
    if (uid) each.uid = uid.value;
    if (!error) continue;
    // An object that was made although the rest of its create failed.
    if (isConnectorException(error) && error.uid) each.uid = error.uid.value;
    each.outcome = 'failed';
    each.message = error.message;
  }
}

/** Records links and what happened, in the caller's transaction. */
export async function recordOutbound(
  transaction: Queryable,
  job: OutboundJob,
  work: readonly OutboundWork[],
): Promise<Applied> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const links = work.flatMap(({ decision, uid, outcome }): Link[] => {
    const { action, identity, object, link } = decision;
    if (!['create', 'link', 'update'].includes(action)) return [];
    // A create that failed after the object was made tells its Uid.
    const now = uid ?? (outcome === 'failed' ? undefined : object?.uid.value);
    if (now === undefined) return [];
    const revision = outcome === 'failed' ? (link?.revision ?? null) : identity.revision;
    return [{ uid: now, name: object?.name.value ?? null, identity: identity.id, digest: null, revision }];
  });
  await saveLinks(transaction, scope, links);
  const stale = work.flatMap(({ decision: { action, link }, outcome, uid }) => {
    const renamed = uid !== undefined && link !== undefined && uid !== link.uid;
    const gone = action === 'unlink' || action === 'delete' || action === 'create';
    return link && outcome !== 'failed' && (renamed || gone) && link.uid !== uid ? [link.uid] : [];
  });
  await removeLinks(transaction, scope, stale);
  return {
    happenings: work.map(({ decision: { situation, action }, outcome }) => ({ situation, action, outcome })),
    items: work
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'reported')
      .map((each) => itemOf(job, each)),
  };
}

function planOne(job: OutboundJob, decision: OutboundDecision, secrets: Secrets | undefined): OutboundWork {
  const { action, identity, object } = decision;
  const { objectClass, mapping } = job;
  const options = OperationOptions.NONE;
  try {
    switch (action) {
      case 'create': {
        const attributes = mapping.toAttributes(identity.attributes, undefined, secrets);
        return { decision, outcome: 'changed', task: new CreateBatchTask(objectClass, attributes, options) };
      }
      case 'link':
      case 'update': {
        const attributes = object ? mapping.toAttributes(identity.attributes, object, secrets) : [];
        if (!object || attributes.length === 0)
          return { decision, outcome: action === 'link' ? 'changed' : 'unchanged' };
        const task = new UpdateBatchTask(objectClass, object.uid, attributes, options, 'UPDATE');
        return { decision, outcome: 'changed', task };
      }
      case 'disable': {
        const enabled = object?.attributes.single(SpecialAttributes.ENABLE);
        if (!object || enabled === false) return { decision, outcome: 'unchanged' };
        const off = [attribute(SpecialAttributes.ENABLE, false)];
        const task = new UpdateBatchTask(objectClass, object.uid, off, options, 'UPDATE');
        return { decision, outcome: 'changed', task };
      }
      case 'delete':
        return object
          ? { decision, outcome: 'changed', task: new DeleteBatchTask(objectClass, object.uid, options) }
          : { decision, outcome: 'changed' };
      case 'unlink':
        return { decision, outcome: 'changed' };
      case 'exception':
        return { decision, outcome: 'failed', message: explain(decision) };
      case 'report':
        return { decision, outcome: 'reported', message: explain(decision) };
      case 'ignore':
        return { decision, outcome: 'unchanged' };
    }
  } catch (error) {
    return { decision, outcome: 'failed', message: (error as Error).message };
  }
}

function explain({ situation, candidates, object }: OutboundDecision): string {
  if (situation === 'AMBIGUOUS')
    return `Correlation finds ${candidates.length} objects: ${candidates.map(({ uid }) => uid.value).join(', ')}. Make the rule more precise, or link by hand.`;
  if (situation === 'FOUND_ALREADY_LINKED')
    return `Correlation finds ${object ? `object ${object.uid.value}` : 'an object of this run'}, which belongs to another identity.`;
  return '';
}

/** What the object is called, or would have been: people know it by that. */
export function nameOf(job: OutboundJob, { decision, task }: OutboundWork): string | undefined {
  const { object, link, identity } = decision;
  const called =
    object?.name.value ?? (task instanceof CreateBatchTask ? nameIn(task) : undefined) ?? link?.name;
  // What an identity is looked for by that could not even be translated.
  return called ?? (link ? undefined : job.correlation.objectProbesOf(identity.attributes)[0]?.value);
}

function nameIn({ attributes }: CreateBatchTask): string | undefined {
  const value = attributes.find((each) => each.is(Name.NAME))?.values?.[0];
  return value === undefined ? undefined : String(value);
}

function itemOf(job: OutboundJob, work: OutboundWork): RunItem {
  const { decision, outcome, message, uid } = work;
  return {
    uid: uid ?? decision.object?.uid.value ?? decision.link?.uid ?? null,
    name: nameOf(job, work) ?? null,
    identity: decision.identity.id,
    situation: decision.situation,
    action: decision.action,
    outcome,
    message: message ?? null,
  };
}
