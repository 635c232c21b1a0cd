import { GuardedString } from '@icf-ts/framework';
import type { Org } from '@icf-ts/salesforce-emulator';
import type { Clock } from '#src/session/clock.js';
import { queryAll } from '#src/session/query/query-all.js';
import type { SessionSettings } from '#src/session/session-settings.js';
import { SalesforceSession, type Session } from '#src/session/session.js';

/** A clock that only sleeping moves; it keeps how long it slept. */
export class SleepClock implements Clock {
  readonly sleeps: number[] = [];
  #nowMs = Date.now();
  /** What chance says. */
  chance = 0;

  now(): number {
    return this.#nowMs;
  }
  random(): number {
    return this.chance;
  }
  pass(ms: number): void {
    this.#nowMs += ms;
  }
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.pass(ms);
    await Promise.resolve();
  }
}

/** The settings of a session on the org, logged in as its app's own user. */
export const settingsFor = ({ url, credentials }: Org): SessionSettings => ({
  loginUrl: url,
  instanceUrl: undefined,
  loginFlow: 'client_credentials',
  credentials: { clientId: credentials.clientId, clientSecret: new GuardedString(credentials.clientSecret) },
  apiVersion: '66.0',
  connectTimeoutMs: 5_000,
  requestTimeoutMs: 20_000,
  maxRetries: 3,
  retryDelayMs: 100,
  dailyCallReserve: 0,
});

export const openSession = (org: Org, more: Partial<SessionSettings> = {}): SalesforceSession =>
  new SalesforceSession({ ...settingsFor(org), ...more });

/** Any call that reads. */
export const read = (session: Session, signal?: AbortSignal): Promise<unknown> =>
  queryAll(session, 'SELECT Id FROM Organization LIMIT 1', { action: 'read', signal });

/** Any call that writes. */
export const write = (session: Session): Promise<unknown> =>
  session.request(
    { method: 'POST', path: '/sobjects/Group', body: { Name: 'G', DeveloperName: 'G' } },
    { action: 'create Group', writes: true },
  );
