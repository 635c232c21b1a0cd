import { expect } from 'chai';
import { failureOf, fakePool, settle, type FakeConnector } from './pool-fakes.js';

const never = (): Promise<void> => new Promise(() => undefined);
const fail = (message: string) => (): never => {
  throw new Error(message);
};
const number = (connector: unknown): number => (connector as FakeConnector).number;

describe('connector pool', () => {
  it('uses the connector again that came back last, after checkAlive', async () => {
    const { pool, made } = fakePool({});
    const [a, b] = [await pool.acquire(), await pool.acquire()];
    await pool.release(a, false);
    await pool.release(b, false);
    expect(await pool.acquire()).to.equal(b);
    expect(made.map(({ checks }) => checks)).to.deep.equal([0, 1]);
    expect(pool.statistics()).to.include({ active: 1, idle: 1, created: 2, disposed: 0 });
  });

  it('throws away what fails checkAlive, tries the next, and makes a new one at last', async () => {
    const { pool, made } = fakePool({ maxObjects: 2 });
    const both = [await pool.acquire(), await pool.acquire()];
    for (const connector of both) await pool.release(connector, false);
    made[0]!.onCheck = made[1]!.onCheck = fail('stale');
    expect(number(await pool.acquire())).to.equal(2);
    expect(made.map(({ disposals }) => disposals)).to.deep.equal([1, 1, 0]);
    expect(pool.statistics()).to.include({ failedChecks: 2, created: 3, disposed: 2, active: 1, idle: 0 });
  });

  it('keeps to maxObjects even while an unfit connector is slow to go', async () => {
    let gone!: () => void;
    const { pool, made } = fakePool({ maxObjects: 1, maxWaitMs: 0 });
    await pool.release(await pool.acquire(), false);
    made[0]!.onCheck = fail('stale');
    made[0]!.onDispose = () => new Promise((resolve) => (gone = resolve));
    const call = pool.acquire();
    await settle();
    expect(made).to.have.length(1);
    gone();
    expect(number(await call)).to.equal(1);
  });

  it('does not use a connector again whose call left it in doubt; its place goes to the next in line', async () => {
    const { pool, made } = fakePool({ maxObjects: 1 });
    const first = await pool.acquire();
    const waiting = pool.acquire();
    await pool.release(first, true);
    expect(number(await waiting)).to.equal(1);
    expect(made[0]!.disposals).to.equal(1);
    expect(pool.statistics()).to.include({ broken: 1, active: 1 });
  });

  it('ignores a connector that is given back twice', async () => {
    const { pool } = fakePool({});
    const connector = await pool.acquire();
    await pool.release(connector, false);
    await pool.release(connector, true);
    expect(pool.statistics()).to.include({ active: 0, idle: 1, disposed: 0 });
  });

  it('tells a failed init to its own caller, disposes the connector and frees the place', async () => {
    const { pool, made } = fakePool({ maxObjects: 1 }, (connector) => {
      if (connector.number === 0) connector.onInit = fail('no route');
    });
    const first = failureOf(pool.acquire());
    const second = pool.acquire();
    expect(await first).to.have.property('message', 'no route');
    expect(number(await second)).to.equal(1);
    expect(made[0]!.disposals).to.equal(1);
    expect(pool.statistics()).to.include({ failedInits: 1, created: 2, disposed: 1, active: 1 });
  });

  it('serves waiting calls in order and lets nobody overtake', async () => {
    const { pool } = fakePool({ maxObjects: 1 });
    const served: string[] = [];
    const held = await pool.acquire();
    const calls = ['a', 'b', 'c'].map(async (name) => {
      const connector = await pool.acquire();
      served.push(name);
      await pool.release(connector, false);
    });
    await pool.release(held, false);
    const late = pool.acquire().then(() => served.push('late'));
    await Promise.all([...calls, late]);
    expect(served).to.deep.equal(['a', 'b', 'c', 'late']);
  });

  it('gives up after maxWaitMs milliseconds, and says why and what to do', async () => {
    const { pool, clock } = fakePool({ maxObjects: 1, maxWaitMs: 150_000 });
    await pool.acquire();
    const error = failureOf(pool.acquire());
    await clock.advance(149_999);
    expect(pool.statistics()).to.include({ waiting: 1, timeouts: 0 });
    await clock.advance(1);
    expect(await error)
      .to.have.property('message')
      .that.matches(/Fake/)
      .and.matches(/maxWaitMs = 150000 ms/)
      .and.matches(/all 1 \(maxObjects\)/)
      .and.matches(/1 calls wait/)
      .and.matches(/raise maxObjects/);
    expect(await error).to.have.property('name', 'RetryableException');
    expect(pool.statistics()).to.include({ waiting: 0, timeouts: 1 });
  });

  it('forgets a waiting call that is aborted, and loses no connector by it', async () => {
    const { pool, clock } = fakePool({ maxObjects: 1 });
    const held = await pool.acquire();
    const [aborted, patient] = [new AbortController(), new AbortController()];
    const first = failureOf(pool.acquire(aborted.signal));
    const second = pool.acquire(patient.signal);
    const reason = new Error('enough');
    aborted.abort(reason);
    expect(await first).to.equal(reason);
    await pool.release(held, false);
    expect(await second).to.equal(held);
    expect(clock.timers).to.equal(0);
  });

  it('passes on a connector whose call is aborted in the very moment it is served', async () => {
    const { pool } = fakePool({ maxObjects: 1 });
    const held = await pool.acquire();
    const control = new AbortController();
    const first = failureOf(pool.acquire(control.signal));
    const second = pool.acquire();
    void pool.release(held, false);
    control.abort(new Error('too late'));
    expect(await first).to.have.property('message', 'too late');
    expect(await second).to.equal(held);
  });

  it('keeps a connector whose call did not wait for its init', async () => {
    let ready!: () => void;
    const { pool, made } = fakePool({ maxObjects: 1 }, (connector) => {
      connector.onInit = () => new Promise((resolve) => (ready = resolve));
    });
    const control = new AbortController();
    const error = failureOf(pool.acquire(control.signal));
    control.abort(new Error('enough'));
    expect(await error).to.have.property('message', 'enough');
    ready();
    await settle();
    expect(pool.statistics()).to.include({ idle: 1, active: 0 });
    expect(await pool.acquire()).to.equal(made[0]);
  });

  it('gives the place of a hanging init free in the end, and disposes the connector if it comes after all', async () => {
    let ready!: () => void;
    const { pool, made, clock } = fakePool({ maxObjects: 1 }, (connector) => {
      if (connector.number === 0) connector.onInit = () => new Promise((resolve) => (ready = resolve));
    });
    const control = new AbortController();
    const error = failureOf(pool.acquire(control.signal));
    control.abort(new Error('enough'));
    await error;
    const next = pool.acquire();
    await clock.advance(30_000);
    expect(number(await next)).to.equal(1);
    ready();
    await settle();
    expect(made.map(({ disposals }) => disposals)).to.deep.equal([1, 0]);
  });

  it('is not held up by a checkAlive or a dispose that hangs', async () => {
    const { pool, made, clock } = fakePool({ maxObjects: 1 });
    await pool.release(await pool.acquire(), false);
    made[0]!.onCheck = never;
    made[0]!.onDispose = never;
    const call = pool.acquire();
    await clock.advance(60_000);
    expect(number(await call)).to.equal(1);
    expect(pool.statistics()).to.include({ failedChecks: 1, failedDisposals: 1, disposed: 1 });
  });

  it('refuses settings that no pool can have, all at once; the lower maximum wins over others', async () => {
    expect(() => fakePool({ maxObjects: 0, maxWaitMs: -1, minIdle: NaN }))
      .to.throw(/maxObjects must be at least 1.*maxWaitMs must be at least 0.*minIdle/)
      .with.property('name', 'ConfigurationException');
    const { pool } = fakePool({ maxObjects: 3, maxIdle: 0 });
    await pool.release(await pool.acquire(), false);
    await settle();
    expect(pool.statistics()).to.include({ idle: 0, disposed: 1 });
  });
});
