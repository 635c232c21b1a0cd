import {
  Name,
  SearchResult,
  Uid,
  compareValues,
  matches,
  sameName,
  type ConnectorObject,
  type Filter,
  type OperationOptions,
  type TextCase,
} from '@icf-ts/framework/spi';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/** Those of a class read whole that a search asks for: filtered, sorted and by page. No further call. */
export function* foundAmong(
  objects: readonly ConnectorObject[],
  filter: Filter | undefined,
  options: OperationOptions,
  textCase: TextCase,
): Generator<ConnectorObject, SearchResult, void> {
  const start = startOf(options);
  const found = objects
    .filter((object) => !filter || matches(filter, object, textCase))
    .sort(orderBy(options));
  const end = options.pageSize ? start + options.pageSize : found.length;
  yield* found.slice(start, end);
  const left = Math.max(found.length - end, 0);
  return new SearchResult({
    ...(left > 0 ? { pagedResultsCookie: `entry-${end}` } : {}),
    remainingPagedResults: left,
    countPolicy: 'EXACT',
  });
}

/** How many entries to skip. ICF's offsets count from one; zero means the beginning too. */
export function startOf({ pagedResultsCookie, pagedResultsOffset }: OperationOptions): number {
  if (!pagedResultsCookie) return Math.max((pagedResultsOffset ?? 0) - 1, 0);
  const match = /^entry-(\d{1,9})$/.exec(pagedResultsCookie);
  if (match) return Number(match[1]);
  throw worded('IllegalArgumentException', text('fault.cookie'));
}

type Order = (a: ConnectorObject, b: ConnectorObject) => number;

function orderBy({ sortKeys = [] }: OperationOptions): Order {
  const orders = sortKeys.map(({ field, isAscending }): Order => {
    const known = [Uid.NAME, Name.NAME].find((name) => sameName(name, field));
    if (!known) {
      throw worded('InvalidAttributeValueException', text('fault.sortKey', field), {
        attributeNames: [field],
      });
    }
    const valueOf = (object: ConnectorObject): string =>
      known === Uid.NAME ? object.uid.value : object.name.value;
    return (a, b) => (compareValues(valueOf(a), valueOf(b), 'exact') ?? 0) * (isAscending ? 1 : -1);
  });
  return (a, b) => orders.reduce((decided, order) => decided || order(a, b), 0);
}
