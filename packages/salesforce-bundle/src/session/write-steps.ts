import {
  ConnectorException,
  InvalidAttributeValueException,
  UnknownUidException,
  exceptionRow,
  type ExceptionName,
  type Uid,
} from '@icf-ts/framework/spi';
import { mapRefusal } from '../errors/map-error.js';
import { rowErrors, type SalesforceError } from '../errors/salesforce-errors.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { ApiRequest, CallContext } from './api-request.js';
import type { Session } from './session.js';
import { requestsOf } from './step-requests.js';

/** One request of a write. */
export interface WriteStep {
  /** Completes the sentence "Salesforce refused to …". */
  readonly action: Words;
  readonly request: ApiRequest;
  /** What the object is like once the step is done, for the error of another step: a whole sentence; absent for a reading. */
  readonly done?: Words;
  /** By what a later step of the same composite request names the answer: `@{ref.id}`. */
  readonly ref?: string;
  /** Of a query that looks for the object: what an answer without rows means. */
  readonly mustFind?: () => ConnectorException;
  /** Whether a refusal means that the aim had been reached before, or need not be. */
  readonly settles?: (error: ConnectorException) => boolean;
  /** The attribute that it is for: a refusal of its value is about that. */
  readonly attribute?: string;
  /** Of a request for several rows: the action of each, which is refused or settled by itself. */
  readonly rows?: readonly Words[];
  /** Says more of the refusal of this step, at the price of calls of its own. */
  readonly explain?: (error: ConnectorException) => Promise<ConnectorException>;
  /** That the body holds texts of a caller's, who may not refer to other answers with them. */
  readonly texts?: true;
}

/** In a request of a later step: the id of the row that the first one creates. */
export const CREATED_ID = '@{step0.id}';
/** The first step where it looks for the row that the others write; in their requests: the id of the row found. */
export const LOOK = 'look';
export const LOOKED_UP = `@{${LOOK}.records[0].Id}`;

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

/**
 * Sends the steps of one write: a single one by itself, several as one composite request, which is one API call up to 25
 * steps. Salesforce takes them in their order; a failed step stops only those that refer to it. A text that Salesforce
 * would take for a reference goes by itself.
 * @returns the answers, in the order of the steps; undefined where a refusal settled a step.
 * @throws ConnectorException of the first step that failed, saying also what was done.
 */
export async function runSteps(
  session: Session,
  steps: readonly WriteStep[],
  context: CallContext,
  uidOf: (answers: readonly unknown[]) => Uid | undefined,
): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const done: Words[] = [];
  let failed: { readonly step: WriteStep; readonly error: ConnectorException } | undefined;
  const tell = (step: WriteStep): void => void (step.done && done.push(step.done));
  const settle = (step: WriteStep, error: ConnectorException): void => {
    answers.push(undefined);
    settleAnswer(step, error);
  };
  const settleAnswer = (step: WriteStep, error: ConnectorException): void => {
    if (step.settles?.(error)) tell(step);
    else failed ??= { step, error };
  };
  const finish = (step: WriteStep, answer: unknown): void => {
    answers.push(answer);
    if (step.mustFind && foundId(answer) === undefined) return void settleAnswer(step, step.mustFind());
    const refused = step.rows ? refusedRows(step, answer, context) : [];
    const error = refused.find((each) => !step.settles?.(each));
    if (error) failed ??= { step, error };
    else tell(step);
  };
  for (const group of requestsOf(steps)) {
    if (failed) break;
    const at = answers.length;
    const some = group.map((step) => (at === 0 ? step : withIds(step, answers[0])));
    const [step] = some as [WriteStep];
    try {
      if (some.length === 1) {
        finish(step, await session.request(step.request, { ...context, action: step.action }));
        continue;
      }
      const parts = await composite(session, some, context, at);
      for (const [index, each] of some.entries()) {
        const { body, httpStatusCode } = parts[index]!;
        if (httpStatusCode < 400) finish(each, body);
        else settle(each, refusal(rowErrors(body), each, context));
      }
    } catch (error) {
      if (!(error instanceof ConnectorException)) throw error;
      if (some.length > 1) throw afterSteps(error, done, uidOf(answers));
      settle(step, aboutAttribute(error, step));
    }
  }
  if (failed) {
    const { step, error } = failed;
    // Nothing was done to an object that is not there, whatever was settled after.
    if (step === steps[0] && error instanceof UnknownUidException)
      throw (await step.explain?.(error)) ?? error;
    throw afterSteps((await step.explain?.(error)) ?? error, done, uidOf(answers));
  }
  return answers;
}

