import type { SalesforceRecord } from '../session/query/query-page.js';
import type { Session } from '../session/session.js';
import { quote } from '../soql/escape.js';
import type { AttachedKind, MembershipKind, Target } from './attached-kind.js';
import { lapsesOf, type Lapse } from './lapses.js';
import { passes, testText, valueAt, type RowTest } from './row-test.js';

/** Kinds whose rows come with one query: those of one sObject that name the owner in one field. */
export interface Source {
  readonly sobject: string;
  readonly ownerField: string;
  readonly kinds: readonly AttachedKind[];
  /** What may end rows of any of the kinds. */
  readonly lapses: readonly Lapse[];
}

/** Parts kinds into as few queries as can be: all kinds of a user make five. */
export function sourcesOf(
  kinds: Iterable<AttachedKind>,
  session: Pick<Session, 'apiVersion'>,
): readonly Source[] {
  const sources = new Map<string, AttachedKind[]>();
  for (const kind of new Set(kinds)) {
    const key = `${kind.sobject}.${kind.ownerField}`;
    sources.set(key, [...(sources.get(key) ?? []), kind]);
  }
  return [...sources.values()].map((some) => {
    const [kind] = some as [AttachedKind];
    const { sobject, ownerField } = kind;
    return { sobject, ownerField, kinds: some, lapses: lapsesOf(kind, session) };
  });
}

/** All that a row of the kind fulfils, in terms of the row. */
export function testsOf(kind: AttachedKind): readonly RowTest[] {
  if (kind.shape === 'flag' || kind.targets.length > 1) return kind.tests;
  const ofTarget = kind.targets[0]!.tests;
  return [...kind.tests, ...ofTarget.map((test) => ({ ...test, path: `${kind.relation}.${test.path}` }))];
}

/** Which rows are of these kinds; undefined where all are. */
export function kindsCondition(kinds: readonly AttachedKind[]): string | undefined {
  const each = kinds.map((kind) => testsOf(kind).map(testText).join(' AND '));
  if (each.includes('')) return undefined;
  return each.length === 1 ? each[0] : `(${each.map((text) => `(${text})`).join(' OR ')})`;
}

/** What a statement about the rows of some owners asks for beside owner and value. */
export interface Columns {
  readonly id: boolean;
  /** Whether the names of what the kind refers to are wanted. */
  names(kind: AttachedKind): boolean;
}

export function sourceStatement(
  { sobject, ownerField, kinds, lapses }: Source,
  owners: readonly string[],
  { id, names }: Columns,
): string {
  const columns = new Set([...(id ? ['Id'] : []), ownerField, ...lapses.map(({ field }) => field)]);
  for (const kind of kinds) {
    columns.add(kind.valueField);
    if (kinds.length > 1) testsOf(kind).forEach(({ path }) => columns.add(path));
    if (kind.shape === 'membership' && names(kind)) nameColumns(kind).forEach((name) => columns.add(name));
  }
  const condition = kindsCondition(kinds);
  const where = `${ownerField} IN (${owners.map(quote).join(',')})${condition ? ` AND ${condition}` : ''}`;
  return `SELECT ${[...columns].join(', ')} FROM ${sobject} WHERE ${where}`;
}

export const isOfKind = (row: SalesforceRecord, kind: AttachedKind): boolean =>
  testsOf(kind).every((test) => passes(row, test));

const fieldsOf = ({ nameField, labelField, namespaceField, tests }: Target): readonly string[] => [
  ...new Set(
    [nameField, labelField, namespaceField, ...tests.map(({ path }) => path)].filter(
      (field) => field !== undefined,
    ),
  ),
];

/** The columns of a row of a target itself. */
export const targetColumns = (target: Target): readonly string[] => ['Id', ...fieldsOf(target)];

function nameColumns({ relation, targets }: MembershipKind): readonly string[] {
  if (targets.length === 1) return fieldsOf(targets[0]!).map((field) => `${relation}.${field}`);
  const cases = targets.map((target) => `WHEN ${target.sobject} THEN ${fieldsOf(target).join(', ')}`);
  return [`TYPEOF ${relation} ${cases.join(' ')} END`];
}

/** What something is called: its whole name first, then others that it answers to. */
export function namesOf(
  row: SalesforceRecord,
  { nameField, labelField, namespaceField, tests }: Target,
): readonly string[] {
  if (!tests.every((test) => passes(row, test))) return [];
  const text = (field: string | undefined): string => {
    const value = field === undefined ? undefined : row[field];
    return typeof value === 'string' ? value : '';
  };
  const name = text(nameField);
  const namespace = text(namespaceField);
  const whole = namespace && name ? `${namespace}__${name}` : name;
  return [...new Set([whole, name, text(labelField)])].filter((each) => each !== '');
}

/** The id that a row of a membership refers to, and what it is called. */
export function referenceIn(
  row: SalesforceRecord,
  kind: MembershipKind,
): { readonly id: string; readonly names: readonly string[] } {
  const id = String(row[kind.valueField]);
  const target = kind.targets.find(({ prefix }) => id.startsWith(prefix));
  const related = valueAt(row, kind.relation) as SalesforceRecord | null | undefined;
  return { id, names: target && related ? namesOf(related, target) : [] };
}
