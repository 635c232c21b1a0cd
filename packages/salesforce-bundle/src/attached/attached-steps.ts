import { Uid, type AttributeDelta, type ConnectorException } from '@icf-ts/framework/spi';
import type { CallContext } from '../session/api-request.js';
import { queryAllTogether } from '../session/query/query-all.js';
import type { Session } from '../session/session.js';
import { CREATED_ID, type WriteStep } from '../session/write-steps.js';
import { quote } from '../soql/escape.js';
import { isSalesforceId } from '../soql/salesforce-id.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { isMembership, type AttachedRef, type MembershipKind, type Owner } from './attached-kind.js';
import { isOfKind, referenceIn, sourceStatement, sourcesOf } from './attached-rows.js';
import { flagSteps } from './flag-steps.js';
import { isLapsed, lapsesOf } from './lapses.js';
import { membershipSteps } from './membership-steps.js';
import { needsPresent, planOf, textsOf, wishOf, type PresentRow, type Wish } from './plan-changes.js';
import { resolveReferences } from './resolve-references.js';

/** A change of what is attached: values to replace, or to add and remove. */
export interface AttachedChange {
  readonly ref: AttachedRef;
  readonly delta: AttributeDelta;
}

/** The requests of changes. */
export interface AttachedSteps {
  readonly steps: readonly WriteStep[];
  /** Whether the owner was found, and as one of the rows it must be among, when they were made. */
  readonly foundOwner: boolean;
}

/** Explicit removals, and additions that may have to be renewals, beyond these are looked up first. */
const MAX_UNSEEN = 10;

/**
 * The requests that bring a change about, in an order that Salesforce accepts: licences are given before the permission
 * sets that need them, and taken away after. At most 20 of them, so that they fit into one composite request with the
 * few of the object itself, unless more than some hundred memberships change.
 *
 * Costs no API call where values are added or removed one by one and are ids or names that the session knows; one
 * for all names that it does not know; one to read what there is where values are replaced.
 *
 * @param owner an id, or undefined for a row that the first step of the same write creates, under {@link CREATED_ID}
 * @param where which rows the owner must be one of, in SOQL; undefined for any. Whoever gives it looks for the owner.
 * @throws InvalidAttributeValueException for values that nothing answers to or that the policy forbids, before anything
 *   is written; UnknownUidException
 */
export async function attachedSteps(
  session: Session,
  changes: readonly AttachedChange[],
  owner: string | undefined,
  context: CallContext,
  where?: string,
): Promise<AttachedSteps> {
  const [first] = changes;
  if (!first) return { steps: [], foundOwner: false };
  const { owner: type } = first.ref.kind;
  if (owner !== undefined && !isSalesforceId(owner)) throw unknownOwner(type, owner);
  const on = {
    type,
    id: owner ?? CREATED_ID,
    name: owner === undefined ? text('word.new', type) : `${type} ${owner}`,
  };
  // First, because they are refused without a call.
  const flags = changes.flatMap(({ ref, delta }) => (isMembership(ref) ? [] : flagSteps(ref, delta, on)));
  const wishes = await wishesOf(session, changes, context);
  const unsure = wishes.filter((wish) => mustLook(wish, session));
  const present =
    owner === undefined ? undefined : await presentRows(session, unsure, { id: owner, where }, context);
  const plans = wishes.map((wish) => planOf(wish, present?.get(wish.ref.kind)));
  const steps = [...membershipSteps(plans, on, session), ...flags];
  // Where nothing else tells that the owner is not there. It is one part more, not one call.
  const foundOwner = (present?.size ?? 0) > 0;
  if (steps.length === 0 || owner === undefined || where !== undefined || foundOwner)
    return { steps, foundOwner };
  const reading: WriteStep = {
    action: context.action,
    request: { method: 'GET', path: `/sobjects/${type}/${owner}?fields=Id` },
  };
  return { steps: [reading, ...steps], foundOwner };
}

const mustLook = (wish: Wish, session: Session): boolean =>
  needsPresent(wish) ||
  wish.remove.length > MAX_UNSEEN ||
  (lapsesOf(wish.ref.kind, session).length > 0 && wish.add.length + (wish.replace?.length ?? 0) > MAX_UNSEEN);

async function wishesOf(
  session: Session,
  changes: readonly AttachedChange[],
  context: CallContext,
): Promise<readonly Wish[]> {
  const memberships = changes.flatMap(({ ref, delta }) => (isMembership(ref) ? [{ ref, delta }] : []));
  const given = memberships.map(({ ref, delta }) => ({
    ref,
    values: [delta.valuesToReplace, delta.valuesToAdd, delta.valuesToRemove].flatMap((values) =>
      textsOf(values, ref.attribute),
    ),
    // Patterns of what is managed are mostly of names.
    needsNames: ref.policy?.mode === 'only-ours',
  }));
  const referenceTo = await resolveReferences(session, given, context);
  return memberships.map(({ ref, delta }) => wishOf(ref, delta, referenceTo));
}

/** The memberships of the kinds of these wishes. One API call, which finds out too whether there is the owner. */
async function presentRows(
  session: Session,
  wishes: readonly Wish[],
  owner: { readonly id: string; readonly where: string | undefined },
  context: CallContext,
): Promise<ReadonlyMap<MembershipKind, readonly PresentRow[]>> {
  const kinds = wishes.map(({ ref }) => ref.kind);
  const [kind] = kinds;
  if (!kind) return new Map();
  const sources = sourcesOf(kinds, session);
  const [found = [], ...answers] = await queryAllTogether(
    session,
    [
      `SELECT Id FROM ${kind.owner} WHERE Id = ${quote(owner.id)}${owner.where === undefined ? '' : ` AND (${owner.where})`}`,
      ...sources.map((source) => sourceStatement(source, [owner.id], { id: true, names: () => true })),
    ],
    { ...context, action: text('action.readMemberships', `${kind.owner} ${owner.id}`) },
  );
  if (found.length === 0) throw unknownOwner(kind.owner, owner.id);
  const nowMs = await session.serverTimeMs(context);
  const rows = new Map<MembershipKind, readonly PresentRow[]>();
  for (const [at, source] of sources.entries()) {
    for (const each of source.kinds as readonly MembershipKind[]) {
      const own = answers[at]!.filter((row) => source.kinds.length === 1 || isOfKind(row, each));
      rows.set(
        each,
        own.map((row) => ({
          ...referenceIn(row, each),
          rowId: String(row['Id']),
          isLapsed: isLapsed(row, source.lapses, nowMs),
        })),
      );
    }
  }
  return rows;
}

const unknownOwner = (type: Owner, id: string): ConnectorException =>
  worded('UnknownUidException', text('fault.noOwner', type, id), { uid: new Uid(id) });
