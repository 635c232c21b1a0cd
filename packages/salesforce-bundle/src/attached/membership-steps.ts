import type { ConnectorException } from '@icf-ts/framework/spi';
import { isRefusal } from '../errors/salesforce-errors.js';
import { queryPath } from '../session/query/query-page.js';
import type { Session } from '../session/session.js';
import { CREATED_ID, type WriteStep } from '../session/write-steps.js';
import { quote } from '../soql/escape.js';
import { text, type Words } from '../words/text.js';
import type { AttachedRef, MembershipKind, Owner } from './attached-kind.js';
import { lapsedText, lapsesOf, renewalOf } from './lapses.js';
import type { Plan } from './plan-changes.js';

/** Whose memberships change. */
export interface StepOwner {
  readonly type: Owner;
  /** An id, or a reference to the answer of an earlier step. */
  readonly id: string;
  /** As messages have it. */
  readonly name: Words;
}

/** So many that the steps of the row itself, its password and its login find room in the same composite request. */
const MAX_STEPS = 20;
/** Salesforce's limit of rows in one collection. */
const MAX_ROWS = 200;

/** Licences come first and go last; between them, what leaves makes room for what comes. */
const RANKS = { addLicense: 0, remove: 1, add: 2, removeLicense: 3 } as const;

/** One row that is written. */
interface Change {
  readonly rank: number;
  readonly ref: AttachedRef<MembershipKind>;
  readonly action: Words;
  readonly done: Words;
  readonly write:
    | {
        readonly do: 'insert';
        readonly valueId: string;
        readonly isBlind: boolean;
        readonly fields: Readonly<Record<string, string>>;
      }
    | { readonly do: 'renew'; readonly rowId: string; readonly fields: Readonly<Record<string, unknown>> }
    | { readonly do: 'delete'; readonly rowId: string }
    | { readonly do: 'find and delete'; readonly valueId: string };
}

export function membershipSteps(
  plans: readonly Plan[],
  owner: StepOwner,
  session: Session,
): readonly WriteStep[] {
  const changes = plans.flatMap((plan) => changesOf(plan, owner, session)).sort((a, b) => a.rank - b.rank);
  const groups = groupsOf(changes);
  const bundled = new Set<readonly Change[]>();
  const stepsOf = (group: readonly Change[], at: number): readonly WriteStep[] => {
    if (group[0]!.write.do === 'find and delete') return foundAndDeleted(group, owner, at);
    const steps = bundled.has(group) ? collections(group, owner) : group.map(single);
    return [...steps, ...renewals(group, owner, at, session)];
  };
  const count = (): number => groups.reduce((sum, group, at) => sum + stepsOf(group, at).length, 0);
  // The largest first, until all fit: a single request tells more of a refusal than a row among others.
  for (const group of [...groups].sort((a, b) => b.length - a.length)) {
    if (count() <= MAX_STEPS) break;
    if (group[0]!.write.do !== 'find and delete') bundled.add(group);
  }
  return groups.flatMap(stepsOf);
}

function changesOf(
  { ref, add, remove, isBlind }: Plan,
  { id: ownerId, name }: StepOwner,
  session: Session,
): readonly Change[] {
  const { kind, attribute } = ref;
  const called = (names: readonly string[], id: string): string => `'${names[0] ?? id}'`;
  return [
    ...add.map(({ id, names, rowId }): Change => {
      const what = called(names, id);
      return {
        rank: kind.isLicense ? RANKS.addLicense : RANKS.add,
        ref,
        action: text('action.addMembership', what, attribute, name),
        done: text('done.membershipAdded', what, attribute),
        write:
          rowId === undefined
            ? {
                do: 'insert',
                valueId: id,
                isBlind,
                fields: { [kind.ownerField]: ownerId, [kind.valueField]: id },
              }
            : { do: 'renew', rowId, fields: renewalOf(lapsesOf(kind, session)) },
      };
    }),
    ...remove.map(({ id, names, rowId }): Change => {
      const what = called(names, id);
      return {
        rank: kind.isLicense ? RANKS.removeLicense : RANKS.remove,
        ref,
        action: text('action.removeMembership', what, attribute, name),
        done: text('done.membershipRemoved', what, attribute),
        write: rowId === undefined ? { do: 'find and delete', valueId: id } : { do: 'delete', rowId },
      };
    }),
  ];
}

