import { mapRefusal } from '../../errors/map-error.js';
import { rowErrors, type SalesforceError } from '../../errors/salesforce-errors.js';
import type { CallContext } from '../api-request.js';
import type { Session } from '../session.js';
import { batchHeaders, queryPath, type QueryPage } from './query-page.js';

/** Salesforce's limits of a composite request. */
export const MAX_QUERIES = 5;
const MAX_PARTS = 25;

/** A question that changes nothing: a statement, the further page of one, or the path of another resource. */
export type Question =
  { readonly soql: string } | { readonly nextRecordsUrl: string } | { readonly path: string };

/** What a question was answered. */
export interface Answer {
  readonly body: unknown;
  /** Why it was refused; empty where it was not. */
  readonly errors: readonly SalesforceError[];
}

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

/**
 * Asks several things at once, of any length: a part of a composite request may be longer than a URL. One API call for
 * up to five queries with what else is asked, a further one for each five more. Parts may be refused one by one.
 * @param batchSize rows in an answer; Salesforce's own choice where it is undefined.
 * @returns the answers, in the order of the questions.
 */
export async function askTogether(
  session: Session,
  questions: readonly Question[],
  context: CallContext,
  batchSize?: number,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  await Promise.all(
    callsFor(questions).map(async (call) => {
      const compositeRequest = call.map(([index, question]) => ({
        method: 'GET',
        url: urlOf(question, session.versionPath),
        referenceId: `part${index}`,
        ...(isQuery(question) && batchSize !== undefined && { httpHeaders: batchHeaders(batchSize) }),
      }));
      const { compositeResponse } = await session.request<{ compositeResponse: readonly Part[] }>(
        { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
        context,
      );
      for (const [at, { body, httpStatusCode }] of compositeResponse.entries()) {
        answers[call[at]![0]] = { body, errors: httpStatusCode < 400 ? [] : rowErrors(body) };
      }
    }),
  );
  return answers;
}

/** Whether a query more would cost no further call. */
export const hasRoomFor = (questions: readonly Question[]): boolean =>
  questions.filter(isQuery).length % MAX_QUERIES > 0;

/** The rows that a query was answered. @throws ConnectorException where it was refused. */
export function pageOf({ body, errors }: Answer, context: CallContext): QueryPage {
  if (errors.length > 0) throw mapRefusal(errors, context);
  return body as QueryPage;
}

type Asked = readonly [index: number, question: Question];

/** Each question in the first call that has room for it. */
function callsFor(questions: readonly Question[]): readonly (readonly Asked[])[] {
  const calls: Asked[][] = [];
  for (const asked of questions.entries()) {
    const queries = (call: readonly Asked[]): number => call.filter(([, each]) => isQuery(each)).length;
    const call = calls.find(
      (some) => some.length < MAX_PARTS && (!isQuery(asked[1]) || queries(some) < MAX_QUERIES),
    );
    if (call) call.push(asked);
    else calls.push([asked]);
  }
  return calls;
}

const isQuery = (question: Question): boolean => !('path' in question);

function urlOf(question: Question, versionPath: string): string {
  if ('nextRecordsUrl' in question) return question.nextRecordsUrl;
  return versionPath + ('path' in question ? question.path : queryPath(question.soql));
}
