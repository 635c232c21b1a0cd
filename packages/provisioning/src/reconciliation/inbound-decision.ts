import { Uid, type ConnectorObject } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import { identitiesById, identitiesByKey } from '../repository/identities.js';
import type { Identity, IdentityKey } from '../repository/identity.js';
import { linksByIdentity, linksByUid, type Link } from '../repository/links.js';
import type { Action, Situation } from '../situations/situation.js';
import type { InboundJob } from './inbound-job.js';
import { objectDigest } from './object-digest.js';

/** What is to be done about one object of the system. */
export interface InboundDecision {
  readonly object: ConnectorObject;
  readonly digest: string;
  readonly situation: Situation;
  readonly action: Action;
  readonly link: Link | undefined;
  readonly identity: Identity | undefined;
  /** Of an ambiguous object: all identities that it may be. */
  readonly candidates: readonly Identity[];
  /** Nothing has changed since it was last seen. */
  readonly unchanged: boolean;
}

/**
 * Decides about a batch of objects. As many statements as there are kinds of keys, and three more, however many objects.
 * An object that would get the identity of an earlier one of the same batch is treated as if that one had been written.
 */
export async function decideInbound(
  database: Queryable,
  job: InboundJob,
  objects: readonly ConnectorObject[],
): Promise<readonly InboundDecision[]> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const links = byUid(
    await linksByUid(
      database,
      scope,
      objects.map(({ uid }) => uid.value),
    ),
  );
  const linked = new Map(
    (
      await identitiesById(
        database,
        [...links.values()].map(({ identity }) => identity),
      )
    ).map((identity) => [identity.id, identity]),
  );
  const open = objects.filter(({ uid }) => !linked.has(links.get(uid.value)?.identity ?? ''));
  const found = await candidatesOf(database, job, open);
  const taken = new Set(
    (
      await linksByIdentity(database, scope, [...new Set([...found.values()].flat().map(({ id }) => id))])
    ).map(({ identity }) => identity),
  );
  const made = new Set<string>();

  return objects.map((object) => {
    const link = links.get(object.uid.value);
    const digest = objectDigest(object, job.fingerprint);
    const identity = link && linked.get(link.identity);
    const candidates = identity ? [] : job.correlation.decide(object, found.get(object) ?? []);
    const situation = situationOf(job, object, { linked: identity !== undefined, candidates, taken, made });
    const action = job.actions[situation];
    const partner = identity ?? (candidates.length === 1 ? candidates[0] : undefined);
    if (partner && !identity && action === 'link') taken.add(partner.id);
    if (situation === 'ABSENT' && action === 'create')
      for (const probe of job.correlation.probesOf(object)) made.add(keyText(probe));
    return {
      object,
      digest,
      situation,
      action,
      link: identity ? link : undefined,
      identity: partner,
      candidates,
      unchanged: situation === 'CONFIRMED' && link?.digest === digest,
    };
  });
}

function situationOf(
  job: InboundJob,
  object: ConnectorObject,
  known: {
    readonly linked: boolean;
    readonly candidates: readonly Identity[];
    readonly taken: ReadonlySet<string>;
    readonly made: ReadonlySet<string>;
  },
): Situation {
  if (job.qualifies && !job.qualifies(object)) return known.linked ? 'UNQUALIFIED' : 'SOURCE_IGNORED';
  if (known.linked) return 'CONFIRMED';
  const [first, second] = known.candidates;
  if (second) return 'AMBIGUOUS';
  if (first) return known.taken.has(first.id) ? 'FOUND_ALREADY_LINKED' : 'FOUND';
  const isMade = job.correlation.probesOf(object).some((probe) => known.made.has(keyText(probe)));
  return isMade ? 'FOUND_ALREADY_LINKED' : 'ABSENT';
}

/** The identities that the probes of each object find: one statement for each name of a key. */
async function candidatesOf(
  database: Queryable,
  { identityType, correlation }: InboundJob,
  objects: readonly ConnectorObject[],
): Promise<ReadonlyMap<ConnectorObject, readonly Identity[]>> {
  const probes = new Map(objects.map((object) => [object, correlation.probesOf(object)]));
  const names = new Set([...probes.values()].flat().map(({ name }) => name));
  const found = new Map<string, Identity[]>();
  for (const name of names) {
    const values = [...probes.values()].flat().filter((probe) => probe.name === name);
    const matches = await identitiesByKey(database, identityType, name, [
      ...new Set(values.map(({ value }) => value)),
    ]);
    for (const { value, identity } of matches) {
      const key = keyText({ name, value });
      found.set(key, [...(found.get(key) ?? []), identity]);
    }
  }
  return new Map(
    [...probes].map(([object, keys]) => {
      const all = keys.flatMap((key) => found.get(keyText(key)) ?? []);
      return [object, [...new Map(all.map((identity) => [identity.id, identity])).values()]];
    }),
  );
}

const keyText = ({ name, value }: IdentityKey): string => `${name}\u0000${value}`;
const byUid = (links: readonly Link[]): ReadonlyMap<string, Link> =>
  new Map(links.map((link) => [new Uid(link.uid).value, link]));
