import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttributeDelta, ConnectorKey, GuardedString, ObjectClass, Uid, filters } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { expect } from 'chai';
import { TABLE, describeDatabase, tableProperties, type Database } from '../database-scenario.js';
import type { JavaServer } from '../java-server.js';
import { realBundles } from '../real-bundles.js';
import { openIcfPeer } from './openicf-peer.js';

const KEY = 'for the fork';
const CONNECTOR = new ConnectorKey(
  'org.openidentityplatform.openicf.connectors.databasetable-connector',
  '2.0.1',
  'org.identityconnectors.databasetable.DatabaseTableConnector',
);

/** The OpenICF fork's released database connector on its released server, used from here. */
describe('our client uses OpenICF’s database connector on OpenICF’s server', () => {
  const database = {} as Database;
  let server: JavaServer | undefined;
  let folder: string;
  let manager: RemoteConnectorInfoManager;

  before(async function () {
    this.timeout(600_000);
    const [peer, bundles] = [await openIcfPeer(), await realBundles()];
    for (const found of [peer, bundles]) {
      if ('missing' in found) {
        console.log(`skipped: ${found.missing}`);
        this.skip();
      }
    }
    if ('missing' in peer || 'missing' in bundles) return;
    folder = await mkdtemp(join(tmpdir(), 'icf-fork-'));
    const url = `jdbc:h2:${join(folder, 'people')};AUTO_SERVER=TRUE`;
    await bundles.sql(url, TABLE);
    server = await peer.startServer({ key: KEY, bundles: [peer.databaseTable], libraries: [bundles.h2] });
    manager = await RemoteConnectorInfoManager.connect({
      host: server.host,
      port: server.port,
      key: new GuardedString(KEY),
    });
    database.facade = manager.createFacade(
      CONNECTOR,
      manager.find(CONNECTOR)!.defaultConfiguration.withProperties(tableProperties(url)),
    );
    database.change = (statement) => bundles.sql(url, statement);
    database.rows = (where) =>
      bundles.sql(
        url,
        `SELECT ID || '/' || MAIL || '/' || AGE || '/' || PASS FROM PEOPLE WHERE ${where} ORDER BY ID`,
      );
  });
  after(async () => {
    manager?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('learns from the hello what the server speaks', () => expect(manager.dialect).to.equal('openicf'));

  describeDatabase(database);

  it('emulates updateDelta, which the fork has no call for', async () => {
    await database.facade.updateDelta(ObjectClass.ACCOUNT, new Uid('grace'), [
      new AttributeDelta('MAIL', { replace: ['delta@example.test'] }),
    ]);
    expect(await database.rows("ID = 'grace'")).to.deep.equal(['grace/delta@example.test/85/two']);
  });

  it('refuses a filter that the fork cannot read, with the reason', async () => {
    const filter = filters.equalsIgnoreCase('MAIL', 'x');
    const error = await database.facade
      .search(ObjectClass.ACCOUNT, filter)
      .toArray()
      .then(
        () => expect.fail('accepted'),
        (thrown: Error) => thrown,
      );
    expect(error.message).to.match(/EqualsIgnoreCaseFilter cannot be sent/);
    expect(await database.facade.search(ObjectClass.ACCOUNT).toArray()).to.have.length(2);
  });

  it('is refused with a wrong key', async () => {
    const error = await RemoteConnectorInfoManager.connect({
      host: server!.host,
      port: server!.port,
      key: new GuardedString('no'),
    }).then(
      () => expect.fail('accepted'),
      (thrown: Error) => thrown,
    );
    expect(error.name).to.equal('InvalidCredentialException');
  });
});
