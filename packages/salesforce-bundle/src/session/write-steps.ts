import {
  ConnectorException,
  EXCEPTIONS,
  InvalidAttributeValueException,
  UnknownUidException,
  exceptionRow,
  type Uid,
} from '@icf-ts/framework/spi';
import { mapRefusal } from '../errors/map-error.js';
import { rowErrors, type SalesforceError } from '../errors/salesforce-errors.js';
import type { ApiRequest, CallContext } from './api-request.js';
import type { Session } from './session.js';

/** One request of a write. */
export interface WriteStep {
  /** Completes the sentence "Salesforce refused to …". */
  readonly action: string;
  readonly request: ApiRequest;
  /** What the object is like once the step is done, for the error of another step: a whole sentence, or nothing. */
  readonly done: string;
  /** Whether a refusal means that the aim had been reached before. */
  readonly settles?: (error: ConnectorException) => boolean;
  /** By which later steps refer to the answer: `@{name.records[0].Id}`. The step and those are 25 at most. */
  readonly ref?: string;
  /** The attribute that a refusal of its value is about. */
  readonly attribute?: string;
  /** Of a request for several rows: the action of each, which is refused or settled by itself. */
  readonly rows?: readonly string[];
}

/** In a request of a later step: the id of the row that the first one creates. */
export const CREATED_ID = '@{step0.id}';

/** Salesforce's limits of a composite request: parts, and among them queries and collections. */
const MAX_STEPS = 25;
const MAX_COSTLY = 5;
const COSTLY = /^\/(?:query|composite\/sobjects)/;

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
  const done: string[] = [];
  let failed: ConnectorException | undefined;
  const settle = (step: WriteStep, error: ConnectorException): void => {
    answers.push(undefined);
    if (!step.settles?.(error)) failed ??= error;
    else if (step.done !== '') done.push(step.done);
  };
  const finish = (step: WriteStep, answer: unknown): void => {
    answers.push(answer);
    const refused = step.rows ? refusedRows(step, answer, context) : [];
    failed ??= refused.find((error) => !step.settles?.(error));
    if (step.done !== '' && refused.every((error) => step.settles?.(error))) done.push(step.done);
  };
  for (const whole of requestsOf(steps)) {
    if (failed) break;
    const at = answers.length;
    const some = whole.map((step) => (at === 0 ? step : withId(step, answers[0])));
    if (some.length === 1) {
      const [step] = some as [WriteStep];
      try {
        finish(step, await session.request(step.request, { ...context, action: step.action }));
      } catch (error) {
        if (!(error instanceof ConnectorException)) throw error;
        settle(step, aboutAttribute(error, step, context));
      }
      continue;
    }
    const parts = await composite(session, some, context, at);
    for (const [index, step] of some.entries()) {
      const { body, httpStatusCode } = parts[index]!;
      if (httpStatusCode < 400) finish(step, body);
      else settle(step, refusal(rowErrors(body), step, context));
    }
  }
  // Nothing was done to an object that is not there, whatever was settled after.
  if (failed instanceof UnknownUidException && answers[0] === undefined) throw failed;
  if (failed) throw afterSteps(failed, done, uidOf(answers));
  return answers;
}

/** Parts steps into composite requests that Salesforce takes; a step stays with those that refer to it. */
function requestsOf(steps: readonly WriteStep[]): readonly (readonly WriteStep[])[] {
  const requests: WriteStep[][] = [];
  let costly = 0;
  for (const step of steps) {
    const isCostly = COSTLY.test(step.request.path);
    const last = requests.at(-1);
    const wanted = 1 + followersOf(step, steps);
    if (!last || last.length + wanted > MAX_STEPS || (isCostly && costly === MAX_COSTLY)) {
      requests.push([step]);
      costly = 0;
    } else last.push(step);
    if (isCostly) costly++;
  }
  return requests;
}

const followersOf = ({ ref }: WriteStep, steps: readonly WriteStep[]): number =>
  ref === undefined ? 0 : steps.filter(({ request }) => request.path.includes(`@{${ref}.`)).length;

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
  return aboutAttribute(mapRefusal(errors, { ...context, action: step.action }), step, context);
}

/** Salesforce names fields of the row that was written, which callers know nothing of. */
function aboutAttribute(
  error: ConnectorException,
  { attribute }: WriteStep,
  context: CallContext,
): ConnectorException {
  if (attribute === undefined || !(error instanceof InvalidAttributeValueException)) return error;
  const { message, cause } = error;
  return new InvalidAttributeValueException(message, {
    cause,
    attributeNames: [attribute],
    ...(context.uid ? { uid: context.uid } : {}),
  });
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
  if (id === undefined) return step;
  const request = JSON.parse(JSON.stringify(step.request).replaceAll(CREATED_ID, id)) as ApiRequest;
  return { ...step, request };
}

/** The same failure, saying what was done beside it. */
export function afterSteps(
  error: ConnectorException,
  done: readonly string[],
  uid: Uid | undefined,
): ConnectorException {
  if (done.length === 0) return error;
  const type = exceptionRow(error.name)?.type ?? EXCEPTIONS.ConnectorException.type;
  const known = uid ? ` Its Uid is ${uid.value}.` : '';
  return new type(`${done.join(' ')}${known} ${error.message}`, {
    cause: error,
    ...(uid ? { uid } : {}),
    ...(error.attributeNames ? { attributeNames: error.attributeNames } : {}),
  });
}
