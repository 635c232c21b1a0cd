import { ResultStream, type ConnectorFacade } from '@icf-ts/framework';
import {
  JobBusy,
  addIdentities,
  pushChanges,
  reconcileInbound,
  reconcileIncremental,
  reconcileOutbound,
  runsOf,
  type Database,
  type OutboundJob,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, TRUSTED, gate, job, person, target, withOperations } from './reconciliation-bench.js';

/** The facade whose searches wait, and tell when the first has begun. */
function waiting(facade: ConnectorFacade) {
  const [begun, goOn] = [gate(), gate()];
  const slow = withOperations(facade, {
    search: (...args) =>
      new ResultStream(async function* (report) {
        begun.open();
        await goOn.passed;
        const stream = facade.search(...args);
        yield* stream;
        report(stream.result!);
        return undefined;
      }),
  });
  return { slow, begun, goOn };
}

/** Connections whose last question was for a lock, and that have its answer. */
async function answeredLocks(db: Database): Promise<number> {
  const asked = `SELECT 1 FROM pg_stat_activity WHERE state = 'idle' AND query LIKE 'SELECT pg_try_advisory_lock%'`;
  return (await db.query(asked)).length;
}

const busy = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

describeOnBoth('runs for the same objects', (database) => {
  it('exclude one another, and pushes, whatever their jobs are called', async () => {
    const db = database();
    await addIdentities(
      db,
      ['ann', 'bob'].map((name) => person('alone', name)),
    );
    const facade = await target([]);
    const { slow, begun, goOn } = waiting(facade);
    const { qualifies: _inbound, ...common } = job(facade, { identityType: 'alone', system: 'alone' });
    const outbound: OutboundJob = { ...common, actions: { ...TRUSTED, MISSING: 'create' } };
    const inbound = job(facade, { identityType: 'alone', system: 'alone', name: 'another' });
    const first = reconcileOutbound(db, { ...outbound, facade: slow });
    await begun.passed;
    const others = [
      reconcileOutbound(db, outbound),
      reconcileInbound(db, inbound),
      reconcileIncremental(db, inbound),
    ];
    for (const error of await Promise.all(others.map(busy))) {
      expect(error).to.be.instanceOf(JobBusy);
      expect((error as Error).message).to.match(/__ACCOUNT__ of alone is under way.*run the job again/);
    }
    expect((await pushChanges(db, outbound)).state).to.equal('busy');
    const dry = await reconcileOutbound(db, outbound, { dryRun: true });
    expect(dry.state, 'a dry run waits for nobody').to.equal('done');
    goOn.open();
    expect(await first).to.deep.include({ counts: { ABSENT: { create: { changed: 2 } } }, resumed: false });
    expect(await runsOf(db, 'another'), 'what was not begun is not recorded').to.deep.equal([]);
    expect((await reconcileInbound(db, inbound)).state).to.equal('done');
    expect(await facade.search(ACCOUNT).toArray()).to.have.length(2);
    await facade.dispose();
  });

  it('leave those for other systems alone', async () => {
    const db = database();
    const [facade, other] = await Promise.all([target(['ann']), target(['bob'])]);
    const { slow, begun, goOn } = waiting(facade);
    const first = reconcileInbound(db, job(slow, { identityType: 'here', system: 'here' }));
    await begun.passed;
    const second = await reconcileInbound(db, job(other, { identityType: 'there', system: 'there' }));
    expect(second.counts).to.deep.equal({ ABSENT: { create: { changed: 1 } } });
    goOn.open();
    expect((await first).state).to.equal('done');
    await Promise.all([facade.dispose(), other.dispose()]);
  });

  it('begin once the lock of one that was killed is free', async () => {
    const db = database();
    const facade = await target(['ann']);
    const mine = job(facade, { identityType: 'killed', system: 'killed' });
    const held = gate();
    const taken = gate();
    const holder = db.exclusive('run ["killed","__ACCOUNT__"]', () => {
      taken.open();
      return held.passed;
    });
    await taken.passed;
    const run = busy(reconcileInbound(db, mine));
    // Embedded nobody waits: of a folder there is one process, and what it does ends with it.
    const waits = db.name.startsWith('at ');
    // Until it has asked once and was refused.
    while (waits && (await answeredLocks(db)) < 2);
    if (!waits) expect(await run).to.be.instanceOf(JobBusy);
    held.open();
    await holder;
    if (waits) expect(await run).to.include({ state: 'done' });
    await facade.dispose();
  });
});
