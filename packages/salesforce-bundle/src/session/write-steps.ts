import { ConnectorException, exceptionRow, type ExceptionName, type Uid } from '@icf-ts/framework/spi';
import { mapRefusal } from '../errors/map-error.js';
import { rowErrors } from '../errors/salesforce-errors.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { ApiRequest, CallContext } from './api-request.js';
import type { Session } from './session.js';

/** One request of a write. */
export interface WriteStep {
  /** Completes the sentence "Salesforce refused to …". */
  readonly action: Words;
  readonly request: ApiRequest;
  /** What the object is like once the step is done, for the error of another step: a whole sentence; absent for a reading. */
  readonly done?: Words;
  /** By what a later step of the same composite request names the answer: `@{ref.id}`. */
  readonly ref?: string;
  /** Whether a refusal means that the aim had been reached before, or need not be. */
  readonly settles?: (error: ConnectorException) => boolean;
  /** Says more of the refusal of this step, at the price of calls of its own. */
  readonly explain?: (error: ConnectorException) => Promise<ConnectorException>;
  /** That the body holds texts of a caller's, who may not refer to other answers with them. */
  readonly texts?: true;
}

/** In a request of a later step: the id of the row that the first one creates. */
export const CREATED_ID = '@{step0.id}';

/** Salesforce's limit of a composite request. */
const MAX_STEPS = 25;

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
    if (step.settles?.(error)) tell(step);
    else failed ??= { step, error };
  };
  for (const group of groups(steps)) {
    if (failed) break;
    const at = answers.length;
    const some = group.map((step) => (at === 0 ? step : withId(step, answers[0])));
    try {
      if (some.length === 1) {
        answers.push(await session.request(some[0]!.request, { ...context, action: some[0]!.action }));
        tell(some[0]!);
        continue;
      }
      const parts = await composite(session, some, context, at);
      for (const [index, step] of some.entries()) {
        const { body, httpStatusCode } = parts[index]!;
        if (httpStatusCode < 400) {
          answers.push(body);
          tell(step);
        } else settle(step, mapRefusal(rowErrors(body), { ...context, action: step.action }));
      }
    } catch (error) {
      if (!(error instanceof ConnectorException)) throw error;
      if (some.length > 1) throw afterSteps(error, done, uidOf(answers));
      settle(some[0]!, error);
    }
  }
  if (failed) {
    const { step, error } = failed;
    throw afterSteps((await step.explain?.(error)) ?? error, done, uidOf(answers));
  }
  return answers;
}

/** What goes together in one request. */
function groups(steps: readonly WriteStep[]): readonly (readonly WriteStep[])[] {
  const found: WriteStep[][] = [];
  let open: WriteStep[] | undefined;
  for (const step of steps) {
    const alone = step.texts === true && JSON.stringify(step.request.body ?? '').includes('@{');
    if (!open || alone || open.length === MAX_STEPS) found.push((open = []));
    open.push(step);
    if (alone) open = undefined;
  }
  return found;
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
function withId(step: WriteStep, created: unknown): WriteStep {
  const { id } = (created ?? {}) as { id?: string };
  return id === undefined ? step : forRow(step, id);
}

/** The step for a row that is there already, in the place of the one to be created. */
export function forRow(step: WriteStep, id: string): WriteStep {
  const { request } = step;
  const path = request.path.replaceAll(CREATED_ID, id);
  if (!request.body || step.texts) return { ...step, request: { ...request, path } };
  const body = JSON.parse(JSON.stringify(request.body).replaceAll(CREATED_ID, id)) as typeof request.body;
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
  more: { readonly uid?: { readonly value: string }; readonly outcomeUnknown?: boolean } = {},
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
