import type { ConnectorObject } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import type { Identity } from '../repository/identity.js';
import { linksByIdentity, linksByUid, type Link } from '../repository/links.js';
import type { Action, Situation } from '../situations/situation.js';
import { objectsByProbe, objectsByUid } from './find-objects.js';
import type { OutboundJob } from './outbound-job.js';

/** What is to be done for one identity. */
export interface OutboundDecision {
  readonly identity: Identity;
  readonly situation: Situation;
  readonly action: Action;
  readonly link: Link | undefined;
  /** The object as the system holds it. */
  readonly object: ConnectorObject | undefined;
  /** Of an ambiguous identity: all objects that may be its own. */
  readonly candidates: readonly ConnectorObject[];
}

/** Decides about a batch of identities: two statements and at most two searches, however many identities. */
export async function decideOutbound(
  database: Queryable,
  job: OutboundJob,
  identities: readonly Identity[],
  signal: AbortSignal | undefined,
): Promise<readonly OutboundDecision[]> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const ids = identities.map(({ id }) => id);
  const links = new Map((await linksByIdentity(database, scope, ids)).map((link) => [link.identity, link]));
  const objects = await objectsByUid(
    job,
    [...links.values()].map(({ uid }) => uid),
    signal,
  );
  const open = identities.filter((identity) => !links.has(identity.id) && qualifies(job, identity));
  const candidates = await candidatesOf(job, open, signal);
  const taken = new Set(
    (
      await linksByUid(
        database,
        scope,
        [...candidates.values()].flat().map(({ uid }) => uid.value),
      )
    ).map(({ uid }) => uid),
  );

  return identities.map((identity) => {
    const link = links.get(identity.id);
    const linked = link && objects.get(link.uid);
    const own = candidates.get(identity) ?? [];
    const situation = ((): Situation => {
      if (!qualifies(job, identity)) return linked ? 'UNQUALIFIED' : 'SOURCE_IGNORED';
      if (link) return linked ? 'CONFIRMED' : 'MISSING';
      if (own.length > 1) return 'AMBIGUOUS';
      if (own.length === 0) return 'ABSENT';
      return taken.has(own[0]!.uid.value) ? 'FOUND_ALREADY_LINKED' : 'FOUND';
    })();
    const action = job.actions[situation];
    if (situation === 'FOUND' && action === 'link') taken.add(own[0]!.uid.value);
    const object = linked ?? (own.length === 1 ? own[0] : undefined);
    return { identity, situation, action, link, object, candidates: own };
  });
}

const qualifies = (job: OutboundJob, identity: Identity): boolean => job.qualifies?.(identity) ?? true;

async function candidatesOf(
  job: OutboundJob,
  identities: readonly Identity[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Identity, readonly ConnectorObject[]>> {
  const probes = new Map(
    identities.map((identity) => [identity, job.correlation.objectProbesOf(identity.attributes)]),
  );
  const found = await objectsByProbe(job, [...probes.values()].flat(), signal);
  const byValue = new Map<string, ConnectorObject[]>();
  for (const object of found) {
    for (const { name, values } of object.attributes) {
      for (const value of values ?? []) {
        if (typeof value !== 'string') continue;
        const key = keyOf(name, value);
        byValue.set(key, [...(byValue.get(key) ?? []), object]);
      }
    }
  }
  return new Map(
    [...probes].map(([identity, own]) => {
      const all = own.flatMap(({ attribute, value }) => byValue.get(keyOf(attribute, value)) ?? []);
      return [identity, job.correlation.decideObjects(identity.attributes, [...new Set(all)])];
    }),
  );
}

const keyOf = (attribute: string, value: string): string =>
  `${attribute.toLowerCase()}\u0000${value.toLowerCase()}`;
