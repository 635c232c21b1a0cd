import { fitsUrl } from '../../soql/select.js';
import type { CallContext } from '../api-request.js';
import type { Session } from '../session.js';
import { MAX_QUERIES, askTogether, pageOf, type Question } from './ask-together.js';
import { queryPath, type QueryPage, type SalesforceRecord } from './query-page.js';

/** All rows of a query that is known to be small: one API call. */
export async function queryAll(
  session: Session,
  soql: string,
  context: CallContext,
): Promise<readonly SalesforceRecord[]> {
  const { records } = await session.request<QueryPage>({ method: 'GET', path: queryPath(soql) }, context);
  return records;
}

/**
 * All rows of several queries, of any length. Up to five queries are one API call; so are up to five further pages,
 * whichever queries they are of.
 * @returns the rows, in the order of the statements.
 * @throws ConnectorException of the first statement that Salesforce refused.
 */
export async function queryAllTogether(
  session: Session,
  statements: readonly string[],
  context: CallContext,
): Promise<readonly (readonly SalesforceRecord[])[]> {
  const reading = { ...context, writes: false };
  const rows: SalesforceRecord[][] = statements.map(() => []);
  let open: readonly (readonly [index: number, question: Question])[] = statements.map((soql, index) => [
    index,
    { soql },
  ]);
  while (open.length > 0) {
    const now = open.slice(0, MAX_QUERIES);
    const pages = await pagesOf(
      session,
      now.map(([, question]) => question),
      reading,
    );
    const more = now.flatMap(([index], at) => {
      const { records, nextRecordsUrl } = pages[at]!;
      for (const record of records) rows[index]!.push(record);
      return nextRecordsUrl ? [[index, { nextRecordsUrl }] as const] : [];
    });
    open = [...open.slice(MAX_QUERIES), ...more];
  }
  return rows;
}

async function pagesOf(
  session: Session,
  questions: readonly Question[],
  context: CallContext,
): Promise<readonly QueryPage[]> {
  const [only] = questions as [Question];
  const path = 'soql' in only ? queryPath(only.soql) : 'nextRecordsUrl' in only ? only.nextRecordsUrl : '';
  if (questions.length === 1 && !('soql' in only && !fitsUrl(only.soql)))
    return [await session.request<QueryPage>({ method: 'GET', path }, context)];
  return (await askTogether(session, questions, context)).map((answer) => pageOf(answer, context));
}
