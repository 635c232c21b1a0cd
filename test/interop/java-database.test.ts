import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectorKey, GuardedString } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { TABLE, describeDatabase, tableProperties, type Database } from './database-scenario.js';
import { javaPeer, type JavaServer } from './java-peer.js';
import { realBundles } from './real-bundles.js';

const KEY = 'for the table';
const CONNECTOR = new ConnectorKey(
  'net.tirasa.connid.bundles.db.table',
  '2.2.10',
  'net.tirasa.connid.bundles.db.table.DatabaseTableConnector',
);

/** ConnId's released database connector on its released server, used from here, with a table at its other end. */
describe('our client uses ConnId’s database connector on the Java server', () => {
  const database = {} as Database;
  let server: JavaServer | undefined;
  let folder: string;
  let manager: RemoteConnectorInfoManager;

  before(async function () {
    this.timeout(600_000);
    const [peer, bundles] = [await javaPeer(), await realBundles()];
    for (const found of [peer, bundles]) {
      if ('missing' in found) {
        console.log(`skipped: ${found.missing}`);
        this.skip();
      }
    }
    if ('missing' in peer || 'missing' in bundles) return;
    folder = await mkdtemp(join(tmpdir(), 'icf-table-'));
    const url = `jdbc:h2:${join(folder, 'people')};AUTO_SERVER=TRUE`;
    await bundles.sql(url, TABLE);
    server = await peer.startServer({
      key: KEY,
      bundles: [bundles.databaseTable],
      libraries: [bundles.h2],
    });
    manager = await RemoteConnectorInfoManager.connect({
      host: server.host,
      port: server.port,
      key: new GuardedString(KEY),
    });
    const { defaultConfiguration } = manager.find(CONNECTOR)!;
    database.facade = manager.createFacade(
      CONNECTOR,
      defaultConfiguration.withProperties(tableProperties(url)),
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

  describeDatabase(database);
});
