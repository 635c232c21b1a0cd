import {
  foldCase,
  type AttributeValue,
  type ConnectorObject,
  type CostedRequest,
} from '@icf-ts/framework/spi';
import {
  isMembership,
  type AttachedRef,
  type MembershipKind,
  type Target,
} from '../attached/attached-kind.js';
import { sourceStatement, sourcesOf } from '../attached/attached-rows.js';
import { idOf } from '../attached/resolve-references.js';
import { testText } from '../attached/row-test.js';
import type { AttachedAttribute } from '../operations/split-attached.js';
import { joins, query, rows } from './requests.js';

/** What is asked of the rows does not change how many calls ask it. */
const ANY_VERSION = { apiVersion: 0 };

interface Wanted {
  readonly ref: AttachedRef<MembershipKind>;
  readonly values: readonly string[];
}

const textsIn = (values: readonly AttributeValue[] | null | undefined): readonly string[] =>
  (values ?? []).filter((value) => typeof value === 'string');

const memberships = (attached: readonly AttachedAttribute[]): readonly Wanted[] =>
  attached.flatMap(({ ref, attribute: { values } }) =>
    isMembership(ref) ? [{ ref, values: textsIn(values) }] : [],
  );

/** The question whether there is the object whose memberships are asked for. */
export const ownerKind = (sobject: string): string => `is there ${sobject}`;

/** The question for the ids of names; none where only ids are given. */
export function nameQuestions(attached: readonly AttachedAttribute[]): readonly CostedRequest[] {
  const byTarget = new Map<Target, Set<string>>();
  for (const { ref, values } of memberships(attached)) {
    const needsNames = ref.policy?.mode === 'only-ours';
    for (const value of values) {
      if (idOf(value, ref.kind) && !needsNames) continue;
      for (const target of ref.kind.targets)
        byTarget.set(target, (byTarget.get(target) ?? new Set()).add(foldCase(value)));
    }
  }
  return [...byTarget].map(([{ sobject, tests }, names]) => {
    const kind = `names of ${[sobject, ...tests.map(testText)].join(' ')}`;
    return query(
      kind,
      false,
      [...names].sort().map((name) => `${kind}\n${name}`),
    );
  });
}

/** The question for what there is, which a replacement has to know. */
export function presentQuestions(attached: readonly AttachedAttribute[]): readonly CostedRequest[] {
  const kinds = memberships(attached)
    .filter(({ ref: { policy } }) => policy?.mode !== 'merge')
    .map(({ ref }) => ref.kind);
  const [first] = kinds;
  if (!first) return [];
  return [
    query(ownerKind(first.owner), true),
    ...sourcesOf(kinds, ANY_VERSION).map((source) => {
      const statement = (owner: string): string =>
        sourceStatement(source, [owner], { id: true, names: () => true });
      return query(statement(''), joins(statement));
    }),
  ];
}

/** The rows that a replacement takes away and adds, as far as it is known what there is. */
export function membershipRows(
  attached: readonly AttachedAttribute[],
  present: ConnectorObject | undefined,
): readonly CostedRequest[] {
  return memberships(attached).flatMap(({ ref, values }) => {
    const { sobject } = ref.kind;
    const wanted = new Set(values.map(foldCase));
    const there = new Set(
      textsIn(present?.attributes.get(ref.attribute)?.values).map((value) => foldCase(value)),
    );
    const added = [...wanted].filter((value) => !there.has(value)).length;
    const kept = ref.policy?.mode === 'merge';
    const removed = kept ? 0 : [...there].filter((value) => !wanted.has(value)).length;
    return [
      ...(removed > 0 ? [rows(`delete ${sobject}`, removed)] : []),
      ...(added > 0 ? [rows(`insert ${sobject}`, added)] : []),
    ];
  });
}
