import { attribute, filters } from '@icf-ts/framework';
import { addIdentities, reconcileInbound, runItems, runsOf } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, TRUSTED, account, identities, job, person, target } from './reconciliation-bench.js';

const NAMES = ['ann', 'bob', 'cas', 'dee', 'eva', 'fay', 'gus'];

describeOnBoth('reconciling a system into the repository', (database) => {
  it('creates, then finds nothing to do, then brings up to date', async () => {
    const db = database();
    const facade = await target(NAMES);
    const run = () => reconcileInbound(db, job(facade, { identityType: 'create' }));
    expect((await run()).counts).to.deep.equal({ ABSENT: { create: { changed: 7 } } });
    expect((await identities(db, 'create')).map(({ userName }) => userName)).to.deep.equal(NAMES);
    expect((await run()).counts).to.deep.equal({ CONFIRMED: { update: { unchanged: 7 } } });
    const [bob] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'bob')).toArray();
    await facade.update(ACCOUNT, bob!.uid, [attribute('title', 'Head')]);
    expect((await run()).counts).to.deep.equal({ CONFIRMED: { update: { unchanged: 6, changed: 1 } } });
    expect((await identities(db, 'create'))[1]).to.deep.equal({ userName: 'bob', title: 'Head' });
    await facade.dispose();
  });

  it('links what correlation finds, and disables what is gone', async () => {
    const db = database();
    const facade = await target(['ann', 'bob']);
    await addIdentities(db, [person('link', 'ANN'), person('link', 'Zoe')]);
    const mine = job(facade, {
      identityType: 'link',
      system: 'linking',
      actions: { ...TRUSTED, UNASSIGNED: 'report' },
    });
    const first = await reconcileInbound(db, mine);
    expect(first.counts).to.deep.equal({
      FOUND: { link: { changed: 1 } },
      ABSENT: { create: { changed: 1 } },
      UNASSIGNED: { report: { reported: 1 } },
    });
    const [ann] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'ann')).toArray();
    await facade.delete(ACCOUNT, ann!.uid);
    const second = await reconcileInbound(db, mine);
    expect(second.counts).to.deep.include({ SOURCE_MISSING: { disable: { changed: 1 } } });
    expect((await identities(db, 'link'))[0]).to.include({ userName: 'ann', status: 'Disabled' });
    const limited = await reconcileInbound(db, { ...mine, filter: filters.equals('__NAME__', 'bob') });
    expect(limited.counts, 'a limited run tells nothing of the others').to.have.all.keys('CONFIRMED');
    await facade.dispose();
  });

  it('fails an object whose text no database takes, says why, and goes on', async () => {
    const db = database();
    const facade = await target(['ann', 'n\0l']);
    await facade.create(ACCOUNT, account('half', '\ud800'));
    await facade.create(ACCOUNT, account('zoe'));
    const { run, counts } = await reconcileInbound(
      db,
      job(facade, { identityType: 'text', system: 'text', batchSize: 10 }),
    );
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 2, failed: 2 } } });
    const told = [];
    for await (const page of runItems(db, run))
      told.push(...page.map(({ name, message }) => [name, message]));
    expect(told).to.deep.equal([
      [
        'n\ufffdl',
        'This cannot be written: userName holds the character U+0000, which the repository cannot keep.',
      ],
      [
        'half',
        'This cannot be written: title holds half of a character (a lone surrogate), which the repository cannot keep.',
      ],
    ]);
    await facade.dispose();
  });

  it('reports ambiguity with its candidates, and goes on', async () => {
    const db = database();
    const facade = await target(['ann', 'bob']);
    const ids = await addIdentities(db, [person('twice', 'ann'), person('twice', 'Ann')]);
    const { run, counts } = await reconcileInbound(
      db,
      job(facade, { identityType: 'twice', system: 'twice' }),
    );
    expect(counts).to.deep.include({ AMBIGUOUS: { exception: { failed: 1 } } });
    expect(counts).to.deep.include({ ABSENT: { create: { changed: 1 } } });
    for await (const [item] of runItems(db, run)) {
      expect(item).to.include({ name: 'ann', situation: 'AMBIGUOUS' });
      expect(item!.message).to.include(`${ids[0]}, ${ids[1]}`);
    }
    await facade.dispose();
  });

  it('counts an object that cannot be mapped as a failure of its own', async () => {
    const db = database();
    const facade = await target(['ann', 'bad', 'cas']);
    const mine = job(facade, { identityType: 'bad', system: 'bad' });
    const mapping = {
      ...mine.mapping,
      toIdentity: (...args: Parameters<typeof mine.mapping.toIdentity>) => {
        if (args[0].name.value === 'bad') throw new Error("Attribute 'title' is no number.");
        return mine.mapping.toIdentity(...args);
      },
    };
    const { counts } = await reconcileInbound(db, { ...mine, mapping });
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 2, failed: 1 } } });
    await facade.dispose();
  });

  it('changes nothing in a dry run', async () => {
    const db = database();
    const facade = await target(NAMES);
    const mine = job(facade, { identityType: 'dry', system: 'dry' });
    const { counts } = await reconcileInbound(db, mine, { dryRun: true });
    expect(counts).to.deep.equal({ ABSENT: { create: { changed: 7 } } });
    expect(await identities(db, 'dry')).to.deep.equal([]);
    await facade.dispose();
  });

  it('stops where it is told to, and goes on to the same end', async () => {
    const db = database();
    const facade = await target(NAMES);
    const mine = job(facade, { identityType: 'stop', system: 'stop' });
    const stop = new AbortController();
    const stopped = await reconcileInbound(db, mine, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).to.deep.include({ state: 'stopped', counts: { ABSENT: { create: { changed: 3 } } } });
    const ended = await reconcileInbound(db, mine);
    expect(ended).to.include({ state: 'done', resumed: true, run: stopped.run });
    expect((await identities(db, 'stop')).map(({ userName }) => userName)).to.have.members(NAMES);
    expect(await runsOf(db, mine.name)).to.have.length(1);
    await facade.dispose();
  });
});
