import type { HttpResponse } from 'jsforce';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Clock } from './clock.js';

/** How long a count that forbids calls is believed before one call asks anew. */
const PROBE_AFTER_MS = 5 * 60_000;

/** What Salesforce said of the org's API calls of the last 24 hours. */
export interface DailyUsage {
  readonly used: number;
  readonly allowed: number;
}

/**
 * The API calls of a session, and those of the whole org as each answer tells them. With a reserve, calls that would
 * take from it are refused before they are sent.
 */
export class ApiUsage {
  readonly #reserve: number;
  readonly #clock: Clock;
  #daily: DailyUsage | undefined;
  #heardMs = 0;
  #calls = 0;
  #inFlight = 0;
  /** Whether an answer came that tells no count: something on the way takes it out. */
  #isUntold = false;
  /** Over with the one call that finds the first count out. */
  #first: Promise<void> | undefined;

  constructor(reserve: number, clock: Clock) {
    this.#reserve = reserve;
    this.#clock = clock;
  }

  /** API calls that this session has sent, repetitions included. */
  get calls(): number {
    return this.#calls;
  }

  /** Undefined before the first answer. */
  get daily(): DailyUsage | undefined {
    return this.#daily;
  }

  /**
   * Counts a call. It is over when the function returned is called. With a reserve, the calls of a fresh session wait
   * for the first of them, which finds out how many there are left.
   * @throws ConnectorException when the call would take from the reserve, and what the signal was aborted with.
   */
  async begin(action: Words, signal?: AbortSignal): Promise<() => void> {
    while (this.#isUnknown && this.#first) await untilOver(this.#first, signal);
    this.#refuseReserved(action);
    this.#calls++;
    this.#inFlight++;
    if (!this.#isUnknown) return () => void this.#inFlight--;
    let letOthers: () => void;
    this.#first = new Promise((resolve) => (letOthers = resolve));
    return () => {
      this.#inFlight--;
      this.#first = undefined;
      letOthers();
    };
  }

  get #isUnknown(): boolean {
    return this.#reserve > 0 && this.#daily === undefined && !this.#isUntold;
  }

  /** Reads the header Sforce-Limit-Info, `api-usage=17/15000`. */
  hear({ headers, statusCode }: HttpResponse): void {
    const [, used, allowed] = /\bapi-usage=(\d+)\/(\d+)/.exec(headers?.['sforce-limit-info'] ?? '') ?? [];
    if (used === undefined || allowed === undefined) {
      this.#isUntold ||= statusCode < 300;
      return;
    }
    this.#daily = { used: Number(used), allowed: Number(allowed) };
    this.#heardMs = this.#clock.now();
  }

  #refuseReserved(action: Words): void {
    if (this.#reserve === 0 || this.#daily === undefined) return;
    const { used, allowed } = this.#daily;
    if (allowed - used - this.#inFlight > this.#reserve) return;
    const nowMs = this.#clock.now();
    const waitMs = this.#heardMs + PROBE_AFTER_MS - nowMs;
    if (waitMs <= 0) {
      // Calls of yesterday fall out of the window while nobody asks: this one call finds out.
      this.#heardMs = nowMs;
      return;
    }
    const minutes = Math.ceil(waitMs / 60_000);
    throw worded('ConnectorException', text('fault.reserve', action, used, allowed, this.#reserve, minutes));
  }
}

/** Waits, as long as nobody ends the waiting. */
async function untilOver(call: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  let leave!: () => void;
  const left = new Promise<void>((resolve) => (leave = resolve));
  signal?.addEventListener('abort', leave, { once: true });
  await Promise.race([call, left]);
  signal?.removeEventListener('abort', leave);
  signal?.throwIfAborted();
}
