import { setImmediate as turn } from 'node:timers/promises';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ApiUsage } from '#src/session/api-usage.js';
import { failureOf } from '../connector/salesforce-facade.js';
import { SleepClock, openSession, read } from './open-session.js';

const HOUR_MS = 3_600_000;

describe('the API calls of the day', () => {
  let org: Org;
  let clock: SleepClock;
  beforeEach(async () => {
    clock = new SleepClock();
    org = await startOrg({ users: 0, dailyApiLimit: 10, now: () => new Date(clock.now()) });
  });
  afterEach(() => org.close());

  it('are known from each answer', async () => {
    const session = openSession(org, { clock });
    expect(session.usage.daily).to.equal(undefined);
    await read(session);
    await read(session);
    expect(session.usage.daily).to.deep.equal({ used: 2, allowed: 10 });
    expect(session.usage.calls).to.equal(2);
    session.close();
  });

  it('are left to others as far as the reserve says, before a call is sent', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6 });
    for (let calls = 0; calls < 4; calls++) await read(session);
    const error = await failureOf(read(session));
    expect(error).to.include({ name: 'ConnectorException' });
    expect(error.message)
      .to.include("4 of the org's 10 API calls")
      .and.include("'dailyCallReserve'")
      .and.include('5 min');
    expect(org.calls.total).to.equal(4);
    session.close();
  });

  it('count calls that are on their way', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6 });
    await read(session);
    const calls = await Promise.allSettled(Array.from({ length: 8 }, () => read(session)));
    expect(calls.filter(({ status }) => status === 'fulfilled')).to.have.length(3);
    expect(org.calls.total).to.equal(4);
    session.close();
  });

  it('are found out by one call of a fresh session, for which the others wait', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6 });
    const calls = await Promise.allSettled(Array.from({ length: 12 }, () => read(session)));
    expect(calls.filter(({ status }) => status === 'fulfilled')).to.have.length(4);
    expect(org.calls.total).to.equal(4);
    session.close();
  });

  it('are found out by the next call where the first one fails', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6, maxRetries: 0 });
    // A reading is sent once more where the connection was an old one.
    org.failNext({ disconnect: 'before', times: 2 });
    const calls = await Promise.allSettled(Array.from({ length: 12 }, () => read(session)));
    expect(calls[0]!.status).to.equal('rejected');
    expect(calls.filter(({ status }) => status === 'fulfilled')).to.have.length(4);
    expect(org.calls.total).to.equal(4);
    session.close();
  });

  it('are not waited for by whoever is interrupted', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6, maxRetries: 0 });
    const [first, second] = [new AbortController(), new AbortController()];
    await session.userId();
    org.failNext({ hang: 'before' });
    const hanging = read(session, first.signal);
    const waiting = read(session, second.signal);
    const third = read(session);
    while (org.faults.list().length > 0) await turn();
    second.abort(new Error('not any more'));
    expect((await failureOf(waiting)).message).to.equal('not any more');
    first.abort(new Error('nor this'));
    expect((await failureOf(hanging)).message).to.equal('nor this');
    await third;
    session.close();
  });

  it('are not waited for where answers do not tell them', async () => {
    const usage = new ApiUsage(6, clock);
    const first = await usage.begin('read');
    const others = [usage.begin('read'), usage.begin('read')];
    usage.hear({ statusCode: 200, headers: {}, body: '' });
    first();
    await Promise.all(others);
    expect(usage.calls).to.equal(3);
  });

  it('are asked about again by one call after some minutes, until they have recovered', async () => {
    const session = openSession(org, { clock, dailyCallReserve: 6 });
    for (let calls = 0; calls < 4; calls++) await read(session);
    clock.pass(5 * 60_000);
    const tries = await Promise.allSettled([read(session), read(session)]);
    expect(tries.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected']);
    expect(org.calls.total).to.equal(5);
    await failureOf(read(session));
    clock.pass(25 * HOUR_MS);
    for (let calls = 0; calls < 3; calls++) await read(session);
    expect(org.calls.total).to.equal(8);
    session.close();
  });

  it('are left to Salesforce to count without a reserve', async () => {
    const session = openSession(org, { clock });
    for (let calls = 0; calls < 10; calls++) await read(session);
    const error = await failureOf(read(session));
    expect(error.message).to.include('TotalRequests Limit exceeded');
    session.close();
  });
});
