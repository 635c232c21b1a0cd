import type { Answer } from '../session/query/ask-together.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { pagesFrom } from '../session/query/query-pages.js';
import { both, condition, type Condition } from '../soql/condition.js';
import { selectStatement } from '../soql/select.js';
import { STAMP, type SyncPlan } from './sync-plan.js';

/** The statement of the rows of the class for which a condition holds. */
export const rowsStatement = (
  { columns, mapping, where }: SyncPlan,
  more: Exclude<Condition, 'none'>,
): string =>
  selectStatement({
    fields: columns,
    sobject: mapping.sobject,
    where: both(where, more) as Exclude<Condition, 'none'>,
    orderBy: [STAMP, 'Id'].map((field) => ({ field, ascending: true })),
  });

export const stampedFrom = (field: string, from: string): Exclude<Condition, 'none'> =>
  condition(`${field} >= ${from}`) as Exclude<Condition, 'none'>;

/** Each row of an answer and of its further pages. */
export async function* rowsFrom(
  { org, context }: SyncPlan,
  answer: Answer,
): AsyncGenerator<SalesforceRecord, void, void> {
  for await (const { records, prefetch } of pagesFrom(org.session, answer, org.batchSize, context)) {
    prefetch();
    yield* records;
  }
}