/** Neighbours that one collection, or one query, can serve: Salesforce wants one sObject in a collection. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.rank}/${change.write.do}/${change.ref.kind.sobject}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function single({ ref, action, done, write }: Change): WriteStep {
  const path = `/sobjects/${ref.kind.sobject}`;
  const common = { action, done, attribute: ref.attribute };
  switch (write.do) {
    case 'insert':
      return { ...common, request: { method: 'POST', path, body: write.fields }, settles: isThere };
    case 'renew':
      return { ...common, request: { method: 'PATCH', path: `${path}/${write.rowId}`, body: write.fields } };
    default:
      return { ...common, request: { method: 'DELETE', path: `${path}/${rowIdOf(write)}` }, settles: isGone };
  }
}

const rowIdOf = (write: Change['write']): string => ('rowId' in write ? write.rowId : '');
const valueIdOf = (write: Change['write']): string => ('valueId' in write ? write.valueId : '');
const fieldsOf = (write: Change['write']): object => ('fields' in write ? write.fields : {});

function collections(group: readonly Change[], { name }: StepOwner): readonly WriteStep[] {
  const path = '/composite/sobjects';
  return Array.from({ length: Math.ceil(group.length / MAX_ROWS) }, (_, at): WriteStep => {
    const some = group.slice(at * MAX_ROWS, (at + 1) * MAX_ROWS);
    const [{ ref, write }] = some as [Change];
    const common = {
      action: text('action.changeMemberships', ref.attribute, name),
      done: text('done.memberships', some.length, ref.attribute),
      attribute: ref.attribute,
      rows: some.map(({ action }) => action),
    };
    if (write.do === 'delete') {
      const ids = some.map((change) => rowIdOf(change.write)).join(',');
      return { ...common, request: { method: 'DELETE', path: `${path}?ids=${ids}` }, settles: isGone };
    }
    const renews = write.do === 'renew';
    const records = some.map((change) => ({
      attributes: { type: ref.kind.sobject },
      ...(renews && { Id: rowIdOf(change.write) }),
      ...fieldsOf(change.write),
    }));
    const body = { allOrNone: false, records };
    if (renews) return { ...common, request: { method: 'PATCH', path, body } };
    return { ...common, request: { method: 'POST', path, body }, settles: isThere };
  });
}

/**
 * After rows were added, of which some may be there and have lapsed: those are looked for, and renewed by reference. A
 * part of the same composite request each, and no API call. Nothing for an owner who had nothing before.
 */
function renewals(
  group: readonly Change[],
  owner: StepOwner,
  at: number,
  session: Session,
): readonly WriteStep[] {
  const [{ ref }] = group as [Change];
  const lapses = lapsesOf(ref.kind, session);
  const blind = group.filter(({ write }) => write.do === 'insert' && write.isBlind);
  if (lapses.length === 0 || blind.length === 0 || owner.id === CREATED_ID) return [];
  const { search, reference } = searched(blind, owner, `lapsed${at}`, lapsedText(lapses, session));
  return [
    search,
    ...blind.map((_, index): WriteStep => ({
      action: text('action.changeMemberships', ref.attribute, owner.name),
      request: { method: 'PATCH', path: reference(index), body: renewalOf(lapses) },
      attribute: ref.attribute,
      settles: isNothing,
    })),
  ];
}

/**
 * Rows whose ids nobody knows are looked for and deleted by one composite request: a query, and as many deletions by
 * reference to its answer as there may be rows. A reference to nothing means that there was less to delete.
 */
function foundAndDeleted(group: readonly Change[], owner: StepOwner, at: number): readonly WriteStep[] {
  const { search, reference } = searched(group, owner, `found${at}`);
  return [
    search,
    ...group.map(({ ref, done }, index): WriteStep => ({
      action: text('action.changeMemberships', ref.attribute, owner.name),
      request: { method: 'DELETE', path: reference(index) },
      done,
      settles: isGone,
    })),
  ];
}

/** A step that looks for the rows of some changes, and the paths of those that it finds. */
function searched(
  group: readonly Change[],
  { id, name }: StepOwner,
  ref: string,
  more?: string,
): { readonly search: WriteStep; reference(index: number): string } {
  const { sobject, ownerField } = group[0]!.ref.kind;
  const fields = new Map<string, string[]>();
  for (const { ref: own, write } of group)
    fields.set(own.kind.valueField, [...(fields.get(own.kind.valueField) ?? []), quote(valueIdOf(write))]);
  const any = [...fields].map(([field, ids]) => `${field} IN (${ids.join(',')})`).join(' OR ');
  const soql = `SELECT Id FROM ${sobject} WHERE ${ownerField} = ${quote(id)} AND (${any})`;
  return {
    search: {
      action: text('action.readMemberships', name),
      request: { method: 'GET', path: queryPath(more ? `${soql} AND (${more})` : soql) },
      ref,
    },
    reference: (index) => `/sobjects/${sobject}/@{${ref}.records[${index}].Id}`,
  };
}

/** Salesforce answers an insert into a group that is there with the row, and refuses one of the other kinds. */
const isThere = (error: ConnectorException): boolean => isRefusal(error, 'DUPLICATE_VALUE', /./);

const isGone = (error: ConnectorException): boolean =>
  isRefusal(error, 'NOT_FOUND', /./) ||
  isRefusal(error, 'ENTITY_IS_DELETED', /./) ||
  isRefusal(error, 'INVALID_CROSS_REFERENCE_KEY', /./) ||
  isNothing(error);

/** Whether a step referred to a row that an earlier one did not find. */
export const isNothing = (error: ConnectorException): boolean =>
  isRefusal(error, 'PROCESSING_HALTED', /Invalid reference specified/);
