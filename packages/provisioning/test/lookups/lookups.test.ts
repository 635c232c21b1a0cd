import { ObjectClass, attribute, filters, type ConnectorFacade } from '@icf-ts/framework';
import type { LookupDeclaration } from '@icf-ts/framework/spi';
import { lookupEntries, loadLookups, runsOf, synchronizeLookups } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, account, target } from '../reconciliation/reconciliation-bench.js';

const TITLES: LookupDeclaration = {
  name: 'Lookup.Memory.Titles',
  objectClass: ACCOUNT,
  codeAttribute: '__NAME__',
  decodeAttribute: 'title',
};
const UNKNOWN: LookupDeclaration = {
  ...TITLES,
  name: 'Lookup.Memory.Unknown',
  objectClass: new ObjectClass('Nothing'),
};

describeOnBoth('synchronising lookups into the repository', (database) => {
  const jobOf = (facade: ConnectorFacade, name: string, declarations = [TITLES]) => ({
    ...{ name, system: name, facade, declarations },
  });

  it('adds, changes and removes as the system does, and maps find the result', async () => {
    const db = database();
    const facade = await target(['ann', 'bob']);
    const job = jobOf(facade, 'follow');
    const [first] = (await synchronizeLookups(db, job)).lookups;
    expect(first).to.deep.include({ entries: 2, changes: { added: 2, changed: 0, removed: 0 } });
    const uidOf = async (name: string) =>
      (await facade.search(ACCOUNT, filters.equals('__NAME__', name)).toArray())[0]!.uid;
    await facade.update(ACCOUNT, await uidOf('ann'), [attribute('title', 'Head')]);
    await facade.delete(ACCOUNT, await uidOf('bob'));
    await facade.create(ACCOUNT, account('cas'));
    const { run, state, lookups } = await synchronizeLookups(db, job);
    expect(state).to.equal('done');
    expect(lookups[0]!.changes).to.deep.equal({ added: 1, changed: 1, removed: 1 });
    const loaded = await loadLookups(db, 'follow');
    expect([...loaded(TITLES.name)!]).to.deep.equal([
      ['ann', 'Head'],
      ['cas', 'Clerk'],
    ]);
    expect(loaded('Lookup.Other')).to.equal(undefined);
    expect((await runsOf(db, 'follow'))[0]).to.deep.include({
      ...{ id: run, kind: 'lookup synchronisation', state: 'done' },
      counts: { [TITLES.name]: { added: 1, changed: 1, removed: 1 } },
    });
    await facade.dispose();
  });

  it('leaves a lookup that fails as it was, and goes on with the others', async () => {
    const db = database();
    const facade = await target(['ann']);
    const { run, state, lookups } = await synchronizeLookups(db, jobOf(facade, 'fail', [UNKNOWN, TITLES]));
    expect(state).to.equal('failed');
    expect(lookups[0]!.failure).to.be.a('string').and.include('Nothing');
    expect(lookups[1]!.changes).to.deep.equal({ added: 1, changed: 0, removed: 0 });
    const [kept] = await runsOf(db, 'fail');
    expect(kept).to.include({ id: run, state: 'failed' });
    expect(kept!.message).to.match(/^Lookup\.Memory\.Unknown: /);
    await facade.dispose();
  });

  it('keeps what it has where it is stopped, and refuses a lookup that nobody declares', async () => {
    const db = database();
    const facade = await target(['ann']);
    const job = jobOf(facade, 'stopped');
    await synchronizeLookups(db, job);
    const stopped = await synchronizeLookups(db, job, { signal: AbortSignal.abort() });
    expect(stopped).to.deep.include({ state: 'stopped', lookups: [] });
    expect(await lookupEntries(db, 'stopped', TITLES.name)).to.have.length(1);
    const refused = await synchronizeLookups(db, { ...job, only: ['Lookup.X'] }).catch(
      (error: Error) => error.message,
    );
    expect(refused).to.include(`no lookup 'Lookup.X'`).and.include(TITLES.name);
    await facade.dispose();
  });
});
