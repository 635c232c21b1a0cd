import type { HttpResponse } from 'jsforce';
import { SalesforceRefusal, salesforceErrors, type SalesforceError } from '../errors/salesforce-errors.js';
import { TransportFailure } from '../errors/transport-failure.js';
import type { Clock } from './clock.js';

export interface RetryLimits {
  /** Calls beside the first one. */
  readonly maxRetries: number;
  /** Before the first repetition; doubled for each further one, and up to half of it left to chance. */
  readonly retryDelayMs: number;
}

const MAX_DELAY_MS = 30_000;
/** Whoever has to wait longer than this is told so instead. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Refusals after which Salesforce certainly has not carried out the call. */
const NOT_EXECUTED = new Set([
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'ERROR_HTTP_420',
  'ERROR_HTTP_429',
  'ERROR_HTTP_503',
]);
/** The same for logins. */
const LOGIN_NOT_EXECUTED = new Set(['temporarily_unavailable', 'server_error']);
/** Refusals that leave it open: good for calls that change nothing. */
const MAYBE_EXECUTED = new Set(['UNKNOWN_EXCEPTION', 'ERROR_HTTP_500', 'ERROR_HTTP_502', 'ERROR_HTTP_504']);
/** What the network says when it may be better soon; a wrong name or certificate will not be. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/** Whether to repeat a call that failed so; `reads`: it changes nothing. */
export function mayRepeat(error: unknown, reads: boolean): boolean {
  if (error instanceof TransportFailure) {
    if (error.kind === 'broken' || error.kind === 'stale') return reads;
    const { code } = (error.cause ?? {}) as { code?: string };
    return error.kind === 'connect' && (error.cause === undefined || PASSING.has(code ?? ''));
  }
  const refusals = refusalsOf(error);
  return refusals.length > 0 && refusals.every((refusal) => isPassing(refusal, reads));
}

/** As {@link mayRepeat} for a login, whose errors are ICF's already. */
export function mayRepeatLogin(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: unknown };
  const refusals = refusalsOf(cause);
  return (
    mayRepeat(cause, false) ||
    (refusals.length > 0 && refusals.every(({ code }) => LOGIN_NOT_EXECUTED.has(code)))
  );
}

const refusalsOf = (error: unknown): readonly SalesforceError[] =>
  error instanceof SalesforceRefusal ? error.errors : salesforceErrors(error);

const isPassing = ({ code, message }: SalesforceError, reads: boolean): boolean =>
  NOT_EXECUTED.has(code) ||
  (code === 'REQUEST_LIMIT_EXCEEDED' && /concurrent/i.test(message)) ||
  (reads && MAYBE_EXECUTED.has(code));

/**
 * Makes a call, and makes it again while `repeat` says so and tries are left. Each try hands over the answers that it
 * heard, for their header Retry-After.
 * @throws what the last try failed with, or what the signal was aborted with.
 */
export async function retrying<T>(
  { maxRetries, retryDelayMs }: RetryLimits,
  clock: Clock,
  signal: AbortSignal | undefined,
  repeat: (error: unknown) => boolean,
  attempt: (heard: (response: HttpResponse) => void) => Promise<T>,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    let last: HttpResponse | undefined;
    try {
      return await attempt((response) => (last = response));
    } catch (error) {
      if (retries >= maxRetries || signal?.aborted || !repeat(error)) throw error;
      const told = retryAfterMs(last, clock.now());
      if (told > MAX_RETRY_AFTER_MS) throw error;
      const longest = Math.min(retryDelayMs * 2 ** retries, MAX_DELAY_MS);
      await clock.sleep(Math.max(told, longest * (1 - clock.random() / 2)), signal);
    }
  }
}

/** Seconds, or a date. */
function retryAfterMs(response: HttpResponse | undefined, nowMs: number): number {
  const text = response?.headers?.['retry-after'] ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}
