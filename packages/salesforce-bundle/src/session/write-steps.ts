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
  /** What the object is like once the step is done, for the error of another step: a whole sentence. */
  readonly done: Words;
  /** Whether a refusal means that the aim had been reached before. */
  readonly settles?: (error: ConnectorException) => boolean;
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
 * steps. Salesforce takes them in their order; a failed step stops only those that refer to it.
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
  let failed: ConnectorException | undefined;
  const settle = (step: WriteStep, error: ConnectorException): void => {
    answers.push(undefined);
    if (step.settles?.(error)) done.push(step.done);
    else failed ??= error;
  };
  for (let at = 0; at < steps.length && !failed; at += MAX_STEPS) {
    const some = steps.slice(at, at + MAX_STEPS).map((step) => (at === 0 ? step : withId(step, answers[0])));
    if (some.length === 1) {
      const [step] = some as [WriteStep];
      try {
        answers.push(await session.request(step.request, { ...context, action: step.action }));
        done.push(step.done);
      } catch (error) {
        if (!(error instanceof ConnectorException)) throw error;
        settle(step, error);
      }
      continue;
    }
    const parts = await composite(session, some, context, at);
    for (const [index, step] of some.entries()) {
      const { body, httpStatusCode } = parts[index]!;
      if (httpStatusCode < 400) {
        answers.push(body);
        done.push(step.done);
      } else settle(step, mapRefusal(rowErrors(body), { ...context, action: step.action }));
    }
  }
  if (failed) throw afterSteps(failed, done, uidOf(answers));
  return answers;
}

async function composite(
  session: Session,
  steps: readonly WriteStep[],
  context: CallContext,
  offset: number,
): Promise<readonly Part[]> {
  const compositeRequest = steps.map(({ request: { method, path, body } }, index) => ({
    method,
    url: session.versionPath + path,
    referenceId: `step${offset + index}`,
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
  if (id === undefined) return step;
  const request = JSON.parse(JSON.stringify(step.request).replaceAll(CREATED_ID, id)) as ApiRequest;
  return { ...step, request };
}

/** The same failure, saying what was done beside it. */
export function afterSteps(
  error: ConnectorException,
  done: readonly Words[],
  uid: Uid | undefined,
): ConnectorException {
  if (done.length === 0) return error;
  const exception = exceptionRow(error.name) ? (error.name as ExceptionName) : 'ConnectorException';
  const known = uid ? [text('done.uid', uid.value)] : [];
  return worded(exception, [...done, ...known, error], {
    cause: error,
    ...(uid ? { uid } : {}),
    ...(error.attributeNames ? { attributeNames: error.attributeNames } : {}),
    ...(error.outcomeUnknown ? { outcomeUnknown: true } : {}),
  });
}
