import type { ConnectorObject } from '@icf-ts/framework';
import type { Queryable } from '../database/database.js';
import type { Identity } from '../repository/identity.js';
import { linksByIdentity, linksByUid, type Link } from '../repository/links.js';
import type { Action, Situation } from '../situations/situation.js';
import { Claims, type Claim } from './claims.js';
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

/**
 * Decides about a batch of identities: two statements and at most two searches, however many identities. What other
 * batches claim that are under way is another identity's; so is what an identity of the same keys is about to get.
 */
export async function decideOutbound(
  database: Queryable,
  job: OutboundJob,
  identities: readonly Identity[],
  signal: AbortSignal | undefined,
  claim: Claim = new Claims(1).begin(),
): Promise<readonly OutboundDecision[]> {
  try {
    const known = await knownOf(database, job, identities, signal);
    return await claim.decide(() => identities.map((identity) => decideOne(job, identity, known, claim)));
  } finally {
    claim.abandon();
  }
}

/** What repository and system hold of a batch. */
interface Known {
  readonly links: ReadonlyMap<string, Link>;
  /** Linked objects by Uid. */
  readonly objects: ReadonlyMap<string, ConnectorObject>;
  /** What correlation finds for those that have no link. */
  readonly candidates: ReadonlyMap<Identity, readonly ConnectorObject[]>;
  /** Uids of candidates that are linked. */
  readonly taken: ReadonlySet<string>;
}

async function knownOf(
  database: Queryable,
  job: OutboundJob,
  identities: readonly Identity[],
  signal: AbortSignal | undefined,
): Promise<Known> {
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
  const found = [...candidates.values()].flat().map(({ uid }) => uid.value);
  const taken = new Set((await linksByUid(database, scope, found)).map(({ uid }) => uid));
  return { links, objects, candidates, taken };
}

function decideOne(job: OutboundJob, identity: Identity, known: Known, claim: Claim): OutboundDecision {
  const link = known.links.get(identity.id);
  const linked = link && known.objects.get(link.uid);
  const candidates = known.candidates.get(identity) ?? [];
  const [own, another] = candidates;
  const keys = (): readonly string[] =>
    job.correlation.keysOf(identity.attributes).map(({ name, value }) => keyOf(name, value));
  const situation = ((): Situation => {
    if (!qualifies(job, identity)) return linked ? 'UNQUALIFIED' : 'SOURCE_IGNORED';
    if (link) return linked ? 'CONFIRMED' : 'MISSING';
    if (another) return 'AMBIGUOUS';
    // What is found may be what the other identity was just given.
    if (keys().some(claim.isMade)) return 'FOUND_ALREADY_LINKED';
    if (!own) return 'ABSENT';
    return known.taken.has(own.uid.value) || claim.isLinked(own.uid.value) ? 'FOUND_ALREADY_LINKED' : 'FOUND';
  })();
  const action = job.actions[situation];
  if (situation === 'FOUND' && action === 'link') claim.link(own!.uid.value);
  if (action === 'create') keys().forEach(claim.make);
  const object = linked ?? (candidates.length === 1 ? own : undefined);
  return { identity, situation, action, link, object, candidates };
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
