import { changeIdentities, migrate, openDatabase, pushChanges, type Database } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { startPostgres, type PostgresServer } from '../database/postgres-server.js';
import { person } from '../reconciliation/reconciliation-bench.js';
import { bench } from './live-bench.js';

describe('pushing while others write to the same PostgreSQL server', function () {
  this.timeout(60_000);
  let server: PostgresServer | undefined;
  let database: Database;
  before('PostgreSQL is installed', async function () {
    server = await startPostgres();
    if (!server) return this.skip();
    database = await openDatabase({ url: server.url });
    await migrate(database);
  });
  after(async () => {
    await database?.close();
    await server?.stop();
  });

  it('loses no change that was written before others, and committed after them', async () => {
    const { push, identities, object, taken, facade } = await bench(database, 'order');
    const [ann, bob, cas, dee] = await identities.createIdentities(
      'order',
      ['ann', 'bob', 'cas', 'dee'].map((userName) => ({ userName })),
    );
    await pushChanges(database, push);
    await database.transaction(async (slow) => {
      const attributes = { userName: 'ann', title: 'Head' };
      await changeIdentities(slow, 'order', [{ ...ann!, attributes, keys: person('order', 'ann').keys }]);
      await slow.query('DELETE FROM identity WHERE id = $1::bigint', [cas!.id]);
      await slow.query('INSERT INTO removed_identity (identity, type) VALUES ($1::bigint, $2)', [
        cas!.id,
        'order',
      ]);
      await identities.updateIdentity(bob!.id, { title: 'Boss' });
      expect((await pushChanges(database, push)).counts).to.deep.equal({
        CONFIRMED: { update: { changed: 1 } },
      });
      taken();
      expect((await pushChanges(database, push)).state, 'what is pushed is not pushed again').to.equal(
        'idle',
      );
      expect(taken()).to.deep.equal({});
      // The open transaction holds the position back: what was told is looked at again, and not told again.
      const telling = { ...push, actions: { ...push.actions, SOURCE_MISSING: 'report' as const } };
      await identities.removeIdentity(dee!.id);
      expect((await pushChanges(database, telling)).counts).to.deep.equal({
        SOURCE_MISSING: { report: { reported: 1 } },
      });
      expect((await pushChanges(database, telling)).state).to.equal('idle');
    });
    expect((await pushChanges(database, push)).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 1 } },
      SOURCE_MISSING: { disable: { changed: 1 } },
    });
    expect((await object('ann'))!.attributes.single('title')).to.equal('Head');
    await facade.dispose();
  });

  it('looks at everything again on a server that counts transactions anew', async () => {
    const { push, identities, facade } = await bench(database, 'restored');
    const ann = await identities.createIdentity('restored', { userName: 'ann' });
    await pushChanges(database, push);
    await database.query(`UPDATE push_position SET cluster = 'another', xid = '99999999'`);
    await identities.updateIdentity(ann.id, { title: 'Head' });
    expect((await pushChanges(database, push)).counts).to.deep.equal({
      CONFIRMED: { update: { changed: 1 } },
    });
    expect((await pushChanges(database, push)).state).to.equal('idle');
    await facade.dispose();
  });

  it('may be done by a user who owns nothing but the repository', async () => {
    await database.query('CREATE ROLE plain LOGIN');
    await database.query('CREATE SCHEMA owned AUTHORIZATION plain');
    const url = `${server!.url}&user=plain&options=${encodeURIComponent('-c search_path=owned')}`;
    const own = await openDatabase({ url: url.replace('//icf@', '//plain@') });
    await migrate(own);
    const { push, identities, facade } = await bench(own, 'plain');
    await identities.createIdentity('plain', { userName: 'ann' });
    expect((await pushChanges(own, push)).counts).to.deep.equal({ ABSENT: { create: { changed: 1 } } });
    await facade.dispose();
    await own.close();
  });
});
