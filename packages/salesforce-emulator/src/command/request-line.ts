import type { RecordedRequest } from '../recorder/request-log.js';

/** A request as a line for people: time, what was asked, what came of it. */
export function requestLine(request: RecordedRequest): string {
  const { atMs, method, url, status, durationMs, apiCalls, errorCode, fault } = request;
  const outcome = status === 0 ? 'no answer' : String(status);
  const calls = `${apiCalls} API ${apiCalls === 1 ? 'call' : 'calls'}`;
  const time = new Date(atMs).toISOString().slice(11, 23);
  const words = [
    time,
    method,
    url,
    outcome,
    `${durationMs} ms`,
    calls,
    errorCode,
    fault && `fault: ${fault}`,
  ];
  return words.filter((word) => word !== null && word !== '').join('  ');
}
