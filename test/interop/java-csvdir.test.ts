import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConnectorKey,
  GuardedString,
  Name,
  ObjectClass,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
} from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { expect } from 'chai';
import { javaPeer, type JavaServer } from './java-peer.js';
import { realBundles } from './real-bundles.js';

const KEY = 'for the CSV files';
const CSV_DIR = new ConnectorKey(
  'net.tirasa.connid.bundles.csvdir',
  '0.8.10',
  'net.tirasa.connid.bundles.csvdir.CSVDirConnector',
);
const FIELDS = ['id', 'first', 'last', 'email', 'pass', 'gone'];
const PEOPLE = [
  ['p1', 'Ada', 'Lovelace', 'ada@example.test', 'secret-1', 'false'],
  ['p2', 'Grace', 'Hopper', 'grace@example.test', 'secret-2', 'false'],
  ['p3', 'Želva, "Z"', 'Łukasz', 'z@example.test', 'secret-3', 'false'],
];

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');

/** A connector that its authors released for Java platforms, used from here, with CSV files at its other end. */
describe('our client uses ConnId’s CSV connector on the Java server', () => {
  let server: JavaServer | undefined;
  let folder: string;
  let manager: RemoteConnectorInfoManager;
  let facade: ConnectorFacade;

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
    folder = await mkdtemp(join(tmpdir(), 'icf-csv-'));
    await writeFile(join(folder, 'people.csv'), csv([FIELDS, ...PEOPLE]));
    server = await peer.startServer({ key: KEY, bundles: [bundles.csvDir] });
    manager = await RemoteConnectorInfoManager.connect({
      host: server.host,
      port: server.port,
      key: new GuardedString(KEY),
    });
    const { defaultConfiguration } = manager.find(CSV_DIR)!;
    facade = manager.createFacade(
      CSV_DIR,
      defaultConfiguration.withProperties({
        sourcePath: folder,
        fileMask: '.*\\.csv',
        fields: FIELDS,
        keyColumnNames: ['id'],
        passwordColumnName: 'pass',
        deleteColumnName: 'gone',
      }),
    );
  });
  after(async () => {
    manager?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const files = async (): Promise<string> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
  };
  const emails = (found: readonly ConnectorObject[]): readonly unknown[] =>
    found.map((object) => object.attributes.single('email')).sort();

  it('says what it is, validates, tests and tells its columns', async () => {
    expect(manager.dialect).to.equal('connid');
    await facade.validate();
    await facade.test();
    const account = (await facade.schema()).objectClass('__ACCOUNT__')!;
    expect(account.attributeInfos.map(({ name }) => name)).to.include.members(['first', 'last', 'email']);
  });

  it('refuses a configuration without a key column, in the connector’s own words', async () => {
    const wrong = manager.createFacade(CSV_DIR, facade.configuration.withProperties({ keyColumnNames: [] }));
    const error = await wrong.validate().then(
      () => expect.fail('accepted'),
      (thrown: Error) => thrown,
    );
    expect(error.message).to.match(/key ?column/i);
  });

  it('gets and searches what the file holds', async () => {
    const ada = await facade.get(ObjectClass.ACCOUNT, new Uid('p1'));
    expect(ada?.attributes.single('last')).to.equal('Lovelace');
    expect(await facade.get(ObjectClass.ACCOUNT, new Uid('p9'))).to.equal(null);
    const search = (filter: Parameters<typeof facade.search>[1]): Promise<ConnectorObject[]> =>
      facade.search(ObjectClass.ACCOUNT, filter).toArray();
    expect(emails(await search(null))).to.deep.equal([
      'ada@example.test',
      'grace@example.test',
      'z@example.test',
    ]);
    expect(emails(await search(filters.equals('last', 'Hopper')))).to.deep.equal(['grace@example.test']);
    expect(emails(await search(filters.startsWith('email', 'gra')))).to.deep.equal(['grace@example.test']);
    expect(
      emails(
        await search(
          filters.and(filters.contains('email', 'example'), filters.not(filters.equals('first', 'Ada'))),
        ),
      ),
    ).to.deep.equal(['grace@example.test', 'z@example.test']);
    expect(await facade.count(ObjectClass.ACCOUNT)).to.equal(PEOPLE.length);
    const [odd] = await search(filters.equals('last', 'Łukasz'));
    expect(odd?.attributes.single('first')).to.equal('Želva, "Z"');
  });

  it('knows a person by name and password', async () => {
    const uid = await facade.authenticate(ObjectClass.ACCOUNT, 'p1', new GuardedString('secret-1'));
    expect(uid.value).to.equal('p1');
    const error = await facade.authenticate(ObjectClass.ACCOUNT, 'p1', new GuardedString('no')).then(
      () => expect.fail('accepted'),
      (thrown: Error) => thrown,
    );
    expect(error.name).to.match(/Exception$/);
  });

  it('creates, updates and deletes lines of the files', async () => {
    const uid = await facade.create(ObjectClass.ACCOUNT, [
      new Name('p4'),
      attribute('id', 'p4'),
      attribute('first', 'Jöhn'),
      attribute('last', 'Doe'),
      attribute('email', 'john@example.test'),
      attribute('__PASSWORD__', new GuardedString('söcret')),
    ]);
    expect(uid.value).to.equal('p4');
    expect(await files()).to.match(/"p4".*"Jöhn".*"Doe".*"john@example\.test".*"söcret"/);

    await facade.update(ObjectClass.ACCOUNT, uid, [attribute('email', 'j@example.test')]);
    expect(await files())
      .to.include('j@example.test')
      .and.not.include('john@example.test');
    expect((await facade.get(ObjectClass.ACCOUNT, uid))?.attributes.single('last')).to.equal('Doe');

    await facade.delete(ObjectClass.ACCOUNT, uid);
    expect(await facade.get(ObjectClass.ACCOUNT, uid)).to.equal(null);
    const left = await facade.search(ObjectClass.ACCOUNT).toArray();
    expect(left).to.have.length(PEOPLE.length);
  });

  it('hears of the files that came after its token', async () => {
    const token = await facade.getLatestSyncToken(ObjectClass.ACCOUNT);
    expect(token?.value).to.be.a('bigint');
    // A whole second: file systems differ in what they keep of the rest.
    const later = new Date((Math.floor(Number(token!.value) / 1000) + 60) * 1000);
    const file = join(folder, 'more.csv');
    await writeFile(
      file,
      csv([
        FIELDS,
        ['p5', 'New', 'Person', 'new@example.test', 'x', 'false'],
        ['p2', 'Grace', 'Hopper', 'grace@example.test', 'secret-2', 'true'],
      ]),
    );
    await utimes(file, later, later);
    const stream = facade.sync(ObjectClass.ACCOUNT, token);
    const deltas = await stream.toArray();
    expect(deltas.map(({ type, uid }) => `${type} ${uid.value}`).sort()).to.deep.equal([
      'CREATE_OR_UPDATE p5',
      'DELETE p2',
    ]);
    const next = await facade.getLatestSyncToken(ObjectClass.ACCOUNT);
    expect(Number(next!.value)).to.equal(later.getTime());
    expect(await facade.sync(ObjectClass.ACCOUNT, next).toArray()).to.deep.equal([]);
  });
});
