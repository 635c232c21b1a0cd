import { Uid, type ConnectorObject } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import { identitiesById, identitiesByKey, presentIdentities } from '../repository/identities.js';
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
  /** Undefined also where nothing has changed and nothing is done: then it is not read. */
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
  const digests = objects.map((object) => objectDigest(object, job.fingerprint));
  const isIdle = (object: ConnectorObject, index: number): boolean =>
    job.actions.CONFIRMED === 'update' &&
    links.get(object.uid.value)?.digest === digests[index] &&
    qualifies(job, object);
  const owners = await ownersOf(database, links, objects.filter(isIdle), objects);
  const probes = new Map(
    objects
      .filter((object) => !owners.has(object))
      .map((object) => [object, job.correlation.probesOf(object)]),
  );
  const found = await candidatesOf(database, job, probes);
  const taken = new Set(
    (
      await linksByIdentity(database, scope, [...new Set([...found.values()].flat().map(({ id }) => id))])
    ).map(({ identity }) => identity),
  );
  const made = new Set<string>();

  return objects.map((object, index) => {
    const known = owners.has(object);
    const link = known ? links.get(object.uid.value) : undefined;
    const digest = digests[index]!;
    const candidates = known ? [] : job.correlation.decide(object, found.get(object) ?? []);
    const keys = (probes.get(object) ?? []).map(keyText);
    const isMade = keys.some((key) => made.has(key));
    const situation = situationOf(job, object, { linked: known, candidates, taken, isMade });
    const action = job.actions[situation];
    const partner = owners.get(object) ?? (candidates.length === 1 ? candidates[0] : undefined);
    if (partner && !known && action === 'link') taken.add(partner.id);
    if (situation === 'ABSENT' && action === 'create') for (const key of keys) made.add(key);
    return {
      object,
      digest,
      situation,
      action,
      link,
      identity: partner,
      candidates,
      unchanged: situation === 'CONFIRMED' && link?.digest === digest,
    };
  });
}

const qualifies = (job: InboundJob, object: ConnectorObject): boolean => job.qualifies?.(object) ?? true;

function situationOf(
  job: InboundJob,
  object: ConnectorObject,
  known: {
    readonly linked: boolean;
    readonly candidates: readonly Identity[];
    readonly taken: ReadonlySet<string>;
    /** Whether an earlier object of the batch is to get the identity that this one would find. */
    readonly isMade: boolean;
  },
): Situation {
  if (!qualifies(job, object)) return known.linked ? 'UNQUALIFIED' : 'SOURCE_IGNORED';
  if (known.linked) return 'CONFIRMED';
  const [first, second] = known.candidates;
  if (second) return 'AMBIGUOUS';
  if (first) return known.taken.has(first.id) ? 'FOUND_ALREADY_LINKED' : 'FOUND';
  return known.isMade ? 'FOUND_ALREADY_LINKED' : 'ABSENT';
}

/**
 * Those of the objects that are linked to an identity that there is, each with it. Of an idle one the identity is not
 * read: it is undefined.
 */
async function ownersOf(
  database: Queryable,
  links: ReadonlyMap<string, Link>,
  idle: readonly ConnectorObject[],
  objects: readonly ConnectorObject[],
): Promise<ReadonlyMap<ConnectorObject, Identity | undefined>> {
  const ownerOf = ({ uid }: ConnectorObject): string => links.get(uid.value)?.identity ?? '';
  const idlers = new Set(idle);
  const others = objects.filter((object) => !idlers.has(object) && ownerOf(object) !== '');
  const present = await presentIdentities(database, idle.map(ownerOf));
  const identities = new Map(
    (await identitiesById(database, others.map(ownerOf))).map((identity) => [identity.id, identity]),
  );
  const owners = new Map<ConnectorObject, Identity | undefined>();
  for (const object of idle) if (present.has(ownerOf(object))) owners.set(object, undefined);
  for (const object of others) {
    const identity = identities.get(ownerOf(object));
    if (identity) owners.set(object, identity);
  }
  return owners;
}

/** The identities that the probes of each object find: one statement for each name of a key. */
async function candidatesOf(
  database: Queryable,
  { identityType }: InboundJob,
  probes: ReadonlyMap<ConnectorObject, readonly IdentityKey[]>,
): Promise<ReadonlyMap<ConnectorObject, readonly Identity[]>> {
  const all = [...probes.values()].flat();
  const names = new Set(all.map(({ name }) => name));
  const found = new Map<string, Identity[]>();
  for (const name of names) {
    const values = all.filter((probe) => probe.name === name);
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
      const own = keys.flatMap((key) => found.get(keyText(key)) ?? []);
      return [object, [...new Map(own.map((identity) => [identity.id, identity])).values()]];
    }),
  );
}

const keyText = ({ name, value }: IdentityKey): string => `${name}\u0000${value}`;
const byUid = (links: readonly Link[]): ReadonlyMap<string, Link> =>
  new Map(links.map((link) => [new Uid(link.uid).value, link]));
