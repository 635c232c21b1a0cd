import { filters } from '@icf-ts/framework';
import {
  MappingError,
  addIdentities,
  identitiesById,
  changeIdentities,
  reconcileOutbound,
  removeIdentities,
  runItems,
  type Database,
  type JsonObject,
  type OutboundJob,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, TRUSTED, job as inbound, person, target } from './reconciliation-bench.js';

const job = (...args: Parameters<typeof inbound>): OutboundJob => {
  const { qualifies: _inbound, ...common } = inbound(...args);
  return {
    ...common,
    name: `to ${args[1]?.identityType}`,
    actions: { ...TRUSTED, MISSING: 'create', SOURCE_MISSING: 'disable' },
  };
};

async function setTitle(db: Database, id: string, title: string): Promise<void> {
  const [identity] = await identitiesById(db, [id]);
  const attributes: JsonObject = { ...identity!.attributes, title };
  await changeIdentities(db, identity!.type, [
    { id, revision: identity!.revision, attributes, keys: person('x', String(attributes['userName'])).keys },
  ]);
}

describeOnBoth('reconciling the repository into a system', (database) => {
  it('creates, links, changes only what differs, and finds nothing to do afterwards', async () => {
    const db = database();
    const facade = await target(['bob']);
    const ids = await addIdentities(
      db,
      ['Ann', 'Bob', 'Cas', 'Dee'].map((name) => person('out', name)),
    );
    const mine = job(facade, { identityType: 'out', system: 'out' });
    const first = await reconcileOutbound(db, mine);
    expect(first.counts).to.deep.equal({
      ABSENT: { create: { changed: 3 } },
      FOUND: { link: { changed: 1 } },
    });
    const again = await reconcileOutbound(db, mine);
    expect(again.counts).to.deep.equal({ CONFIRMED: { update: { unchanged: 4 } } });

    await setTitle(db, ids[2]!, 'Head');
    const third = await reconcileOutbound(db, mine);
    expect(third.counts).to.deep.equal({ CONFIRMED: { update: { unchanged: 3, changed: 1 } } });
    const [cas] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'Cas')).toArray();
    expect(cas!.attributes.single('title')).to.equal('Head');
    await facade.dispose();
  });

  it('makes again what is missing, and disables what has lost its identity', async () => {
    const db = database();
    const facade = await target([]);
    const ids = await addIdentities(db, [person('gone', 'ann'), person('gone', 'bob')]);
    const mine = job(facade, { identityType: 'gone', system: 'gone' });
    await reconcileOutbound(db, mine);
    const [ann] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'ann')).toArray();
    await facade.delete(ACCOUNT, ann!.uid);
    await removeIdentities(db, [ids[1]!]);
    const run = await reconcileOutbound(db, mine);
    expect(run.counts).to.deep.equal({
      MISSING: { create: { changed: 1 } },
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    const [bob] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'bob')).toArray();
    expect(bob!.attributes.single('__ENABLE__')).to.equal(false);
    expect((await reconcileOutbound(db, mine)).counts).to.deep.equal({
      CONFIRMED: { update: { unchanged: 1 } },
    });
    await facade.dispose();
  });

  it('leaves those alone that do not qualify, and writes nothing in a dry run', async () => {
    const db = database();
    const facade = await target([]);
    await addIdentities(db, [person('some', 'ann'), person('some', 'bob')]);
    const mine: OutboundJob = {
      ...job(facade, { identityType: 'some', system: 'some' }),
      qualifies: ({ attributes }) => attributes['userName'] !== 'bob',
    };
    const dry = await reconcileOutbound(db, mine, { dryRun: true });
    expect(dry.counts).to.deep.equal({
      ABSENT: { create: { changed: 1 } },
      SOURCE_IGNORED: { ignore: { unchanged: 1 } },
    });
    expect(await facade.search(ACCOUNT).toArray()).to.deep.equal([]);
    await reconcileOutbound(db, mine);
    expect((await facade.search(ACCOUNT).toArray()).map(({ name }) => name.value)).to.deep.equal(['ann']);
    await facade.dispose();
  });

  it('finds what a run had made that was cut off before it could say so', async () => {
    const db = database();
    const facade = await target([]);
    await addIdentities(
      db,
      ['a', 'b', 'c', 'd', 'e'].map((name) => person('cut', name)),
    );
    const mine = job(facade, { identityType: 'cut', system: 'cut' });
    let calls = 0;
    const failing: Database = {
      ...db,
      transaction: (work) => (++calls === 2 ? Promise.reject(new Error('killed')) : db.transaction(work)),
    };
    const cut = await reconcileOutbound(failing, mine).catch((error: Error) => error.message);
    expect(cut).to.equal('killed');
    expect(await facade.search(ACCOUNT).toArray()).to.have.length(5);
    const ended = await reconcileOutbound(db, mine);
    expect(ended.resumed).to.equal(true);
    expect(ended.counts).to.deep.equal({
      ABSENT: { create: { changed: 3 } },
      FOUND: { link: { changed: 2 } },
    });
    expect(await facade.search(ACCOUNT).toArray()).to.have.length(5);
    await facade.dispose();
  });

  it('tells failures by the name that the object was to get, or that was looked for', async () => {
    const db = database();
    const facade = await target([]);
    await addIdentities(db, [person('named', 'ann'), person('named', 'bob'), person('named', 'cas')]);
    const mine = job(facade, { identityType: 'named', system: 'named' });
    const { mapping } = mine;
    const refusing: OutboundJob = {
      ...mine,
      mapping: {
        ...mapping,
        toAttributes: (identity, present) => {
          if (identity['userName'] === 'ann') throw new MappingError('no');
          const attributes = mapping.toAttributes(identity, present);
          // The target wants a surname.
          return identity['userName'] === 'bob' ? attributes.filter(({ name }) => name !== 'sn') : attributes;
        },
      },
    };
    const { run, counts } = await reconcileOutbound(db, refusing);
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 1, failed: 2 } } });
    const names: (string | null)[] = [];
    for await (const items of runItems(db, run)) names.push(...items.map(({ name }) => name));
    expect(names).to.deep.equal(['ann', 'bob']);
    await facade.dispose();
  });
});
