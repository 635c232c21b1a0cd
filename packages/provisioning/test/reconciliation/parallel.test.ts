import {
  ResultStream,
  formatFilter,
  type BatchTask,
  type ConnectorFacade,
  type ConnectorObject,
  type CreateBatchTask,
} from '@icf-ts/framework';
import {
  addIdentities,
  linksByIdentity,
  reconcileInbound,
  reconcileOutbound,
  runItems,
  total,
  type Database,
  type JsonObject,
  type OutboundJob,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import {
  ACCOUNT,
  TRUSTED,
  gate,
  identities,
  job,
  person,
  target,
  withOperations,
} from './reconciliation-bench.js';

const NAMES = [...'abcdefghijkl'];

const outbound = (facade: ConnectorFacade, type: string, more: Partial<OutboundJob> = {}): OutboundJob => {
  const { qualifies: _inbound, ...common } = job(facade, { identityType: type, system: type });
  return { ...common, actions: { ...TRUSTED, MISSING: 'create' }, ...more };
};

/** The facade whose batches wait for `before`, which is told the names that they create. */
const batching = (facade: ConnectorFacade, before: (names: string) => Promise<void>): ConnectorFacade =>
  withOperations(facade, {
    batch: (tasks, options) =>
      new ResultStream(async function* (report) {
        await before([...(tasks as Iterable<BatchTask>)].map(nameOf).join(''));
        const stream = facade.batch(tasks, options);
        yield* stream;
        report(stream.result!);
        return undefined;
      }),
  });
const nameOf = (task: BatchTask): string =>
  String((task as CreateBatchTask).attributes.find(({ name }) => name === '__NAME__')?.values?.[0]);

const namesOf = async (facade: ConnectorFacade): Promise<string[]> =>
  (await facade.search(ACCOUNT).toArray()).map(({ name }) => name.value);

describeOnBoth('reconciling several batches at once', (database) => {
  const begun = async (type: string, names: readonly string[] = NAMES) => {
    const db = database();
    const ids = await addIdentities(
      db,
      names.map((name) => person(type, name)),
    );
    return { db, ids, facade: await target([]) };
  };

  it('sends as many as it may and records them in order, also where the first ends last', async () => {
    const { db, facade } = await begun('ordered');
    const gates = new Map([...['abc', 'def', 'ghi', 'jkl']].map((names) => [names, gate()]));
    const all = [...gates.keys()];
    const begunBatches = new Set<string>();
    const gated = batching(facade, async (names) => {
      begunBatches.add(names);
      // The last that may be under way opens the one before it, and so on.
      if (begunBatches.size === 3) gates.get(all[2]!)!.open();
      await gates.get(names)!.passed;
      gates.get(all[all.indexOf(names) - 1] ?? all[3]!)!.open();
    });
    const progress: number[] = [];
    const { counts } = await reconcileOutbound(db, outbound(gated, 'ordered', { parallel: 3 }), {
      onProgress: ({ done }) => {
        if (done === 3) expect([...begunBatches], 'no more than three').to.have.length(3);
        progress.push(done);
      },
    });
    expect(progress).to.deep.equal([3, 6, 9, 12]);
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 12 } } });
    expect(await namesOf(facade)).to.have.members(NAMES);
    await facade.dispose();
  });

  it('stops at a batch that fails, with what came before it recorded, and goes on there', async () => {
    const { db, facade } = await begun('failing');
    const others = gate();
    const sent: string[] = [];
    const failing = batching(facade, async (names) => {
      sent.push(names);
      if (sent.length === 3) others.open();
      await others.passed;
      if (names === 'def') throw new Error('The line is dead.');
    });
    const failure = await reconcileOutbound(db, outbound(failing, 'failing', { parallel: 3 })).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal('The line is dead.');
    expect(sent).to.include('abc').and.not.include('jkl');
    const ended = await reconcileOutbound(db, outbound(facade, 'failing', { parallel: 3 }));
    expect(ended.resumed).to.equal(true);
    expect(total(ended.counts), 'each identity is counted once').to.equal(12);
    expect(ended.counts).to.have.all.keys('ABSENT', ...(ended.counts.FOUND ? ['FOUND'] : []));
    expect(await namesOf(facade), 'and has one object')
      .to.have.members(NAMES)
      .and.have.length(12);
    await facade.dispose();
  });

  it('stops where it is told to, with nothing left under way', async () => {
    const { db, facade } = await begun('stopped');
    const stop = new AbortController();
    const mine = outbound(facade, 'stopped');
    const stopped = await reconcileOutbound(db, mine, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).to.deep.include({ state: 'stopped', counts: { ABSENT: { create: { changed: 3 } } } });
    const before = (await namesOf(facade)).length;
    await new Promise(setImmediate);
    expect(await namesOf(facade)).to.have.length(before);
    const ended = await reconcileOutbound(db, mine);
    expect(total(ended.counts)).to.equal(12);
    expect(await namesOf(facade))
      .to.have.members(NAMES)
      .and.have.length(12);
    await facade.dispose();
  });

  it('gives an object to the first of the identities that correlate to it, and makes one for them once', async () => {
    const names = ['both', 'b', 'c', 'BOTH', 'e', 'new', 'NEW', 'h', 'i', 'New'];
    const { db, ids, facade } = await begun('claims', names);
    const taken = await target(['both']);
    const slow = gate();
    let searches = 0;
    const racing = withOperations(taken, {
      // What the first batch asks is answered last.
      search: (...args) =>
        new ResultStream(async function* (report) {
          if (searches++ === 0) await slow.passed;
          else if (searches === 4) slow.open();
          const stream = taken.search(...args);
          yield* stream;
          report(stream.result!);
          return undefined;
        }),
    });
    const mine = outbound(racing, 'claims');
    const { run, counts } = await reconcileOutbound(db, mine);
    expect(counts).to.deep.equal({
      FOUND: { link: { changed: 1 } },
      ABSENT: { create: { changed: 6 } },
      FOUND_ALREADY_LINKED: { exception: { failed: 3 } },
    });
    const scope = { system: 'claims', objectClass: ACCOUNT.type };
    const linked = (await linksByIdentity(db, scope, ids)).map(({ identity }) => identity);
    expect(linked).to.have.members([0, 1, 2, 4, 5, 7, 8].map((at) => ids[at]));
    const refused: (string | null)[] = [];
    for await (const items of runItems(db, run)) refused.push(...items.map(({ identity }) => identity));
    expect(refused).to.deep.equal([ids[3], ids[6], ids[9]]);
    expect(await namesOf(taken)).to.have.members(['both', 'b', 'c', 'e', 'new', 'h', 'i']);
    await Promise.all([facade.dispose(), taken.dispose()]);
  });

  for (const [title, isAnswered] of [
    ['is making', false],
    ['has made and not yet recorded', true],
  ] as const) {
    it(`does not take for free what another batch ${title}`, async () => {
      const { db, facade } = await begun(title, ['a', 'new', 'c', 'd', 'NEW', 'f']);
      const [isSent, isRead, isDecided] = [gate(), gate(), gate()];
      let batches = 0;
      const racing = withOperations(facade, {
        search: (...args) =>
          new ResultStream(async function* (report) {
            // Which batch asks first is up to the database, which has connections for both.
            const isSecond = formatFilter(args[1]!).includes('NEW');
            if (isSecond) await isSent.passed;
            const stream = facade.search(...args);
            yield* stream;
            report(stream.result!);
            if (isSecond) isRead.open();
            return undefined;
          }),
        batch: (...args) =>
          new ResultStream(async function* (report) {
            const stream = facade.batch(...args);
            const outcomes = await stream.toArray();
            if (++batches === 2) isDecided.open();
            if (!isAnswered && batches === 1) {
              isSent.open();
              await isDecided.passed;
            }
            yield* outcomes;
            report(stream.result!);
            isSent.open();
            return undefined;
          }),
      });
      const late: Database = { ...db, transaction: (work) => isRead.passed.then(() => db.transaction(work)) };
      const mine = outbound(racing, title);
      // Before the answer is there, only the keys tell whose the object will be; afterwards, its Uid does.
      const correlation = isAnswered ? { ...mine.correlation, keysOf: () => [] } : mine.correlation;
      const { counts } = await reconcileOutbound(late, { ...mine, correlation });
      expect(counts).to.deep.equal({
        ABSENT: { create: { changed: 5 } },
        FOUND_ALREADY_LINKED: { exception: { failed: 1 } },
      });
      await facade.dispose();
    });
  }

  it('reads the next page of a system while one is written, and no further', async () => {
    const db = database();
    const facade = await target(NAMES);
    const asked = NAMES.map(() => gate());
    let pages = 0;
    let written = 0;
    const counting = withOperations(facade, {
      search: (...args) => {
        asked[pages++]!.open();
        return facade.search(...args);
      },
    });
    const waiting: Database = {
      ...db,
      transaction: async (work) => {
        written += 1;
        // Of four pages, three are written only once the next one is asked for.
        if (written < 4) await asked[written]!.passed;
        expect(pages).to.be.at.most(written + 1);
        return db.transaction(work);
      },
    };
    const mine = job(counting, { identityType: 'ahead', system: 'ahead' });
    expect((await reconcileInbound(waiting, mine)).counts).to.deep.equal({
      ABSENT: { create: { changed: 12 } },
    });
    await facade.dispose();
  });

  it('gives an identity to the first of two objects on different pages', async () => {
    const db = database();
    const facade = await target(['ann', 'bob', 'cas', 'abe', 'dee', 'eva', 'alf']);
    const base = job(facade, { identityType: 'pages', system: 'pages', batchSize: 2, parallel: 4 });
    const initialOf = (name: unknown) => ({ name: 'initial', value: String(name).slice(0, 1) });
    const correlation = {
      ...base.correlation,
      keysOf: ({ userName }: JsonObject) => [initialOf(userName)],
      probesOf: ({ name }: ConnectorObject) => [initialOf(name.value)],
    };
    const mine = { ...base, correlation };
    const { counts } = await reconcileInbound(db, mine);
    expect(counts).to.deep.equal({
      ABSENT: { create: { changed: 5 } },
      FOUND_ALREADY_LINKED: { exception: { failed: 2 } },
    });
    expect(await identities(db, 'pages')).to.have.length(5);
    await facade.dispose();
  });
});
