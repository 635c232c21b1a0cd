import {
  BigDecimal,
  ConnectorObject,
  Double,
  IllegalArgumentException,
  Name,
  PreconditionFailedException,
  ResultStream,
  SyncDelta,
  SyncToken,
  Uid,
  ZonedDateTime,
  attribute,
  filters,
  type ConnectorFacade,
} from '@icf-ts/framework';
import {
  linksByUid,
  reconcileInbound,
  reconcileIncremental,
  runItems,
  runsOf,
  syncToken,
  type Database,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { tokenAsJson, tokenFromJson } from '#src/reconciliation/token-json.js';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, TRUSTED, account, identities, job, target } from './reconciliation-bench.js';

const NAMES = ['ann', 'bob', 'cas', 'dee', 'eva', 'fay', 'gus'];
const uidOf = async (facade: ConnectorFacade, name: string): Promise<Uid> =>
  (await facade.search(ACCOUNT, filters.equals('__NAME__', name)).toArray())[0]!.uid;

/** The facade with another sync. */
const syncing = (facade: ConnectorFacade, sync: ConnectorFacade['sync']): ConnectorFacade =>
  new Proxy(facade, {
    get: (real, name) => {
      const value: unknown = name === 'sync' ? sync : Reflect.get(real, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(real) : value;
    },
  });
/** A database whose transactions end with that one, as if the process had. */
const dying = (db: Database, afterTransactions: number): Database => {
  let left = afterTransactions;
  return {
    name: db.name,
    query: db.query.bind(db),
    exclusive: db.exclusive.bind(db),
    close: () => Promise.resolve(),
    transaction: (work) => (left-- > 0 ? db.transaction(work) : Promise.reject(new Error('killed'))),
  };
};

describeOnBoth('reconciling changes into the repository', (database) => {
  /** A job that has read everything once. */
  const begun = async (name: string, more: Parameters<typeof job>[1] = {}) => {
    const db = database();
    const facade = await target(NAMES);
    const mine = job(facade, { identityType: name, system: name, ...more });
    const first = await reconcileIncremental(db, mine);
    return { db, facade, mine, first };
  };
  const names = async (db: Database, type: string) =>
    (await identities(db, type)).map(({ userName }) => userName);

  it('reads everything first, and then what was created, changed and deleted', async () => {
    const { db, facade, mine, first } = await begun('changes');
    expect(first).to.deep.include({
      extent: 'everything',
      reason: 'There was no sync token yet.',
      counts: { ABSENT: { create: { changed: 7 } } },
    });
    expect(await reconcileIncremental(db, mine)).to.deep.include({ extent: 'changes', counts: {} });
    await facade.create(ACCOUNT, account('hal'));
    await facade.update(ACCOUNT, await uidOf(facade, 'bob'), [attribute('title', 'Head')]);
    await facade.delete(ACCOUNT, await uidOf(facade, 'ann'));
    const dry = await reconcileIncremental(db, mine, { dryRun: true });
    const counts = {
      ABSENT: { create: { changed: 1 } },
      CONFIRMED: { update: { changed: 1 } },
      SOURCE_MISSING: { disable: { changed: 1 } },
    };
    expect(dry.counts, 'a dry run foresees it and keeps no token').to.deep.equal(counts);
    expect((await reconcileIncremental(db, mine)).counts).to.deep.equal(counts);
    const all = await identities(db, 'changes');
    expect(all.find(({ userName }) => userName === 'ann')).to.include({ status: 'Disabled' });
    expect(all.find(({ userName }) => userName === 'bob')).to.include({ title: 'Head' });
    expect(all).to.have.length(8);
    expect((await reconcileIncremental(db, mine)).counts).to.deep.equal({});
    expect((await reconcileInbound(db, mine)).counts, 'and a full run agrees').to.deep.equal({
      CONFIRMED: { update: { unchanged: 7 } },
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    await facade.dispose();
  });

  it('misses nothing that changes while everything is read, also over a kill', async () => {
    const db = database();
    const facade = await target(NAMES);
    const mine = job(facade, { identityType: 'meanwhile', system: 'meanwhile' });
    const cut = await reconcileIncremental(dying(db, 1), mine).catch((error: Error) => error.message);
    expect(cut).to.equal('killed');
    await facade.update(ACCOUNT, await uidOf(facade, 'ann'), [attribute('title', 'Head')]);
    const second = await reconcileIncremental(db, mine);
    expect(second).to.deep.include({ extent: 'everything', resumed: true });
    expect((await reconcileIncremental(db, mine)).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 1 } },
    });
    expect((await identities(db, 'meanwhile'))[0]).to.include({ userName: 'ann', title: 'Head' });
    await facade.dispose();
  });

  it('goes on from the last kept token after a kill at every batch', async () => {
    for (const survived of [0, 1, 2]) {
      const { db, facade, mine } = await begun(`killed-${survived}`);
      for (const name of NAMES)
        await facade.update(ACCOUNT, await uidOf(facade, name), [attribute('title', 'Head')]);
      const cut = await reconcileIncremental(dying(db, survived), mine).catch(
        (error: Error) => error.message,
      );
      expect(cut).to.equal('killed');
      const ended = await reconcileIncremental(db, mine);
      expect(ended, 'neither lost nor repeated').to.deep.include({
        resumed: survived > 0,
        counts: { CONFIRMED: { update: { changed: 7 } } },
      });
      expect((await identities(db, mine.identityType)).map(({ title }) => title)).to.deep.equal(
        NAMES.map(() => 'Head'),
      );
      expect(await runsOf(db, mine.name)).to.have.length(2);
      await facade.dispose();
    }
  });

  for (const Refusal of [PreconditionFailedException, IllegalArgumentException]) {
    it(`reads everything again where the token is refused by ${Refusal.name}`, async () => {
      const type = `refused-${Refusal.name}`;
      const { db, facade, mine } = await begun(type);
      await facade.delete(ACCOUNT, await uidOf(facade, 'ann'));
      const forgetful = syncing(facade, () =>
        ResultStream.of(
          (async function* () {
            await Promise.resolve();
            throw new Refusal('The sync token is too old.');
          })(),
        ),
      );
      const again = await reconcileIncremental(db, { ...mine, facade: forgetful });
      expect(again).to.deep.include({
        extent: 'everything',
        reason: 'The connector does not go on from the sync token: The sync token is too old.',
        counts: { CONFIRMED: { update: { unchanged: 6 } }, SOURCE_MISSING: { disable: { changed: 1 } } },
      });
      const refused = (await runsOf(db, mine.name)).find(({ kind }) => kind.startsWith('incremental'));
      expect(refused).to.include({ state: 'done', message: again.reason });
      expect((await reconcileIncremental(db, mine)).extent).to.equal('changes');
      await facade.dispose();
    });
  }

  it('leaves a full run that was cut off nothing to mistake for gone', async () => {
    const { db, facade, mine } = await begun('between');
    const cut = await reconcileInbound(dying(db, 2), mine).catch((error: Error) => error.message);
    expect(cut).to.equal('killed');
    await facade.update(ACCOUNT, await uidOf(facade, 'ann'), [attribute('title', 'Head')]);
    await reconcileIncremental(db, mine);
    const ended = await reconcileInbound(db, mine);
    expect(ended).to.deep.include({ resumed: true, counts: { CONFIRMED: { update: { unchanged: 7 } } } });
    await facade.dispose();
  });

  it('reads everything each time where the connector has no tokens', async () => {
    const db = database();
    const facade = await target(['ann']);
    const tokenless = new Proxy(facade, {
      get: (real, name) => {
        const value: unknown = Reflect.get(real, name);
        if (name === 'getLatestSyncToken') return () => Promise.resolve(null);
        return typeof value === 'function' ? (value as () => unknown).bind(real) : value;
      },
    });
    const mine = job(tokenless, { identityType: 'tokenless', system: 'tokenless' });
    for (let run = 0; run < 2; run++)
      expect((await reconcileIncremental(db, mine)).extent).to.equal('everything');
    await facade.dispose();
  });

  it('fails, and keeps its token, where the connector fails for another reason', async () => {
    const { db, facade, mine } = await begun('broken');
    const kept = await syncToken(db, mine.name);
    const broken = syncing(facade, () => {
      throw new Error('No route to host.');
    });
    const failure = await reconcileIncremental(db, { ...mine, facade: broken }).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal('No route to host.');
    expect(await syncToken(db, mine.name)).to.deep.equal(kept);
    expect((await runsOf(db, mine.name))[0]).to.include({ state: 'failed', message: 'No route to host.' });
    await facade.dispose();
  });

  describe('of a connector with a history of every step', () => {
    const object = (uid: string, name: string): ConnectorObject =>
      new ConnectorObject(ACCOUNT, [new Uid(uid), new Name(name)]);
    const delta = (
      type: 'CREATE' | 'UPDATE' | 'DELETE',
      token: string,
      uid: string,
      name: string,
      previousUid?: string,
    ): SyncDelta =>
      new SyncDelta(type, new SyncToken(token), {
        uid: new Uid(uid),
        ...(type === 'DELETE' ? {} : { object: object(uid, name) }),
        ...(previousUid === undefined ? {} : { previousUid: new Uid(previousUid) }),
      });
    const history = (deltas: readonly SyncDelta[], asked: (string | undefined)[] = []) =>
      ((_type, token) => {
        asked.push(token ? String(token.value as object) : undefined);
        return ResultStream.of(
          (async function* () {
            yield* deltas;
            await Promise.resolve();
            return new SyncToken('end');
          })(),
        );
      }) as ConnectorFacade['sync'];

    it('follows an object through its renames, its end and its return', async () => {
      const actions = { ...TRUSTED, SOURCE_MISSING: 'unlink' as const };
      const { db, facade, mine } = await begun('steps', { actions, batchSize: 50 });
      const sync = history([
        delta('CREATE', '1', 'n1', 'neo'),
        delta('UPDATE', '2', 'n2', 'neo', 'n1'),
        delta('UPDATE', '3', 'n2', 'neo'),
        delta('DELETE', '4', 'n2', 'neo'),
        delta('CREATE', '5', 'n3', 'neo'),
      ]);
      const { counts } = await reconcileIncremental(db, { ...mine, facade: syncing(facade, sync) });
      expect(counts).to.deep.equal({
        ABSENT: { create: { changed: 1 } },
        CONFIRMED: { update: { unchanged: 2 } },
        SOURCE_MISSING: { unlink: { changed: 1 } },
        FOUND: { link: { changed: 1 } },
      });
      expect(await names(db, 'steps')).to.deep.equal([...NAMES, 'neo']);
      const scope = { system: 'steps', objectClass: ACCOUNT.type };
      const links = await linksByUid(db, scope, ['n1', 'n2', 'n3']);
      expect(links.map(({ uid }) => uid)).to.deep.equal(['n3']);
      await facade.dispose();
    });

    it('keeps no token that stands for changes it has not seen', async () => {
      const { db, facade, mine } = await begun('shared');
      const asked: (string | undefined)[] = [];
      const deltas = ['1', '2', '2', '2', '2', '3'].map((token, at) =>
        delta('CREATE', token, `s${at}`, `shared ${at}`),
      );
      const sync = history(deltas, asked);
      const other = { ...mine, facade: syncing(facade, sync) };
      await reconcileIncremental(dying(db, 1), other).catch(() => undefined);
      expect(await syncToken(db, mine.name)).to.deep.include({ token: '1' });
      await reconcileIncremental(db, other);
      expect(asked.at(-1)).to.equal('1');
      expect(await syncToken(db, mine.name)).to.deep.include({ token: 'end' });
      expect(await names(db, 'shared')).to.have.length(13);
      await facade.dispose();
    });

    it('tells of a deletion that its rules make a failure', async () => {
      const actions = { ...TRUSTED, SOURCE_MISSING: 'exception' as const };
      const { db, facade, mine } = await begun('told', { actions });
      await facade.delete(ACCOUNT, await uidOf(facade, 'cas'));
      const { run, counts } = await reconcileIncremental(db, mine);
      expect(counts).to.deep.equal({ SOURCE_MISSING: { exception: { failed: 1 } } });
      for await (const [item] of runItems(db, run)) expect(item).to.include({ name: 'cas' });
      await facade.dispose();
    });
  });
});

describe('sync tokens in the repository', () => {
  it('come back with their types', () => {
    const values: readonly SyncToken['value'][] = [
      'text',
      true,
      42,
      -0,
      2n ** 60n,
      new Uint8Array([0, 255]),
      new Double(7),
      new BigDecimal(-1234n, 2),
      new ZonedDateTime('2024-02-29T12:00:00Z'),
    ];
    for (const value of values) {
      const json: unknown = JSON.parse(JSON.stringify(tokenAsJson(new SyncToken(value))));
      const back = tokenFromJson(json as string).value;
      if (Object.is(value, -0)) expect(back).to.deep.equal(new Double(-0));
      else expect(back).to.deep.equal(value);
    }
    expect(() => tokenFromJson({ type: 'constructor', text: 'x' })).to.throw('is no sync token');
  });
});
