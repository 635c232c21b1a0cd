import { isRetryable } from '@icf-ts/framework';
import { startOrg, type Fault, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import type { Session } from '#src/session/session.js';
import { failureOf } from '../connector/salesforce-facade.js';
import { SleepClock, openSession, read, write } from './open-session.js';

const refusal = (status: number, errorCode: string, message: string): Fault => ({
  status,
  body: [{ errorCode, message }],
});
const LOCKED = refusal(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
const BUSY = refusal(
  403,
  'REQUEST_LIMIT_EXCEEDED',
  'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
);
const DAY_IS_OVER = refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
const UNKNOWN = refusal(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.');

describe('repeating calls', () => {
  let org: Org;
  let clock: SleepClock;
  let session: Session;
  beforeEach(async () => {
    org = await startOrg({ users: 0 });
    clock = new SleepClock();
    session = openSession(org, { clock });
    await read(session);
    org.calls.reset();
  });
  afterEach(async () => {
    session.close();
    await org.close();
  });

  for (const [title, fault] of [
    ['a row is locked', LOCKED],
    ['too many calls run', BUSY],
    ['Salesforce is maintained', { status: 503 }],
    ['a gateway wants to be spared', { status: 429, body: '' }],
  ] as const) {
    it(`happens to a write when ${title}, with longer and longer pauses`, async () => {
      org.failNext({ ...fault, times: 3 });
      await write(session);
      expect(clock.sleeps).to.deep.equal([100, 200, 400]);
      expect(org.calls.byResource.get('POST /sobjects/Group')).to.equal(1);
      expect(session.usage.calls).to.equal(5);
    });
  }

  it('leaves half of each pause to chance', async () => {
    clock.chance = 0.5;
    org.failNext({ status: 503, times: 2 });
    await read(session);
    expect(clock.sleeps).to.deep.equal([75, 150]);
  });

  it('ends after as many times as configured', async () => {
    org.failNext({ ...LOCKED, times: 0 });
    expect(await failureOf(write(session))).to.include({ name: 'RetryableException' });
    expect(clock.sleeps).to.have.length(3);
    const never = openSession(org, { clock, maxRetries: 0 });
    await failureOf(write(never));
    expect(clock.sleeps).to.have.length(3);
    never.close();
  });

  it('happens to calls that only read when the outcome is open, and never to writes', async () => {
    for (const fault of [
      UNKNOWN,
      { status: 502, body: '' },
      { status: 504, body: '' },
      { disconnect: 'after' },
    ] as Fault[]) {
      clock.sleeps.length = 0;
      org.failNext(fault);
      await read(session);
      // A kept connection that is found closed costs a GET no pause.
      expect(clock.sleeps, JSON.stringify(fault)).to.have.length(fault.disconnect ? 0 : 1);
      org.failNext(fault);
      await failureOf(write(session));
      expect(clock.sleeps, JSON.stringify(fault)).to.have.length(fault.disconnect ? 0 : 1);
    }
  });

  it('is left to the caller where the outcome of a write is not known, who is told so', async () => {
    for (const fault of [
      { status: 502, body: '' },
      { status: 504, body: '' },
      { disconnect: 'after' },
    ] as Fault[]) {
      org.failNext(fault);
      const error = (await failureOf(write(session))) as Error & { outcomeUnknown?: boolean };
      expect(error.outcomeUnknown, JSON.stringify(fault)).to.equal(true);
      expect(isRetryable(error)).to.equal(false);
      expect(error.message).to.include('look the object up');
    }
    org.failNext({ status: 503, times: 4 });
    expect((await failureOf(write(session))) as { outcomeUnknown?: boolean }).to.include({
      outcomeUnknown: undefined,
    });
  });

  for (const [title, fault] of [
    ['the calls of the day are used up', DAY_IS_OVER],
    ['the call is wrong', refusal(400, 'MALFORMED_QUERY', 'no')],
  ] as const) {
    it(`does not happen when ${title}`, async () => {
      org.failNext(fault);
      await failureOf(read(session));
      expect(clock.sleeps).to.deep.equal([]);
    });
  }

  it('happens to a connection that cannot be made, also at the login, and to a name that is wrong never', async () => {
    const gone = await startOrg({ users: 0 });
    await gone.close();
    const lost = openSession(org, { clock, instanceUrl: gone.url });
    expect(await failureOf(write(lost))).to.include({ name: 'ConnectionFailedException' });
    expect(clock.sleeps).to.deep.equal([100, 200, 400]);
    lost.close();
    const never = openSession(gone, { clock });
    expect(await failureOf(read(never))).to.include({ name: 'ConnectionFailedException' });
    expect(clock.sleeps).to.have.length(6);
    never.close();
    const misspelt = openSession(org, { clock, instanceUrl: 'https://no-such-host.invalid' });
    expect((await failureOf(read(misspelt))).message).to.include('no-such-host.invalid');
    expect(clock.sleeps).to.have.length(6);
    misspelt.close();
  });

  it('repeats a login that a busy Salesforce refused, and no login that it refused for good', async () => {
    const fresh = openSession(org, { clock });
    org.failNext({ path: '/services/oauth2/token', status: 503, times: 2 });
    await read(fresh);
    expect(clock.sleeps).to.deep.equal([100, 200]);
    fresh.close();
    const wrong = openSession(org, { clock, credentials: { clientId: 'wrong' } });
    await failureOf(read(wrong));
    expect(clock.sleeps).to.have.length(2);
    wrong.close();
  });

  it('ends with the signal of the caller', async () => {
    const caller = new AbortController();
    const reason = new Error('gone');
    org.failNext({ status: 503, times: 0 });
    const real = openSession(org, { retryDelayMs: 60_000 });
    const call = failureOf(read(real, caller.signal));
    while (!org.requests.entries.some(({ status }) => status === 503)) await new Promise(setImmediate);
    caller.abort(reason);
    expect(await call).to.equal(reason);
    real.close();
  });
});