interface RowAnswer {
  readonly success: boolean;
  readonly errors?: readonly unknown[];
}

const refusedRows = (step: WriteStep, answer: unknown, context: CallContext): readonly ConnectorException[] =>
  (answer as readonly RowAnswer[]).flatMap(({ success, errors = [] }, at) =>
    success ? [] : [refusal(rowErrors(errors), { ...step, action: step.rows![at] ?? step.action }, context)],
  );

function refusal(
  errors: readonly SalesforceError[],
  step: WriteStep,
  context: CallContext,
): ConnectorException {
  return aboutAttribute(mapRefusal(errors, { ...context, action: step.action }), step);
}

/** Salesforce names fields of the row that was written, which callers know nothing of. */
function aboutAttribute(error: ConnectorException, { attribute }: WriteStep): ConnectorException {
  if (attribute === undefined || !(error instanceof InvalidAttributeValueException)) return error;
  return retold(error, [error], { attributeNames: [attribute] });
}

async function composite(
  session: Session,
  steps: readonly WriteStep[],
  context: CallContext,
  offset: number,
): Promise<readonly Part[]> {
  const compositeRequest = steps.map(({ ref, request: { method, path, body } }, index) => ({
    method,
    url: session.versionPath + path,
    referenceId: ref ?? `step${offset + index}`,
    ...(body ? { body } : {}),
  }));
  const { compositeResponse } = await session.request<{ compositeResponse: readonly Part[] }>(
    { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
    context,
  );
  return compositeResponse;
}

/** A reference reaches no further than its composite request. */
function withIds(step: WriteStep, first: unknown): WriteStep {
  const { id } = (first ?? {}) as { id?: string };
  if (id !== undefined) return forRow(step, id);
  const found = foundId(first);
  return found === undefined ? step : inPlaceOf(step, LOOKED_UP, found);
}

/** The id of the first row that a query was answered. */
const foundId = (answer: unknown): string | undefined =>
  (answer as { records?: readonly { Id?: string }[] } | undefined)?.records?.[0]?.Id;

/** The step for a row that is there already, in the place of the one to be created. */
export const forRow = (step: WriteStep, id: string): WriteStep => inPlaceOf(step, CREATED_ID, id);

/** The step with another id, or another reference, in the place of one. Texts of a caller's stay what they are. */
export function inPlaceOf(step: WriteStep, id: string, other: string): WriteStep {
  const { request } = step;
  const path = request.path.replaceAll(id, other);
  if (!request.body || step.texts) return { ...step, request: { ...request, path } };
  const body = JSON.parse(JSON.stringify(request.body).replaceAll(id, other)) as typeof request.body;
  return { ...step, request: { ...request, path, body } };
}

/** The same failure, saying what was done beside it. */
export function afterSteps(
  error: ConnectorException,
  done: readonly Words[],
  uid: Uid | undefined,
): ConnectorException {
  if (done.length === 0) return error;
  const known = uid ? [text('done.uid', uid.value)] : [];
  return retold(error, [...done, ...known, error], uid ? { uid } : {});
}

/** The same failure in other sentences. What stands behind it stays behind it. */
export function retold(
  error: ConnectorException,
  sentences: readonly Words[],
  more: {
    readonly uid?: { readonly value: string };
    readonly attributeNames?: readonly string[];
    readonly outcomeUnknown?: boolean;
  } = {},
): ConnectorException {
  const exception = exceptionRow(error.name) ? (error.name as ExceptionName) : 'ConnectorException';
  return worded(exception, sentences, {
    cause: error.cause ?? error,
    ...(error.uid ? { uid: error.uid } : {}),
    ...(error.attributeNames ? { attributeNames: error.attributeNames } : {}),
    ...(error.outcomeUnknown ? { outcomeUnknown: true } : {}),
    ...more,
  });
}
