import { requestErrors } from '../../errors/request-errors.js';
import { ok } from '../rest-call.js';
import type { RestAnswer, RestCall, RestResource } from '../rest-call.js';
import { listOf, textOf } from './part.js';
import { callVersioned, isFailure } from './run-parts.js';

const MAX_PARTS = 25;

const HALTED: RestAnswer = {
  status: 412,
  body: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
};

function batch(call: RestCall): RestAnswer {
  const { values } = call.body();
  const parts = listOf(values, 'batchRequests').map((part) => ({
    method: textOf(part, 'method').toUpperCase(),
    url: textOf(part, 'url').replace(/^\/?(?:services\/data\/)?/i, ''),
    body: part.richInput,
  }));
  if (parts.length > MAX_PARTS)
    throw requestErrors.limitExceeded(`A batch can hold at most ${MAX_PARTS} subrequests`);
  let hasErrors = false;
  const results = parts.map(({ method, url, body }) => {
    const isHalted = hasErrors && values.haltOnError === true;
    const answer = isHalted ? HALTED : callVersioned(call, method, url, body);
    hasErrors ||= isFailure(answer);
    return { statusCode: answer.status, result: answer.body ?? null };
  });
  return ok({ hasErrors, results });
}

/** Calls that have nothing to do with each other, in one request. */
export const BATCH_RESOURCES: readonly RestResource[] = [
  { path: '/composite/batch', methods: { POST: batch } },
];
