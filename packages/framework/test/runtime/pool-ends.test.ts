import { expect } from 'chai';
import { SYSTEM_CLOCK } from '#src/runtime/clock.js';
import { failureOf, fakePool, settle, type FakeConnector } from './pool-fakes.js';

const number = (connector: unknown): number => (connector as FakeConnector).number;

describe('connector pool, when connectors go', () => {
  it('disposes what comes back beyond maxIdle', async () => {
    const { pool, made } = fakePool({ maxIdle: 1 });
    const both = [await pool.acquire(), await pool.acquire()];
    for (const connector of both) await pool.release(connector, false);
    await settle();
    expect(made.map(({ disposals }) => disposals)).to.deep.equal([0, 1]);
    expect(pool.statistics()).to.include({ idle: 1, active: 0, evicted: 0 });
  });

  it('evicts down to minIdle, and has no timer when nothing can become due', async () => {
    const { pool, clock } = fakePool({ minIdle: 1, minEvictableIdleTimeMs: 1_000 });
    const all = [await pool.acquire(), await pool.acquire(), await pool.acquire()];
    expect(clock.timers).to.equal(0);
    for (const connector of all) {
      await pool.release(connector, false);
      await clock.advance(400);
    }
    expect(pool.statistics()).to.include({ idle: 2, evicted: 1 });
    await clock.advance(10_000);
    expect(pool.statistics()).to.include({ idle: 1, evicted: 2, disposed: 2 });
    expect(clock.timers).to.equal(0);
    expect(await pool.acquire()).to.equal(all[2]);
  });

  it('ends an idle life at maxIdleTimeMs, minIdle or not, and counts from the last use', async () => {
    const { pool, clock } = fakePool({ minIdle: 1, maxIdleTimeMs: 500 });
    const connector = await pool.acquire();
    await clock.advance(2_000);
    await pool.release(connector, false);
    await clock.advance(499);
    expect(await pool.acquire()).to.equal(connector);
    await pool.release(connector, false);
    await clock.advance(499);
    expect(pool.statistics()).to.include({ idle: 1 });
    await clock.advance(1);
    expect(pool.statistics()).to.include({ idle: 0, evicted: 1, disposed: 1 });
    expect(clock.timers).to.equal(0);
  });

  it('does not use a connector beyond its idle life when the timer is late', async () => {
    const { pool, clock, made } = fakePool({ maxIdleTimeMs: 500 });
    await pool.release(await pool.acquire(), false);
    clock.oversleep(500);
    expect(number(await pool.acquire())).to.equal(1);
    await settle();
    expect(made.map(({ checks }) => checks)).to.deep.equal([0, 0]);
    expect(pool.statistics()).to.include({ evicted: 1, failedChecks: 0, disposed: 1 });
  });

  it('ends a life at maxLifeMs: not lent again, and disposed when a call gives it back', async () => {
    const { pool, clock, made } = fakePool({ maxLifeMs: 500, minEvictableIdleTimeMs: 10_000 });
    const first = await pool.acquire();
    await clock.advance(499);
    await pool.release(first, false);
    expect(await pool.acquire()).to.equal(first);
    await clock.advance(1);
    await pool.release(first, false);
    await settle();
    expect(pool.statistics()).to.include({ idle: 0, evicted: 1, broken: 0, disposed: 1 });

    const second = await pool.acquire();
    await pool.release(second, false);
    await clock.advance(500);
    expect(await pool.acquire()).to.not.equal(second);
    await settle();
    expect(made).to.have.length(3);
    expect(pool.statistics()).to.include({ evicted: 2, disposed: 2 });
  });

  it('lends nothing after close, not even what was being made or checked', async () => {
    let ready!: () => void;
    const slow = (): Promise<void> => new Promise((resolve) => (ready = resolve));
    const making = fakePool({}, (connector) => (connector.onInit = slow));
    const checking = fakePool({});
    await checking.pool.release(await checking.pool.acquire(), false);
    checking.made[0]!.onCheck = slow;
    for (const { pool, made } of [making, checking]) {
      const refused = failureOf(pool.acquire());
      await settle();
      const closed = pool.close();
      ready();
      expect(await refused).to.have.property('name', 'ConnectorException');
      await closed;
      expect(made.map(({ disposals }) => disposals)).to.deep.equal([1]);
    }
  });

  it('closes: waiting calls are refused, lent connectors go when they come back', async () => {
    const { pool, made, clock } = fakePool({ maxObjects: 2 });
    const [held, full] = [await pool.acquire(), await pool.acquire()];
    const refused = failureOf(pool.acquire());
    let closed = false;
    const closing = pool.close().then(() => (closed = true));
    expect(await refused).to.have.property('name', 'ConnectorException');
    expect(await failureOf(pool.acquire()))
      .to.have.property('message')
      .that.matches(/closed.*new facade/);
    await pool.release(full, false);
    await settle();
    expect(closed).to.equal(false);
    await pool.release(held, true);
    await closing;
    await pool.close();
    expect(made.map(({ disposals }) => disposals)).to.deep.equal([1, 1]);
    expect(pool.statistics()).to.include({ active: 0, idle: 0, waiting: 0, disposed: 2 });
    expect(clock.timers).to.equal(0);
  });

  it('disposes idle connectors at once when it closes', async () => {
    const { pool, made } = fakePool({});
    await pool.release(await pool.acquire(), false);
    const closed = pool.close();
    expect(made[0]!.disposals).to.equal(1);
    await closed;
  });

  it('survives a dispose that fails, and counts it', async () => {
    const { pool, made } = fakePool({});
    await pool.release(await pool.acquire(), false);
    made[0]!.onDispose = () => Promise.reject(new Error('socket gone'));
    await pool.close();
    expect(pool.statistics()).to.include({ active: 0, idle: 0, disposed: 1, failedDisposals: 1 });
  });

  it('has timers of which only those that a caller waits for keep the process alive', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const late = { fired: false };
    const cancel = [
      SYSTEM_CLOCK.after(60_000, () => undefined, 'housekeeping'),
      SYSTEM_CLOCK.after(Number.MAX_SAFE_INTEGER, () => (late.fired = true), 'keeps-process-alive'),
    ];
    const added = timers() - before;
    // Node would let a timer beyond 2^31 ms fire after one.
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const end of cancel) end();
    expect([added, late.fired]).to.deep.equal([1, false]);
  });
});
