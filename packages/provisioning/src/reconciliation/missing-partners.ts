import type { Queryable } from '../database/database.js';
import { changeIdentities, identitiesById, removeIdentities } from '../repository/identities.js';
import { removeLinks, saveLinks, type Link } from '../repository/links.js';
import type { RunItem } from '../repository/runs.js';
import type { Action, Situation } from '../situations/situation.js';
import type { InboundJob } from './inbound-job.js';
import type { Happening, Outcome } from './run-counts.js';
import type { Applied } from './run-journal.js';

/** Does what the job's rules say about identities whose objects are gone, in the caller's transaction. */
export async function applyGone(
  transaction: Queryable,
  job: InboundJob,
  links: readonly Link[],
  run: string,
): Promise<Applied> {
  const action = job.actions.SOURCE_MISSING;
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const failed = await act(
    transaction,
    job,
    action,
    links.map(({ identity }) => identity),
  );
  if (action === 'unlink' || action === 'delete') {
    const uids = links.filter(({ identity }) => !failed.has(identity)).map(({ uid }) => uid);
    await removeLinks(transaction, scope, uids);
  } else {
    // Told once a run, also where the run goes on after a kill. An object that comes back is a changed one.
    await saveLinks(
      transaction,
      scope,
      links.map((link) => ({ ...link, digest: null })),
      run,
    );
  }
  return told('SOURCE_MISSING', action, links, failed);
}

/** What happens, without doing it. */
export const foreseeGone = (job: InboundJob, links: readonly Link[]): Applied => ({
  happenings: told('SOURCE_MISSING', job.actions.SOURCE_MISSING, links, new Set()).happenings,
  items: [],
});

/** Does what the job's rules say about identities that never had an object. */
export async function applyUnassigned(
  transaction: Queryable,
  job: InboundJob,
  ids: readonly string[],
): Promise<Applied> {
  const action = job.actions.UNASSIGNED;
  const failed = await act(transaction, job, action, ids);
  const partners = ids.map((identity) => ({ uid: null, name: null, identity }));
  return told('UNASSIGNED', action, partners, failed);
}

/** Disables or deletes identities. @returns the ids of those that somebody else was changing. */
async function act(
  transaction: Queryable,
  job: InboundJob,
  action: Action,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (action === 'delete') await removeIdentities(transaction, ids);
  if (action !== 'disable') return new Set();
  const identities = await identitiesById(transaction, ids);
  const changed = await changeIdentities(
    transaction,
    job.identityType,
    identities.map(({ id, revision, attributes }) => {
      const disabled = { ...attributes, ...job.disabled };
      return { id, revision, attributes: disabled, keys: job.correlation.keysOf(disabled) };
    }),
  );
  return new Set(ids.filter((id) => !changed.includes(id)));
}

function told(
  situation: Situation,
  action: Action,
  partners: readonly Pick<RunItem, 'uid' | 'name' | 'identity'>[],
  failed: ReadonlySet<string>,
): Applied {
  const all = partners.map((partner) => {
    const isFailed = failed.has(partner.identity!);
    const message = isFailed
      ? 'The identity is gone, or was changed by somebody else at the same time.'
      : null;
    return { ...partner, message, outcome: outcomeOf(action, isFailed) };
  });
  return {
    happenings: all.map(({ outcome }): Happening => ({ situation, action, outcome })),
    items: all
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'reported')
      .map(({ uid, name, identity, outcome, message }) => ({
        ...{ uid, name, identity },
        ...{ situation, action, outcome, message },
      })),
  };
}

function outcomeOf(action: Action, isFailed: boolean): Outcome {
  if (isFailed || action === 'exception') return 'failed';
  if (action === 'report') return 'reported';
  return action === 'ignore' ? 'unchanged' : 'changed';
}
