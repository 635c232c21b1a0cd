import type { SalesforceRecord } from '../session/query/query-page.js';
import { queryPages, type QueryStart } from '../session/query/query-pages.js';
import { quote } from '../soql/escape.js';
import { condition, type Condition } from '../soql/condition.js';
import { shortId, type OwnerRange } from './owner-digest.js';
import type { SyncPlan } from './sync-plan.js';
import { idsIn, rowsStatement } from './class-rows.js';

/** Ids to a statement: what a URL has room for. */
const MAX_IDS = 300;

/** Where members may be of several objects, only those of the class are asked for. */
const KEY_PREFIXES: Readonly<Record<string, string>> = { User: '005', Group: '00G' };

/**
 * The rows with some ids, and those within ranges of ids, as far as they are of the class; each once, and none of those
 * that were `delivered`, which grows.
 */
export async function* ownerPages(
  plan: SyncPlan,
  owners: readonly string[],
  ranges: readonly OwnerRange[],
  delivered: Set<string>,
): AsyncGenerator<readonly SalesforceRecord[], void, void> {
  const { org, context } = plan;
  const prefix = KEY_PREFIXES[plan.mapping.sobject] ?? '';
  const open = owners.filter((id) => id.startsWith(prefix) && !delivered.has(id));
  const conditions = [...chunks(open), ...ranges.map(within)];
  for (const one of conditions) {
    const start: QueryStart = { soql: rowsStatement(plan, one) };
    for await (const { records, prefetch } of queryPages(org.session, start, {
      batchSize: org.batchSize,
      context,
    })) {
      prefetch();
      const fresh = records.filter(({ Id: id }) => !delivered.has(shortId(String(id))));
      for (const { Id: id } of fresh) delivered.add(shortId(String(id)));
      yield fresh;
    }
  }
}

/** The rows of {@link ownerPages} where they fit into one statement, which takes the owners out; none where not. */
export async function fewOwners(
  plan: SyncPlan,
  owners: Set<string>,
  delivered: Set<string>,
): Promise<readonly SalesforceRecord[]> {
  if (owners.size > MAX_IDS) return [];
  const found: SalesforceRecord[] = [];
  for await (const records of ownerPages(plan, [...owners], [], delivered)) found.push(...records);
  owners.clear();
  return found;
}

type Rows = Exclude<Condition, 'none'>;

function* chunks(ids: readonly string[]): Generator<Rows, void, void> {
  for (let at = 0; at < ids.length; at += MAX_IDS) {
    yield idsIn(ids.slice(at, at + MAX_IDS));
  }
}

function within({ from, to }: OwnerRange): Rows {
  const ends = [
    ...(from === undefined ? [] : [`Id >= ${quote(from)}`]),
    ...(to === undefined ? [] : [`Id < ${quote(to)}`]),
  ];
  return ends.length === 0 ? 'all' : (condition(ends.join(' AND ')) as Rows);
}
