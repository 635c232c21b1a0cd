import { foldCase } from '@icf-ts/framework/spi';
import type { CallContext } from '../session/api-request.js';
import { ExpiringMap } from '../session/expiring-map.js';
import { queryAllTogether } from '../session/query/query-all.js';
import type { Session } from '../session/session.js';
import { quote } from '../soql/escape.js';
import { isSalesforceId, longId } from '../soql/salesforce-id.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { AttachedRef, MembershipKind, Target } from './attached-kind.js';
import { namesOf, targetColumns } from './attached-rows.js';
import { closeMatches } from './close-matches.js';
import { testText } from './row-test.js';

/** What a value of a membership stands for. */
export interface Reference {
  /** 18 characters. */
  readonly id: string;
  /** What it is called, its whole name first; empty where only the id was given and nobody had to know. */
  readonly names: readonly string[];
}

/** Values of one attribute, as a caller gave them. */
export interface GivenValues {
  readonly ref: AttachedRef<MembershipKind>;
  readonly values: readonly string[];
  /** Whether the names of values that are ids have to be known as well. */
  readonly needsNames: boolean;
}

/** Names hardly ever change their ids, but a group may be made anew under the same name. */
const KEPT_MS = 10 * 60_000;
const KEPT = 10_000;
/** Sessions that share their calls share their describes. */
const CACHES = new WeakMap<Session['describes'], ExpiringMap<readonly Candidate[]>>();
/** Names in one statement: each stands there twice. */
const MAX_NAMES = 250;

interface Candidate extends Reference {
  readonly target: Target;
}

/**
 * Finds the ids of names. No API call where all are ids or were looked up by this session within ten minutes; else one
 * for all names of all attributes, and one more where a name is not known, to say which were meant.
 * @returns a function of attribute and value.
 * @throws InvalidAttributeValueException for names that nothing has, or more than one thing.
 */
export async function resolveReferences(
  session: Session,
  given: readonly GivenValues[],
  context: CallContext,
): Promise<(ref: AttachedRef, value: string) => Reference> {
  const cache = CACHES.get(session.describes) ?? new ExpiringMap<readonly Candidate[]>(KEPT_MS, KEPT);
  CACHES.set(session.describes, cache);
  const found = new Map<string, readonly Candidate[]>();
  const open = new Map<Target, Set<string>>();
  for (const { ref, values, needsNames } of given) {
    for (const value of values) {
      if (idOf(value, ref.kind) && !needsNames) continue;
      for (const target of ref.kind.targets) {
        const key = keyOf(target, value);
        const known = cache.get(key);
        if (known) found.set(key, known);
        else open.set(target, (open.get(target) ?? new Set()).add(value));
      }
    }
  }
  for (const [target, value, candidates] of await lookUp(session, open, context)) {
    found.set(keyOf(target, value), candidates);
    // What is not there now may be made the next moment.
    if (candidates.length > 0) cache.set(keyOf(target, value), candidates);
  }
  const candidatesOf = (kind: MembershipKind, value: string): readonly Candidate[] =>
    kind.targets.flatMap((target) => found.get(keyOf(target, value)) ?? []);
  await refuseUnclear(session, given, candidatesOf, context);
  return (ref, value) => {
    const kind = ref.kind as MembershipKind;
    const id = idOf(value, kind);
    return candidatesOf(kind, value)[0] ?? { id: id!, names: [] };
  };
}

/** The id that a value is; undefined where it is a name. */
export function idOf(value: string, { targets }: MembershipKind): string | undefined {
  return isSalesforceId(value) && targets.some(({ prefix }) => value.startsWith(prefix))
    ? longId(value)
    : undefined;
}

const keyOf = ({ sobject, tests }: Target, value: string): string =>
  [sobject, ...tests.map(testText), isSalesforceId(value) ? value : foldCase(value)].join('\n');

async function lookUp(
  session: Session,
  open: ReadonlyMap<Target, ReadonlySet<string>>,
  context: CallContext,
): Promise<readonly (readonly [Target, string, readonly Candidate[]])[]> {
  const parts = [...open].flatMap(([target, all]) => {
    const values = [...all];
    return Array.from({ length: Math.ceil(values.length / MAX_NAMES) }, (_, at) => ({
      target,
      values: values.slice(at * MAX_NAMES, (at + 1) * MAX_NAMES),
    }));
  });
  const looking = { ...context, action: text('action.lookUpMemberships') };
  const answers = await queryAllTogether(
    session,
    parts.map(({ target, values }) => statement(target, values)),
    looking,
  );
  return parts.flatMap(({ target, values }, at) => {
    const rows = answers[at]!.map((row) => ({ id: String(row['Id']), names: namesOf(row, target), target }));
    return values.map((value) => [target, value, bestOf(value, rows)] as const);
  });
}

function statement({ namespaceField, ...target }: Target, values: readonly string[]): string {
  const ids = values.filter((value) => isSalesforceId(value) && value.startsWith(target.prefix));
  const local = namespaceField ? values.flatMap((value) => value.split('__').slice(1, 2)) : [];
  const names = [...new Set([...values, ...local])].map(quote).join(',');
  const any = [target.nameField, target.labelField]
    .filter((field) => field !== undefined)
    .map((field) => `${field} IN (${names})`);
  if (ids.length > 0) any.push(`Id IN (${ids.map(quote).join(',')})`);
  const tests = target.tests.map((test) => `${testText(test)} AND `).join('');
  const columns = targetColumns({ namespaceField, ...target } as Target).join(', ');
  return `SELECT ${columns} FROM ${target.sobject} WHERE ${tests}(${any.join(' OR ')})`;
}

/** Whoever has the id, or the whole name, or any other name: the first of these that anybody has. */
function bestOf(value: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const wanted = foldCase(value);
  const ranks: readonly ((candidate: Candidate) => boolean)[] = [
    ({ id }) => isSalesforceId(value) && id === longId(value),
    ({ names }) => names[0] !== undefined && foldCase(names[0]) === wanted,
    ({ names }) => names.some((name) => foldCase(name) === wanted),
  ];
  for (const rank of ranks) {
    const best = candidates.filter(rank);
    if (best.length > 0) return best;
  }
  return [];
}

async function refuseUnclear(
  session: Session,
  given: readonly GivenValues[],
  candidatesOf: (kind: MembershipKind, value: string) => readonly Candidate[],
  context: CallContext,
): Promise<void> {
  const problems: Words[] = [];
  const attributeNames = new Set<string>();
  for (const { ref, values, needsNames } of given) {
    for (const value of values) {
      if (idOf(value, ref.kind) && !needsNames) continue;
      const candidates = candidatesOf(ref.kind, value);
      if (candidates.length === 1) continue;
      attributeNames.add(ref.attribute);
      const what = ref.kind.targets.map(({ sobject }) => sobject).join(' or ');
      if (candidates.length > 1) {
        const ids = candidates.map(({ id, names }) => `${id} (${names.join(', ')})`).join('; ');
        problems.push(text('fault.severalNamed', value, ref.attribute, ids));
        continue;
      }
      const near = await closeMatches(session, ref.kind, value, context);
      problems.push(text('fault.unknownMembership', value, ref.attribute, what));
      if (near.length > 0) problems.push(text('next.near', near.map((name) => `'${name}'`).join(', ')));
    }
  }
  if (problems.length === 0) return;
  throw worded('InvalidAttributeValueException', [text('done.nothing'), ...problems], {
    attributeNames: [...attributeNames],
  });
}
