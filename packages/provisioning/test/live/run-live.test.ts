import { ConnectionFailedException, attribute, filters } from '@icf-ts/framework';
import {
  runLive,
  runsOf,
  type Database,
  type LiveEvent,
  type LiveJobs,
  type LiveOptions,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, account } from '../reconciliation/reconciliation-bench.js';
import { FakeClock } from './fake-clock.js';
import { bench, replacing } from './live-bench.js';

/** Loops that a failed test left behind. */
const stops = new Set<() => Promise<void>>();

/** A loop under way, on a clock of its own. */
function live(database: Database, jobs: LiveJobs, more: Partial<LiveOptions> = {}) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const events: LiveEvent[] = [];
  const ended = runLive(database, jobs, {
    intervalMs: 10_000,
    pushIntervalMs: 4_000,
    signal: stop.signal,
    onEvent: (event) => events.push(event),
    clock,
    ...more,
  });
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  stops.add(end);
  return { clock, told: () => events.splice(0), stop: end };
}

const kinds = (events: readonly LiveEvent[]): string[] =>
  events.map((event) => (event.kind === 'failed' ? `failed in ${event.retryInMs}` : event.kind));

describeOnBoth('live synchronisation', (database) => {
  afterEach(async () => {
    for (const stop of stops) await stop();
    stops.clear();
  });

  it('pulls at its pace, pushes soon after a write, and does nothing else', async () => {
    const db = database();
    const { push, pull, identities, object, taken, facade } = await bench(db, 'live', ['ann']);
    const loop = live(db, { pulls: [pull], pushes: [push] }, { onWritten: identities.onWritten });
    await loop.clock.idle();
    expect(kinds(loop.told()), 'what came is not sent back').to.deep.equal(['pulled']);
    taken();

    // 4 s, 8 s, 10 s: only the last one asks the system.
    for (const expected of [{}, {}, { sync: 1 }]) {
      await loop.clock.pass();
      expect(taken()).to.deep.equal(expected);
    }
    expect(loop.clock.waits).to.deep.equal([4_000, 4_000, 2_000, 2_000]);
    expect(loop.told()).to.deep.equal([]);
    expect(await runsOf(db, pull.name), 'an idle tick leaves no run behind').to.have.length(1);

    const before = loop.clock.now().getTime();
    await identities.createIdentity('live', { userName: 'bob' });
    await loop.clock.idle();
    expect(loop.clock.now().getTime(), 'without a wait').to.equal(before);
    expect(kinds(loop.told())).to.deep.equal(['pushed']);
    expect(await object('bob')).not.to.equal(undefined);

    await facade.create(ACCOUNT, account('cas'));
    while (loop.clock.now().getTime() < before + 10_000) await loop.clock.pass();
    expect(kinds(loop.told())).to.deep.equal(['pulled']);
    expect(await identities.find('live', { userName: 'cas' })).to.have.length(1);
    await loop.stop();
    await facade.dispose();
  });

  it('gives each job the pace that it has of its own, and makes it anew each time', async () => {
    const db = database();
    const { push, pull, facade } = await bench(db, 'paces');
    const opened: string[] = [];
    const opening = <Job extends { readonly name: string }>(job: Job, everyMs: number) => ({
      name: job.name,
      everyMs,
      open: () => {
        opened.push(job.name);
        return Promise.resolve(job);
      },
    });
    const jobs = { pulls: [opening(pull, 3_000)], pushes: [opening(push, 7_000)] };
    const loop = live(db, jobs);
    for (let at = 0; at < 3; at++) await loop.clock.pass();
    expect(loop.clock.waits).to.deep.equal([3_000, 3_000, 1_000, 2_000]);
    expect(opened.map((name) => name.split(' ')[0])).to.deep.equal(['from', 'to', 'from', 'from', 'to']);
    await loop.stop();
    await facade.dispose();
  });

  it('brings what one system has to another without waiting', async () => {
    const db = database();
    const here = await bench(db, 'across', ['ann']);
    const there = await bench(db, 'across');
    const push = { ...there.push, system: 'another', name: 'to another' };
    const loop = live(db, { pulls: [here.pull], pushes: [here.push, push] });
    await loop.clock.idle();
    const before = loop.clock.now().getTime();
    expect(loop.told().map(({ kind, job }) => [kind, job])).to.deep.equal([
      ['pulled', 'from across'],
      ['pushed', 'to another'],
    ]);
    expect(await there.object('ann')).not.to.equal(undefined);
    expect(loop.clock.now().getTime()).to.equal(before);
    await loop.stop();
    await here.facade.dispose();
    await there.facade.dispose();
  });

  it('waits longer and longer while a system cannot be reached, and the other jobs go on', async () => {
    const db = database();
    const { push, pull, identities, facade } = await bench(db, 'down');
    let isDown = true;
    const failing = replacing(facade, {
      getLatestSyncToken: (...args) => {
        if (isDown) throw new ConnectionFailedException('Nobody answers.');
        return facade.getLatestSyncToken(...args);
      },
    });
    const jobs = { pulls: [{ ...pull, facade: failing }], pushes: [push] };
    const loop = live(db, jobs, {
      intervalMs: 10_000,
      pushIntervalMs: 1_000_000,
      backoff: { firstMs: 10_000, maxMs: 30_000 },
      onWritten: identities.onWritten,
    });
    for (let at = 0; at < 4; at++) await loop.clock.pass();
    const failures = loop.told();
    expect(kinds(failures)).to.deep.equal([10, 20, 30, 30, 30].map((s) => `failed in ${s * 1_000}`));
    expect(failures[2]).to.deep.include({ activity: 'pull', job: 'from down', failures: 3 });
    expect(failures[2]).to.have.property('error').with.property('message', 'Nobody answers.');
    await identities.createIdentity('down', { userName: 'ann' });
    await loop.clock.idle();
    expect(kinds(loop.told())).to.deep.equal(['pushed']);
    isDown = false;
    await loop.clock.pass();
    expect(kinds(loop.told())).to.deep.equal(['recovered', 'pulled']);
    await loop.stop();
    await facade.dispose();
  });

  it('does not call a system that is down more often because identities are written', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'busy');
    const down = replacing(facade, {
      search: () => {
        throw new ConnectionFailedException('Nobody answers.');
      },
    });
    const loop = live(db, { pushes: [{ ...push, facade: down }] }, { onWritten: identities.onWritten });
    await loop.clock.idle();
    await identities.createIdentity('busy', { userName: 'ann' });
    await loop.clock.idle();
    expect(kinds(loop.told())).to.deep.equal(['failed in 10000']);
    await identities.createIdentity('busy', { userName: 'bob' });
    await loop.clock.idle();
    expect(loop.told()).to.deep.equal([]);
    await loop.stop();
    await facade.dispose();
  });

  it('ends at once where it is told to, also in the middle of a call', async () => {
    const db = database();
    const { pull, facade, object } = await bench(db, 'ends', ['ann', 'bob', 'cas', 'dee', 'eva']);
    const stop = new AbortController();
    const events: LiveEvent[] = [];
    const clock = new FakeClock();
    const stopping = replacing(facade, {
      search: (...args) => {
        stop.abort();
        return facade.search(...args);
      },
    });
    await runLive(
      db,
      { pulls: [{ ...pull, facade: stopping }] },
      { intervalMs: 1_000, signal: stop.signal, clock, onEvent: (event) => events.push(event) },
    );
    expect(clock.waits).to.deep.equal([]);
    expect((await runsOf(db, pull.name))[0]!.state).to.equal('stopped');
    expect(kinds(events).filter((kind) => kind.startsWith('failed'))).to.deep.equal([]);
    await facade.update(ACCOUNT, (await object('ann'))!.uid, [attribute('title', 'Head')]);
    const loop = live(db, { pulls: [pull] });
    await loop.clock.idle();
    expect(loop.told()[0], 'and goes on').to.have.property('result').with.property('state', 'done');
    await loop.stop();
    await facade.dispose();
  });

  it('refuses a job with a filter, and waits for nothing where there is nothing to do', async () => {
    const db = database();
    const { pull, facade } = await bench(db, 'filter');
    const filtered = { ...pull, filter: filters.equals('__NAME__', 'ann') };
    const refused = await runLive(db, { pulls: [filtered] }, { intervalMs: 1_000 }).catch(
      (error: Error) => error.message,
    );
    expect(refused).to.include('from filter has a filter');
    await runLive(db, {}, { intervalMs: 1_000 });
    await facade.dispose();
  });
});
