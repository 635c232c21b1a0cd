import {
  foldCase,
  matches,
  partsOf,
  type ConnectorObject,
  type Filter,
  type TextCase,
} from '@icf-ts/framework/spi';

export type ObjectTest = (object: ConnectorObject) => boolean;

/** Fewer values are compared one by one. */
const MIN_LIST = 8;

/**
 * The framework's `matches` for one filter and many objects: a list of values to be equal to is looked up instead of
 * walked through, so that ten thousand names cost no more than one.
 */
export function compiledFilter(filter: Filter, textCase: TextCase): ObjectTest {
  switch (filter.kind) {
    case 'and': {
      const parts = partsOf('and', filter);
      const tests = parts.filter(({ kind }) => kind !== 'not').map((part) => compiledFilter(part, textCase));
      // None of many, as normalizing makes of it, is not one of them.
      const none = parts.flatMap((part) => (part.kind === 'not' ? partsOf('or', part.filter) : []));
      const isOne = none.length > 0 ? compiledOr(none, textCase) : undefined;
      return (object) => tests.every((test) => test(object)) && !isOne?.(object);
    }
    case 'or':
      return compiledOr(partsOf('or', filter), textCase);
    case 'not': {
      const test = compiledFilter(filter.filter, textCase);
      return (object) => !test(object);
    }
    default:
      return (object) => matches(filter, object, textCase);
  }
}

interface TextList {
  readonly attribute: string;
  readonly ignoresCase: boolean;
  readonly filters: Filter[];
  readonly texts: Set<string>;
}

function compiledOr(alternatives: readonly Filter[], textCase: TextCase): ObjectTest {
  const lists = new Map<string, TextList>();
  const others: Filter[] = [];
  for (const filter of alternatives) {
    const text = textOf(filter);
    if (text === undefined) {
      others.push(filter);
      continue;
    }
    const ignoresCase = textCase === 'ignore' || filter.kind === 'equalsIgnoreCase';
    const key = `${ignoresCase} ${foldCase(text.attribute)}`;
    const list = lists.get(key) ?? { ...text, ignoresCase, filters: [], texts: new Set() };
    lists.set(key, list);
    list.filters.push(filter);
    list.texts.add(ignoresCase ? foldCase(text.value) : text.value);
  }
  const tests: ObjectTest[] = [];
  for (const list of lists.values()) {
    if (list.filters.length < MIN_LIST) others.push(...list.filters);
    else tests.push((object) => isIn(list, object, textCase));
  }
  tests.push(...others.map((filter) => compiledFilter(filter, textCase)));
  return (object) => tests.some((test) => test(object));
}

/** The one text that an equality is about. */
function textOf(filter: Filter): { readonly attribute: string; readonly value: string } | undefined {
  if (filter.kind !== 'equals' && filter.kind !== 'equalsIgnoreCase') return undefined;
  const { name, values } = filter.attribute;
  const only = values?.length === 1 ? values[0] : undefined;
  return typeof only === 'string' ? { attribute: name, value: only } : undefined;
}

function isIn(list: TextList, object: ConnectorObject, textCase: TextCase): boolean {
  const values = object.attributes.get(list.attribute)?.values;
  const only = values?.length === 1 ? values[0] : undefined;
  if (typeof only === 'string') return list.texts.has(list.ignoresCase ? foldCase(only) : only);
  return list.filters.some((filter) => matches(filter, object, textCase));
}
