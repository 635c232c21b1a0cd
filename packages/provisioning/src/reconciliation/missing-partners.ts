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
  const { failed, disabled } = await act(
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
      links.map((link) => {
        const before = disabled.get(link.identity);
        // That the object is gone is no news to its own system.
        const isAgreed = before !== undefined && before === link.revision;
        return { ...link, digest: null, revision: isAgreed ? before + 1 : link.revision };
      }),
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
  const { failed } = await act(transaction, job, action, ids);
  const partners = ids.map((identity) => ({ uid: null, name: null, identity }));
  return told('UNASSIGNED', action, partners, failed);
}

interface Acted {
  readonly failed: ReadonlySet<string>;
  /** The revisions that disabled identities had before. */
  readonly disabled: ReadonlyMap<string, number>;
}

/** Disables or deletes identities. `failed` are those that somebody else was changing. */
async function act(
  transaction: Queryable,
  job: InboundJob,
  action: Action,
  ids: readonly string[],
): Promise<Acted> {
  if (action === 'delete') await removeIdentities(transaction, ids);
  if (action !== 'disable') return { failed: new Set(), disabled: new Map() };
  const identities = await identitiesById(transaction, ids);
  const changed = new Set(
    await changeIdentities(
      transaction,
      job.identityType,
      identities.map(({ id, revision, attributes }) => {
        const disabled = { ...attributes, ...job.disabled };
        return { id, revision, attributes: disabled, keys: job.correlation.keysOf(disabled) };
      }),
    ),
  );
  return {
    failed: new Set(ids.filter((id) => !changed.has(id))),
    disabled: new Map(
      identities.filter(({ id }) => changed.has(id)).map(({ id, revision }) => [id, revision]),
    ),
  };
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
