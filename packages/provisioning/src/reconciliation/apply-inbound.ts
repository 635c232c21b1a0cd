import { Uid, type ConnectorObject } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import { MappingError } from '../mapping/identity-mapping.js';
import { addIdentities, changeIdentities, removeIdentities } from '../repository/identities.js';
import type { ChangedIdentity, JsonObject, NewIdentity } from '../repository/identity.js';
import { markSeen, removeLinks, saveLinkRevisions, saveLinks, type Link } from '../repository/links.js';
import type { RunItem } from '../repository/runs.js';
import { storageProblem } from '../repository/storable.js';
import type { Foreseen } from './foreseen/foreseen.js';
import type { InboundDecision } from './inbound-decision.js';
import type { InboundJob } from './inbound-job.js';
import type { Outcome } from './run-counts.js';
import type { Applied } from './run-journal.js';

/**
 * Does what was decided, in the caller's transaction: about ten statements, however many objects. An object that
 * cannot be mapped is a failure of its own and leaves the others alone.
 */
export async function applyInbound(
  transaction: Queryable,
  job: InboundJob,
  run: string,
  decisions: readonly InboundDecision[],
): Promise<Applied> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const work = decisions.map((decision) => prepare(job, decision));
  const kept = work.filter(({ outcome }) => outcome !== 'failed');

  const created = kept.filter(({ create }) => create !== undefined);
  const ids = await addIdentities(
    transaction,
    created.map(({ create }) => create!),
  );
  const idOf = new Map(created.map(({ decision }, index) => [decision, ids[index]!]));

  const changes = kept.flatMap(({ change }) => change ?? []);
  const changed = new Set(await changeIdentities(transaction, job.identityType, changes));
  for (const each of kept) {
    if (!each.change || changed.has(each.change.id)) continue;
    each.outcome = 'failed';
    each.message =
      'The identity was changed by somebody else at the same time; the next run brings it up to date.';
  }
  const done = kept.filter(({ outcome }) => outcome !== 'failed');

  await saveLinks(
    transaction,
    scope,
    done.flatMap((each): Link[] => {
      const { decision, links } = each;
      const identity = decision.identity?.id ?? idOf.get(decision);
      if (!links || identity === undefined) return [];
      const { uid, name } = decision.object;
      const revision = agreedRevision(each) ?? decision.link?.revision ?? null;
      return [{ uid: uid.value, name: name.value, identity, digest: decision.digest, revision }];
    }),
    run,
  );
  await saveLinkRevisions(
    transaction,
    scope,
    done.flatMap((each) => {
      const revision = each.change && !each.links ? agreedRevision(each) : undefined;
      return revision === undefined ? [] : [{ uid: each.decision.object.uid.value, revision }];
    }),
  );
  // What failed was seen nevertheless: it is not gone.
  const seen = work.filter(
    ({ decision, links, outcome }) => decision.link && (!links || outcome === 'failed'),
  );
  await markSeen(
    transaction,
    scope,
    seen.map(({ decision }) => decision.object.uid.value),
    run,
  );
  await removeLinks(
    transaction,
    scope,
    done.filter(({ unlinks }) => unlinks).map(({ decision }) => decision.object.uid.value),
  );
  await removeIdentities(
    transaction,
    done.flatMap(({ decision, removes }) => (removes && decision.identity ? [decision.identity.id] : [])),
  );
  return {
    happenings: work.map(({ decision: { situation, action }, outcome }) => ({ situation, action, outcome })),
    items: work
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'reported')
      .map((each) => itemOf(each, idOf)),
  };
}

/** What happens, without doing it; `tell` hears of each in detail. */
export function foreseeInbound(
  job: InboundJob,
  decisions: readonly InboundDecision[],
  tell?: (batch: readonly Foreseen[]) => void,
): Applied {
  const work = decisions.map((decision) => prepare(job, decision));
  tell?.(
    work.map(({ decision, outcome, message, create, change }) => ({
      ...{ situation: decision.situation, action: decision.action, outcome, message },
      uid: decision.object.uid.value,
      name: decision.object.name.value,
      identity: decision.identity?.id,
      before: decision.identity?.attributes,
      after: (create ?? change)?.attributes,
    })),
  );
  return {
    happenings: work.map(({ decision: { situation, action }, outcome }) => ({ situation, action, outcome })),
    items: [],
  };
}

