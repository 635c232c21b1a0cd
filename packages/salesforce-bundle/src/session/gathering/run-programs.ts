import { ConnectorException } from '@icf-ts/framework/spi';
import { SalesforceRefusal, rowErrors } from '../../errors/salesforce-errors.js';
import type { CallContext } from '../api-request.js';
import { ingest } from '../bulk/bulk-ingest.js';
import type { SalesforceSession } from '../session.js';
import { mustBeAlone, requestsOf } from '../step-requests.js';
import { kindOf, mergedSteps, type MergedStep, type StepAnswer } from './merged-steps.js';
import type { Program, ReadyPart } from './program.js';

/**
 * Carries calls of several callers out together. What each would do in its own order is done in that order; what several
 * would do alike is one request. One API call for up to five collections of 200 rows, or 25 requests for themselves.
 */
export async function runPrograms(
  session: SalesforceSession,
  programs: readonly Program[],
  context: CallContext,
  ingestThreshold = 0,
): Promise<void> {
  for (;;) {
    const ready = programs.map((program) => program.takeReady()).filter(({ length }) => length > 0);
    if (ready.length === 0) return;
    const queues = ingestThreshold === 0 ? ready : await afterJobs(session, ready, context, ingestThreshold);
    // What has to go by itself must not part what can go together.
    const odd = queues.filter((parts) => parts.some(({ request }) => mustBeAlone(request)));
    const others = queues.filter((parts) => !odd.includes(parts));
    await sendAll(session, [...inSequence(others), ...inSequence(odd)], context);
  }
}

/** What is left of queues once jobs have done the rows of which there are so many, that come first in theirs. */
async function afterJobs(
  session: SalesforceSession,
  queues: readonly (readonly ReadyPart[])[],
  context: CallContext,
  threshold: number,
): Promise<readonly (readonly ReadyPart[])[]> {
  const byKind = new Map<string, ReadyPart[]>();
  for (const [first] of queues) {
    const kind = kindOf(first!.request);
    if (/^(?:POST|PATCH|DELETE) /.test(kind))
      byKind
        .set(kind, byKind.get(kind) ?? [])
        .get(kind)!
        .push(first!);
  }
  const done = new Set<ReadyPart>();
  for (const [kind, parts] of byKind) {
    if (parts.length < threshold) continue;
    const [method, sobject = ''] = kind.split(' ') as ['POST' | 'PATCH' | 'DELETE', string];
    const left = new Set(await ingest(session, { method, sobject, parts }, { ...context, writes: true }));
    for (const part of parts) if (!left.has(part)) done.add(part);
  }
  return queues.map((queue) => queue.filter((part) => !done.has(part))).filter(({ length }) => length > 0);
}

interface Queue {
  readonly parts: readonly ReadyPart[];
  readonly kinds: readonly string[];
  at: number;
}

/**
 * One sequence of requests that holds the order within each queue. Next is always the kind that comes later in as few
 * queues as can be, for those could not join.
 */
function inSequence(given: readonly (readonly ReadyPart[])[]): readonly MergedStep[] {
  const queues = given.map((parts): Queue => ({
    parts,
    kinds: parts.map((part) => kindOf(part.request)),
    at: 0,
  }));
  const steps: MergedStep[] = [];
  for (;;) {
    const open = queues.filter(({ parts, at }) => at < parts.length);
    if (open.length === 0) return steps;
    const heads = new Set(open.map(({ kinds, at }) => kinds[at]!));
    const later = (kind: string): number =>
      open.filter(({ kinds, at }) => kinds[at] !== kind && kinds.includes(kind, at)).length;
    const [kind] = [...heads].sort((one, other) => later(one) - later(other)) as [string];
    const taken: ReadyPart[] = [];
    for (const queue of open) while (queue.kinds[queue.at] === kind) taken.push(queue.parts[queue.at++]!);
    steps.push(...mergedSteps(kind, taken));
  }
}

async function sendAll(
  session: SalesforceSession,
  steps: readonly MergedStep[],
  context: CallContext,
): Promise<void> {
  for (const planned of requestsOf(steps)) {
    const group = planned.filter(({ parts }) => parts.some(({ program }) => !program.hasFailed));
    if (group.length === 0) continue;
    const answers = await send(session, group, context);
    const again = group.flatMap((step, at) => step.settle(answers[at]!));
    if (again.length > 0) await sendAlone(session, again, context);
  }
}

/** Each by itself: what is left of these was told too little of among others. */
async function sendAlone(
  session: SalesforceSession,
  steps: readonly MergedStep[],
  context: CallContext,
): Promise<void> {
  for (const step of steps) {
    const [answer] = await send(session, [step], context);
    await sendAlone(session, step.settle(answer!), context);
  }
}

/** Salesforce's limit of a URL with its headers. A part of a composite request has none. */
const MAX_URL = 15_000;

interface CompositePart {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

async function send(
  session: SalesforceSession,
  steps: readonly MergedStep[],
  context: CallContext,
): Promise<readonly StepAnswer[]> {
  const [{ request }] = steps as [MergedStep];
  const writes = steps.some((step) => step.request.method !== 'GET');
  const calling = { ...context, writes };
  try {
    if (steps.length === 1 && request.path.length <= MAX_URL)
      return [{ body: await session.request<unknown>(request, calling) }];
    const compositeRequest = steps.map(({ request: { method, path, body } }, at) => ({
      method,
      url: session.versionPath + path,
      referenceId: `step${at}`,
      ...(body ? { body } : {}),
    }));
    const { compositeResponse } = await session.request<{ compositeResponse: readonly CompositePart[] }>(
      { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
      calling,
    );
    return compositeResponse.map(({ body, httpStatusCode }) =>
      httpStatusCode < 400 ? { body } : { errors: rowErrors(body) },
    );
  } catch (failure) {
    const { cause } = failure as { cause?: unknown };
    const isTold =
      failure instanceof ConnectorException && cause instanceof SalesforceRefusal && !failure.outcomeUnknown;
    return steps.map(() => (isTold && steps.length === 1 ? { errors: cause.errors } : { failure }));
  }
}
