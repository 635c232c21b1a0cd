import type { RestValue } from '../record/row.js';

/** The failures that have a name; each is a row of {@link FAULT_KINDS}, which a fault's own properties override. */
export type FaultKind =
  | 'sessionExpired'
  | 'requestLimit'
  | 'dailyLimit'
  | 'maintenance'
  | 'lockRow'
  | 'timeoutBefore'
  | 'timeoutAfter'
  | 'reset'
  | 'slow'
  | 'clockSkew'
  | 'lateCommit'
  | 'rowsChange';

/** Rows that change by themselves, as when somebody else works in the org. */
export interface RowChange {
  readonly object: string;
  /** How many; default 1. */
  readonly rows?: number;
  /** Default: their stamps alone change. */
  readonly values?: Readonly<Record<string, Exclude<RestValue, object>>>;
}

/**
 * Something that goes wrong, for tests of what a client does then. The first group tells which requests it hits, the
 * others what happens; with nothing that happens it is a 503 with a maintenance page.
 */
export interface Fault {
  readonly kind?: FaultKind;

  /** How many requests it hits; default 1, 0 = all. */
  readonly times?: number;
  /** Hits only paths that begin so; default `/services/data/`, which is the REST API. */
  readonly path?: string;
  /** Hits only these methods; default all. */
  readonly method?: string | readonly string[];
  /** Hits only requests whose path or query statement names the object; bodies are not looked into. */
  readonly object?: string;
  /** The first matching request it can hit, from 1; default 1. */
  readonly nth?: number;
  /** How likely it hits a matching request, from 0 to 1; default 1. */
  readonly probability?: number;
  /** Decides what `probability` and `change` pick; default 1. */
  readonly seed?: number;

  /** HTTP status of an answer in the place of the org's. */
  readonly status?: number;
  /** Sent as it is when text, else as JSON; default a maintenance page. */
  readonly body?: unknown;
  /** Default `application/json;charset=UTF-8` for JSON, `text/html;charset=UTF-8` for text. */
  readonly contentType?: string;

  /** Cuts the connection: before the request is worked on, or after it was, in place of the answer. */
  readonly disconnect?: 'before' | 'after';
  /** Never answers: the request is not worked on, or it was. */
  readonly hang?: 'before' | 'after';
  /** Resets the connection after so many bytes of the answer's body. */
  readonly cutAfterBytes?: number;
  /** Waits before the request is worked on. */
  readonly delayMs?: number;

  /** Ends the session of the request first. */
  readonly endSession?: boolean;
  /** Uses up the day's API calls first. */
  readonly exhaustLimit?: boolean;
  /** Sets the org's clock so far off, for good. */
  readonly clockSkewMs?: number;
  /** What the request writes is stamped so long ago, as by a transaction that took so long to commit. */
  readonly backdateSeconds?: number;
  readonly change?: RowChange;
}

const WRITES = ['POST', 'PATCH', 'PUT', 'DELETE'];
const refusal = (status: number, errorCode: string, message: string): Fault => ({
  status,
  body: [{ message, errorCode }],
});

export const FAULT_KINDS: Readonly<Record<FaultKind, Fault>> = {
  sessionExpired: { endSession: true },
  requestLimit: refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  dailyLimit: { exhaustLimit: true },
  maintenance: { status: 503 },
  lockRow: {
    method: WRITES,
    ...refusal(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
  },
  timeoutBefore: { hang: 'before' },
  timeoutAfter: { hang: 'after' },
  reset: { cutAfterBytes: 0 },
  slow: { delayMs: 5_000 },
  clockSkew: { clockSkewMs: 300_000 },
  lateCommit: { method: WRITES, backdateSeconds: 60 },
  rowsChange: { change: { object: 'User', rows: 1 } },
};

const WHAT_HAPPENS = [
  'disconnect',
  'hang',
  'cutAfterBytes',
  'delayMs',
  'endSession',
  'exhaustLimit',
  'clockSkewMs',
  'backdateSeconds',
  'change',
] as const;

/** True when the fault answers in the org's place. */
export function answersItself(fault: Fault): boolean {
  if (fault.status !== undefined || fault.body !== undefined) return true;
  return WHAT_HAPPENS.every((name) => fault[name] === undefined);
}
