import type { CallContext } from '../session/api-request.js';
import { pageOf, type Answer, type Question } from '../session/query/ask-together.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { pagesFrom, queryPages } from '../session/query/query-pages.js';
import { both, condition, sameCondition, type Condition } from '../soql/condition.js';
import { quote } from '../soql/escape.js';
import { selectStatement } from '../soql/select.js';
import { STAMP, type SyncPlan } from './sync-plan.js';

type Rows = Exclude<Condition, 'none'>;

/** The statement of the rows of the class for which a condition holds. */
export const rowsStatement = (plan: SyncPlan, more: Rows, where = plan.where): string =>
  selectStatement({
    fields: plan.columns,
    sobject: plan.mapping.sobject,
    where: both(where, more) as Rows,
    orderBy: [STAMP, 'Id'].map((field) => ({ field, ascending: true })),
  });

export const stampedFrom = (field: string, from: string): Rows => condition(`${field} >= ${from}`) as Rows;

/** The rows with some ids. */
export const idsIn = (ids: readonly string[]): Rows =>
  condition(`Id IN (${ids.map(quote).join(',')})`) as Rows;

/** Whether rows may leave the class without being deleted. */
export const rowsMayLeave = ({ where, everWhere }: SyncPlan): boolean => !sameCondition(where, everWhere);

/** Asks which of some rows are of the class. */
export const memberQuestion = ({ mapping, where }: SyncPlan, rows: Rows): Question & { soql: string } => ({
  soql: selectStatement({ fields: ['Id'], sobject: mapping.sobject, where: both(where, rows) as Rows }),
});

/**
 * The ids of those rows that are not of the class.
 * @param answer to {@link memberQuestion} for all rows: it spares a call of its own, if it came whole.
 */
export async function othersAmong(
  plan: SyncPlan,
  records: readonly SalesforceRecord[],
  answer: Answer | undefined,
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const others = new Set(records.map(({ Id: id }) => String(id)));
  if (others.size === 0) return others;
  const { session, batchSize } = plan.org;
  const page = answer && pageOf(answer, context);
  const start = page?.done ? { page } : memberQuestion(plan, idsIn([...others]));
  for await (const { records: members } of queryPages(session, start, { batchSize, context })) {
    for (const { Id: id } of members) others.delete(String(id));
  }
  return others;
}

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
