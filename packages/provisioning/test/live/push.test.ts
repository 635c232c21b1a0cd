import { InvalidAttributeValueException, attribute, filters } from '@icf-ts/framework';
import {
  failedPushes,
  pushChanges,
  pushScope,
  reconcileInbound,
  reconcileIncremental,
  reconcileOutbound,
  runItems,
  runsOf,
  type Database,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT } from '../reconciliation/reconciliation-bench.js';
import { bench, replacing } from './live-bench.js';

const FIRST = Date.parse('2024-01-01T00:00:00Z');
const MINUTE = 60_000;
const retries = { firstMs: MINUTE, maxMs: 4 * MINUTE };
const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error: Error) => error.message,
  );
/** A database that refuses transactions after so many, as if the process had ended. */
const dying = (db: Database, afterTransactions: number): Database => {
  let left = afterTransactions;
  return {
    ...db,
    transaction: (work) => (left-- > 0 ? db.transaction(work) : Promise.reject(new Error('killed'))),
  };
};

describeOnBoth('pushing changes of identities', (database) => {
  it('pushes what was created, changed and removed, and only that', async () => {
    const db = database();
    const { push, identities, object, taken, facade } = await bench(db, 'push');
    const [ann, bob] = await identities.createIdentities('push', [
      { userName: 'ann' },
      { userName: 'bob' },
      { userName: 'cas' },
    ]);
    expect((await pushChanges(db, push)).counts).to.deep.equal({ ABSENT: { create: { changed: 3 } } });
    taken();
    expect(await pushChanges(db, push)).to.deep.include({ state: 'idle', run: undefined });
    expect(taken(), 'where nothing is to do the system is not asked').to.deep.equal({});

    await identities.updateIdentity(bob!.id, { title: 'Head' });
    await identities.updateIdentity(bob!.id, { title: 'Boss' });
    await identities.removeIdentity(ann!.id);
    const changed = await pushChanges(db, push);
    expect(changed).to.deep.include({
      state: 'done',
      counts: { CONFIRMED: { update: { changed: 1 } }, SOURCE_MISSING: { disable: { changed: 1 } } },
    });
    expect(taken()).to.deep.equal({ search: 1, batch: 2 });
    expect((await object('bob'))!.attributes.single('title')).to.equal('Boss');
    expect((await object('ann'))!.attributes.single('__ENABLE__')).to.equal(false);
    expect((await pushChanges(db, push)).state).to.equal('idle');
    expect(await runsOf(db, push.name), 'a run for each push that did something').to.have.length(2);
    expect((await runsOf(db, push.name))[0]).to.include({ kind: 'push', state: 'done' });
    await facade.dispose();
  });

  it('does not send back what came from the system', async () => {
    const db = database();
    const { push, pull, identities, object, taken, facade } = await bench(db, 'echo', ['ann', 'bob']);
    await reconcileIncremental(db, pull);
    taken();
    expect((await pushChanges(db, push)).state, 'identities that were made of objects').to.equal('idle');
    await facade.update(ACCOUNT, (await object('ann'))!.uid, [attribute('title', 'Head')]);
    await facade.delete(ACCOUNT, (await object('bob'))!.uid);
    const { counts } = await reconcileIncremental(db, pull);
    expect(counts).to.deep.equal({
      CONFIRMED: { update: { changed: 1 } },
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    taken();
    expect((await pushChanges(db, push)).state, 'nor those that objects changed or disabled').to.equal(
      'idle',
    );
    expect(taken()).to.deep.equal({});

    const [ann] = await identities.find('echo', { userName: 'ann' });
    await identities.updateIdentity(ann!.id, { title: 'Boss' });
    expect((await pushChanges(db, push)).counts).to.deep.equal({ CONFIRMED: { update: { changed: 1 } } });
    expect((await reconcileIncremental(db, pull)).counts).to.deep.equal({
      CONFIRMED: { update: { unchanged: 1 } },
    });
    expect((await pushChanges(db, push)).state, 'nor does it go round in circles').to.equal('idle');
    await facade.dispose();
  });

  it('does not forget a change of its own over one of the object', async () => {
    const db = database();
    const { push, pull, identities, object, facade } = await bench(db, 'both', ['ann']);
    await reconcileInbound(db, pull);
    const mapping: typeof push.mapping = {
      ...push.mapping,
      toIdentity: (from, present) => ({ ...present, title: String(from.attributes.single('title')) }),
      toAttributes: (identity, present) =>
        [attribute('sn', String(identity['surname']))].filter(
          ({ name, values }) => present?.attributes.single(name) !== values?.[0],
        ),
    };
    const [ann] = await identities.find('both', { userName: 'ann' });
    await identities.updateIdentity(ann!.id, { surname: 'Smith' });
    await facade.update(ACCOUNT, (await object('ann'))!.uid, [attribute('title', 'Head')]);
    await reconcileInbound(db, { ...pull, mapping });
    expect((await identities.findById(ann!.id))!.attributes).to.include({ surname: 'Smith', title: 'Head' });
    expect((await pushChanges(db, { ...push, mapping })).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 1 } },
    });
    expect((await object('ann'))!.attributes.single('sn')).to.equal('Smith');
    await facade.dispose();
  });

  it('finds nothing to do after a full run', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'full', ['bob']);
    await identities.createIdentities('full', [{ userName: 'ann' }, { userName: 'bob' }]);
    await reconcileOutbound(db, push);
    expect((await pushChanges(db, push)).state).to.equal('idle');
    await facade.dispose();
  });

  it('tries again what was refused, later and later, and keeps nobody waiting', async () => {
    const db = database();
    const { push, identities, object, taken, facade } = await bench(db, 'refused');
    let isRefusing = true;
    const mapping: typeof push.mapping = {
      ...push.mapping,
      toAttributes: (identity, present) => {
        if (isRefusing && identity['userName'] === 'bad') throw new Error("'title' is too long.");
        return push.mapping.toAttributes(identity, present);
      },
    };
    const mine = { ...push, mapping };
    const all = ['ann', 'bad', 'cas', 'dee'].map((userName) => ({ userName }));
    const [, bad] = await identities.createIdentities('refused', all);
    const at = (minutes: number) => pushChanges(db, mine, { retries, now: () => FIRST + minutes * MINUTE });
    const { run, counts } = await at(0);
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 3, failed: 1 } } });
    for await (const [item] of runItems(db, run!))
      expect(item).to.include({ identity: bad!.id, message: "'title' is too long." });
    taken();
    expect((await at(0.9)).state).to.equal('idle');
    expect(taken()).to.deep.equal({});
    const failed = { ABSENT: { create: { failed: 1 } } };
    expect((await at(1)).counts).to.deep.equal(failed);
    expect((await at(2.9)).state).to.equal('idle');
    expect((await at(3)).counts, 'twice as late').to.deep.equal(failed);
    expect((await at(7)).counts, 'and again').to.deep.equal(failed);
    expect((await at(10.9)).state).to.equal('idle');
    expect((await at(11)).counts, 'but no later than that').to.deep.equal(failed);
    expect(await failedPushes(db, pushScope(mine))).to.deep.equal([
      {
        identity: bad!.id,
        attempts: 5,
        nextTry: '2024-01-01T00:15:00.000Z',
        message: "'title' is too long.",
      },
    ]);
    isRefusing = false;
    await identities.updateIdentity(bad!.id, { title: 'X' });
    expect((await at(11)).counts, 'a further change goes at once').to.deep.equal({
      ABSENT: { create: { changed: 1 } },
    });
    expect(await object('bad')).not.to.equal(undefined);
    expect(await failedPushes(db, pushScope(mine))).to.deep.equal([]);
    expect((await at(60)).state).to.equal('idle');
    await facade.dispose();
  });

  it('pushes the others where the data of one make the search for all fail', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'search', [], { batchSize: 8 });
    const refusing = replacing(facade, {
      search: (objectClass, filter, options) => {
        if (JSON.stringify(filter).includes('bad')) throw new InvalidAttributeValueException('No such name.');
        return facade.search(objectClass, filter, options);
      },
    });
    const mine = { ...push, facade: refusing };
    await identities.createIdentities(
      'search',
      ['ann', 'bob', 'bad', 'cas', 'dee'].map((userName) => ({ userName })),
    );
    const { counts } = await pushChanges(db, mine, { retries, now: () => FIRST });
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 4 }, exception: { failed: 1 } } });
    const [failed] = await failedPushes(db, pushScope(mine));
    expect(failed).to.include({ message: 'No such name.', attempts: 1 });
    await facade.dispose();
  });

  it('leaves alone what the rules leave alone until it changes', async () => {
    const db = database();
    const { push, identities, taken, facade } = await bench(db, 'left', [], {
      qualifies: ({ attributes }) => attributes['active'] === true,
    });
    const ann = await identities.createIdentity('left', { userName: 'ann' });
    expect((await pushChanges(db, push)).counts).to.deep.equal({
      SOURCE_IGNORED: { ignore: { unchanged: 1 } },
    });
    taken();
    expect((await pushChanges(db, push)).state).to.equal('idle');
    await identities.updateIdentity(ann.id, { active: true });
    expect((await pushChanges(db, push)).counts).to.deep.equal({ ABSENT: { create: { changed: 1 } } });
    await identities.updateIdentity(ann.id, { active: false });
    expect((await pushChanges(db, push)).counts).to.deep.equal({ UNQUALIFIED: { disable: { changed: 1 } } });
    expect((await pushChanges(db, push)).state).to.equal('idle');
    await facade.dispose();
  });

  it('loses nothing and makes nothing twice when it is killed before any of its transactions', async () => {
    const db = database();
    for (const survived of [0, 1, 2]) {
      const name = `killed-${survived}`;
      const { push, identities, facade } = await bench(db, name);
      const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((userName) => ({ userName }));
      const written = await identities.createIdentities(name, all);
      expect(await failureOf(pushChanges(dying(db, survived), push))).to.equal('killed');
      const { counts, resumed } = await pushChanges(db, push);
      expect(resumed).to.equal(survived > 0);
      // What the cut off batch had made is found and linked.
      expect(counts).to.deep.equal({
        ABSENT: { create: { changed: 7 - Math.min(3, 7 - 3 * survived) } },
        FOUND: { link: { changed: Math.min(3, 7 - 3 * survived) } },
      });
      expect(await facade.search(ACCOUNT).toArray()).to.have.length(7);
      for (const { id } of written) await identities.removeIdentity(id);
      await failureOf(pushChanges(dying(db, 0), push));
      expect((await pushChanges(db, push)).counts).to.deep.equal({
        SOURCE_MISSING: { disable: { changed: 7 } },
      });
      expect((await pushChanges(db, push)).state).to.equal('idle');
      await facade.dispose();
    }
  });

  it('tries again what could not be taken from the system', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'stays');
    const ann = await identities.createIdentity('stays', { userName: 'ann' });
    const now = { retries, now: () => FIRST };
    await pushChanges(db, push, now);
    await identities.removeIdentity(ann.id);
    const mine = {
      ...push,
      facade: replacing(facade, {
        batch: async function* () {
          yield await Promise.resolve({ index: 0, error: new InvalidAttributeValueException('Not him.') });
        } as never,
      }),
    };
    const failed = { SOURCE_MISSING: { disable: { failed: 1 } } };
    expect((await pushChanges(db, mine, now)).counts).to.deep.equal(failed);
    expect((await pushChanges(db, mine, now)).state).to.equal('idle');
    const later = { retries, now: () => FIRST + MINUTE };
    expect((await pushChanges(db, mine, later)).counts).to.deep.equal(failed);
    const last = { retries, now: () => FIRST + 3 * MINUTE };
    expect((await pushChanges(db, push, last)).counts).to.deep.equal({
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    expect(await failedPushes(db, pushScope(push))).to.deep.equal([]);
    await facade.dispose();
  });

  it('tells of a removed identity once where its object is left alone', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'told');
    const mine = { ...push, actions: { ...push.actions, SOURCE_MISSING: 'report' as const } };
    const ann = await identities.createIdentity('told', { userName: 'ann' });
    await pushChanges(db, mine);
    await identities.removeIdentity(ann.id);
    expect((await pushChanges(db, mine)).counts).to.deep.equal({
      SOURCE_MISSING: { report: { reported: 1 } },
    });
    expect((await pushChanges(db, mine)).state).to.equal('idle');
    await facade.dispose();
  });

  it('records a run as failed where the system cannot be reached, and pushes all of it next time', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'down');
    await identities.createIdentity('down', { userName: 'ann' });
    const down = replacing(facade, {
      search: () => {
        throw Object.assign(new InvalidAttributeValueException('Nobody answers.'), {
          name: 'ConnectionFailedException',
        });
      },
    });
    expect(await failureOf(pushChanges(db, { ...push, facade: down }))).to.equal('Nobody answers.');
    expect(await failureOf(pushChanges(db, { ...push, facade: down }))).to.equal('Nobody answers.');
    const { state, counts } = await pushChanges(db, push);
    expect({ state, counts }).to.deep.equal({
      state: 'done',
      counts: { ABSENT: { create: { changed: 1 } } },
    });
    expect(await runsOf(db, push.name), 'one run, taken up again').to.have.length(1);
    await facade.dispose();
  });

  it('is done by one at a time', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'once');
    await identities.createIdentities('once', [{ userName: 'ann' }, { userName: 'bob' }]);
    const first = await db.exclusive('run ["once","__ACCOUNT__"]', () => pushChanges(db, push));
    expect(first!.result).to.deep.equal({ state: 'busy', run: undefined, counts: {}, resumed: false });
    const both = await Promise.all([pushChanges(db, push), pushChanges(db, push)]);
    expect(both.map(({ state }) => state).filter((state) => state === 'done')).to.have.length(1);
    expect(await facade.search(ACCOUNT).toArray()).to.have.length(2);
    expect((await pushChanges(db, push)).state, 'and by the next one once it has ended').to.equal('idle');
    await facade.dispose();
  });

  it('writes nothing in a dry run', async () => {
    const db = database();
    const { push, identities, facade } = await bench(db, 'dry');
    await identities.createIdentity('dry', { userName: 'ann' });
    const { counts } = await pushChanges(db, push, { dryRun: true });
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 1 } } });
    expect(await facade.search(ACCOUNT, filters.equals('__NAME__', 'ann')).toArray()).to.deep.equal([]);
    expect((await pushChanges(db, push)).counts).to.deep.equal(counts);
    await facade.dispose();
  });
});
