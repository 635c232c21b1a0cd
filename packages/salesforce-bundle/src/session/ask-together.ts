import { mapRefusal } from '../errors/map-error.js';
import { rowErrors, type SalesforceError } from '../errors/salesforce-errors.js';
import type { CallContext } from './api-request.js';
import { queryPages, type FetchedPage, type QueryPage } from './query-pages.js';
import type { Session } from './session.js';

/** Salesforce's limits of a composite request. */
const MAX_QUERIES = 5;
const MAX_PARTS = 25;

/** A question that changes nothing: a statement, or the path of a resource. */
export type Question = { readonly soql: string } | { readonly path: string };

/** What a question was answered. */
export interface Answer {
  readonly body: unknown;
  /** Why it was refused; empty where it was not. */
  readonly errors: readonly SalesforceError[];
}

/**
 * Asks several things at once: one API call for up to five queries with what else is asked, a further one for each five
 * more. Parts may be refused one by one.
 */
export async function askTogether(
  session: Session,
  questions: readonly Question[],
  batchSize: number,
  context: CallContext,
): Promise<readonly Answer[]> {
  const calls: { index: number; question: Question }[][] = [];
  for (const [index, question] of questions.entries()) {
    const fits = (call: readonly { question: Question }[]): boolean =>
      call.length < MAX_PARTS &&
      (!('soql' in question) || call.filter((part) => 'soql' in part.question).length < MAX_QUERIES);
    const call = calls.find(fits) ?? [];
    if (call.length === 0) calls.push(call);
    call.push({ index, question });
  }
  const answers: Answer[] = [];
  await Promise.all(
    calls.map(async (call) => {
      const compositeRequest = call.map(({ index, question }) => ({
        method: 'GET',
        url: session.versionPath + pathOf(question),
        referenceId: `part${index}`,
        ...('soql' in question && { httpHeaders: { 'Sforce-Query-Options': `batchSize=${batchSize}` } }),
      }));
      const { compositeResponse } = await session.request<{
        compositeResponse: readonly { body: unknown; httpStatusCode: number }[];
      }>({ method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } }, context);
      for (const [at, { body, httpStatusCode }] of compositeResponse.entries()) {
        answers[call[at]!.index] = { body, errors: httpStatusCode < 400 ? [] : rowErrors(body) };
      }
    }),
  );
  return answers;
}

const pathOf = (question: Question): string =>
  'path' in question ? question.path : `/query?q=${encodeURIComponent(question.soql)}`;

/** The rows of a query that was asked together with others: the page that came with them, and those after it. */
export async function* pagesFrom(
  session: Session,
  { body, errors }: Answer,
  batchSize: number,
  context: CallContext,
): AsyncGenerator<FetchedPage, void, void> {
  if (errors.length > 0) throw mapRefusal(errors, context);
  const first = body as QueryPage;
  yield { ...first, extra: undefined, isFirst: true, prefetch: () => undefined };
  if (first.nextRecordsUrl)
    yield* queryPages(session, { path: first.nextRecordsUrl }, { batchSize, context });
}