interface Prepared {
  readonly decision: InboundDecision;
  outcome: Outcome;
  message?: string;
  readonly create?: NewIdentity;
  readonly change?: ChangedIdentity;
  readonly links?: boolean;
  readonly unlinks?: boolean;
  readonly removes?: boolean;
}

function prepare(job: InboundJob, decision: InboundDecision): Prepared {
  const { action, object, identity, unchanged } = decision;
  if (unchanged && action === 'update') return { decision, outcome: 'unchanged' };
  try {
    switch (action) {
      case 'create': {
        const attributes = mapped(job, object, undefined);
        const keys = job.correlation.keysOf(attributes);
        return {
          decision,
          outcome: 'changed',
          create: { type: job.identityType, attributes, keys },
          links: true,
        };
      }
      case 'link':
      case 'update': {
        const attributes = mapped(job, object, identity!.attributes);
        const same = sameJson(attributes, identity!.attributes);
        const outcome = same && action === 'update' ? 'unchanged' : 'changed';
        const change = same ? undefined : changeOf(job, decision, attributes);
        return { decision, outcome, links: true, ...(change ? { change } : {}) };
      }
      case 'disable': {
        const attributes = { ...identity!.attributes, ...job.disabled };
        const same = sameJson(attributes, identity!.attributes);
        return {
          decision,
          outcome: same ? 'unchanged' : 'changed',
          ...(same ? {} : { change: changeOf(job, decision, attributes) }),
        };
      }
      case 'unlink':
        return { decision, outcome: 'changed', unlinks: true };
      case 'delete':
        return { decision, outcome: 'changed', removes: true, unlinks: true };
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

/** What the map makes of an object. @throws MappingError also where the repository could not keep it. */
function mapped(job: InboundJob, object: ConnectorObject, present: JsonObject | undefined): JsonObject {
  const attributes = job.mapping.toIdentity(object, present);
  const problem = storageProblem(object.uid.value, Uid.NAME) ?? storageProblem(attributes);
  if (problem !== undefined) throw new MappingError(`This cannot be written: ${problem}.`);
  return attributes;
}

/**
 * The identity's revision that came from the object, and need not be pushed to it. Undefined where the identity had
 * changes of its own that were not pushed yet: they must not be forgotten over those of the object.
 */
function agreedRevision({ decision: { identity, link }, create, change }: Prepared): number | undefined {
  if (create) return 1;
  if (!identity || link?.revision !== identity.revision) return undefined;
  return change ? identity.revision + 1 : identity.revision;
}

const changeOf = (
  job: InboundJob,
  { identity }: InboundDecision,
  attributes: JsonObject,
): ChangedIdentity => ({
  id: identity!.id,
  revision: identity!.revision,
  attributes,
  keys: job.correlation.keysOf(attributes),
});

function explain({ situation, candidates, identity }: InboundDecision): string {
  if (situation === 'AMBIGUOUS')
    return `Correlation finds ${candidates.length} identities: ${candidates.map(({ id }) => id).join(', ')}. Make the rule more precise, or link by hand.`;
  if (situation === 'FOUND_ALREADY_LINKED')
    return `Correlation finds ${identity ? `identity ${identity.id}` : 'an identity of this run'}, which is linked to another object.`;
  return '';
}

const itemOf = (
  { decision, outcome, message }: Prepared,
  idOf: ReadonlyMap<InboundDecision, string>,
): RunItem => ({
  uid: decision.object.uid.value,
  name: decision.object.name.value,
  identity: decision.identity?.id ?? idOf.get(decision) ?? null,
  situation: decision.situation,
  action: decision.action,
  outcome,
  message: message ?? null,
});

/** Whether two JSON values are the same, whatever the order of their names. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson((a as never)[name], (b as never)[name]))
  );
}
