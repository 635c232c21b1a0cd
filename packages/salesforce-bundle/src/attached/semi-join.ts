import type { AttributeValue, Filter } from '@icf-ts/framework/spi';
import { both, condition, type Condition } from '../soql/condition.js';
import { quote } from '../soql/escape.js';
import type { AttachedRef, MembershipKind } from './attached-kind.js';
import { testsOf } from './attached-rows.js';
import { idOf } from './resolve-references.js';
import { testText } from './row-test.js';

/** Salesforce's limit in one statement. */
const MAX_SEMI_JOINS = 2;

/** What is attached under an attribute's name; undefined for other attributes. */
export type RefLookup = (attribute: string) => AttachedRef | undefined;

/**
 * A condition that no row which the filter matches fails, as semi-joins with what is attached. It narrows only:
 * the filter has to be applied again. Salesforce takes semi-joins beside AND alone, and two at most; what is beyond, or
 * under OR or NOT, is left to that.
 */
export function semiJoins(filter: Filter | undefined, refOf: RefLookup): Condition {
  if (!filter) return 'all';
  const joins = conjuncts(filter).flatMap((part) => joinsOf(part, refOf));
  return joins.slice(0, MAX_SEMI_JOINS).reduce(both, 'all');
}

const conjuncts = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' ? [...conjuncts(filter.left), ...conjuncts(filter.right)] : [filter];

function joinsOf(filter: Filter, refOf: RefLookup): readonly Condition[] {
  if (filter.kind === 'present') {
    const ref = refOf(filter.name);
    return ref ? [join(ref)] : [];
  }
  if (filter.kind === 'or') return anyOf(filter, refOf);
  const leaf = leafOf(filter, refOf);
  if (!leaf) return [];
  const { ref, values } = leaf;
  // Each value has to be there; without any, the attribute has to be, or need not.
  if (values.length === 0) return filter.kind === 'containsAllValues' ? [join(ref)] : [];
  return values.flatMap((value) => joinWith(ref, [value]));
}

/** `groups contains A or groups contains B` is one semi-join. */
function anyOf(filter: Filter, refOf: RefLookup): readonly Condition[] {
  const parts = disjuncts(filter).map((part) => leafOf(part, refOf));
  const [first] = parts;
  if (!first) return [];
  const values = parts.flatMap((part) =>
    part?.values.length === 1 && part.ref.attribute === first.ref.attribute ? part.values : [],
  );
  return values.length === parts.length ? joinWith(first.ref, values) : [];
}

const disjuncts = (filter: Filter): readonly Filter[] =>
  filter.kind === 'or' ? [...disjuncts(filter.left), ...disjuncts(filter.right)] : [filter];

type Value = NonNullable<AttributeValue>;

/** A comparison that is true only of rows that have each of the values. */
function leafOf(
  filter: Filter,
  refOf: RefLookup,
): { readonly ref: AttachedRef; readonly values: readonly Value[] } | undefined {
  if (filter.kind !== 'equals' && filter.kind !== 'equalsIgnoreCase' && filter.kind !== 'containsAllValues')
    return undefined;
  const ref = refOf(filter.attribute.name);
  const values = (filter.attribute.values ?? []).filter((value) => value !== null);
  return ref && { ref, values };
}

function join({ kind }: AttachedRef, more: readonly string[] = []): Condition {
  const where = [...testsOf(kind).map(testText), ...more].join(' AND ');
  return condition(`Id IN (SELECT ${kind.ownerField} FROM ${kind.sobject}${where ? ` WHERE ${where}` : ''})`);
}

/** Rows that have any of the values; nothing to say where one of them cannot be asked for. */
function joinWith(ref: AttachedRef, values: readonly Value[]): readonly Condition[] {
  const { kind } = ref;
  if (kind.shape === 'flag') {
    const [value] = values;
    return values.length === 1 && typeof value === 'boolean'
      ? [join(ref, [`${kind.valueField} = ${value}`])]
      : [];
  }
  const ids: string[] = [];
  const names: string[] = [];
  for (const value of values) {
    if (typeof value !== 'string') return [];
    const id = idOf(value, kind);
    if (id) ids.push(id);
    else names.push(value);
  }
  if (names.length > 0 && (kind.targets.length > 1 || ref.by === 'id')) return [];
  const list = (texts: readonly string[]): string => texts.map(quote).join(',');
  const any = [
    ...(ids.length > 0 ? [`${kind.valueField} IN (${list(ids)})`] : []),
    ...(names.length > 0
      ? [`${nameField(kind)} IN (${list(names.map((name) => localName(kind, name)))})`]
      : []),
  ];
  return [join(ref, [any.length === 1 ? any[0]! : `(${any.join(' OR ')})`])];
}

const nameField = ({ relation, targets }: MembershipKind): string => `${relation}.${targets[0]!.nameField}`;

/** A name without the package's prefix, which is a field of its own. */
const localName = ({ targets }: MembershipKind, name: string): string =>
  targets[0]!.namespaceField ? (name.split('__')[1] ?? name) : name;
