import {
  ConnectorKey,
  GuardedString,
  Name,
  ObjectClass,
  ResultsHandlerConfiguration,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
} from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { expect } from 'chai';
import {
  MEMORY_BUNDLE_NAME,
  MEMORY_BUNDLE_VERSION,
  MEMORY_CONNECTOR_NAME,
  javaPeer,
  type JavaServer,
} from './java-peer.js';

const KEY = 'for the Java server';
const POPULATION = 1203;

/** Our client on ConnId's released Java server: a Node platform uses a Java connector. */
describe('our client drives the Java server', () => {
  let server: JavaServer | undefined;
  let manager: RemoteConnectorInfoManager;
  let facade: ConnectorFacade;

  before(async function () {
    this.timeout(300_000);
    const found = await javaPeer();
    if ('missing' in found) {
      console.log(`skipped: ${found.missing}`);
      this.skip();
    }
    server = await found.startServer({ key: KEY, bundles: [found.memoryBundle] });
    manager = await RemoteConnectorInfoManager.connect({
      host: server.host,
      port: server.port,
      key: new GuardedString(KEY),
    });
    const key = new ConnectorKey(MEMORY_BUNDLE_NAME, MEMORY_BUNDLE_VERSION, MEMORY_CONNECTOR_NAME);
    const info = manager.find(key);
    expect(info?.displayName()).to.equal('In-memory accounts');
    facade = manager.createFacade(
      key,
      info!.defaultConfiguration.withProperties({ realm: 'node', population: POPULATION, secret: 's3cret' }),
    );
  });
  after(async () => {
    manager?.close();
    await server?.stop();
  });

  const failure = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => expect.fail('accepted'),
      (error: unknown) => error,
    );

  it('validates, tests and reads the schema', async () => {
    await facade.validate();
    await facade.test();
    const schema = await facade.schema();
    expect(schema.objectClass('__ACCOUNT__')?.attribute('__NAME__')?.isRequired).to.equal(true);
    expect(schema.supports('search', '__ACCOUNT__')).to.equal(true);
  });

  it('creates, gets, updates and deletes, with Java’s exceptions as our classes', async () => {
    const uid = await facade.create(ObjectClass.ACCOUNT, [
      new Name('ada'),
      attribute('__PASSWORD__', new GuardedString('pass word ü')),
    ]);
    const get = (): Promise<ConnectorObject | null> => facade.get(ObjectClass.ACCOUNT, uid);
    expect((await get())?.name.value).to.equal('ada');
    expect(await failure(facade.create(ObjectClass.ACCOUNT, [new Name('ada')]))).to.have.property(
      'name',
      'AlreadyExistsException',
    );
    await facade.update(ObjectClass.ACCOUNT, uid, [attribute('__ENABLE__', false)]);
    expect((await get())?.attributes.single('__ENABLE__')).to.equal(false);
    await facade.delete(ObjectClass.ACCOUNT, uid);
    expect(await get()).to.equal(null);
    expect(await failure(facade.delete(ObjectClass.ACCOUNT, uid))).to.have.property(
      'name',
      'UnknownUidException',
    );
    expect(await facade.get(ObjectClass.ACCOUNT, new Uid('nobody'))).to.equal(null);
  });

  it('searches through the pauses, stops early, and goes on afterwards', async () => {
    const all = await facade.search(ObjectClass.ACCOUNT).toArray();
    expect(new Set(all.map(({ uid }) => uid.value)).size).to.equal(POPULATION);
    expect(await facade.count(ObjectClass.ACCOUNT)).to.equal(POPULATION);
    let seen = 0;
    for await (const _ of facade.search(ObjectClass.ACCOUNT)) if (++seen === 5) break;
    const [first] = all;
    const [found] = await facade.search(ObjectClass.ACCOUNT, filters.equals(first!.name)).toArray();
    expect(found?.uid.value).to.equal(first!.uid.value);
  });

  it('reads pages by cookie', async () => {
    const paging = manager.createFacade(
      facade.key,
      facade.configuration.with({
        resultsHandlers: new ResultsHandlerConfiguration({ enableFilteredResultsHandler: false }),
      }),
    );
    const uids = new Set<string>();
    let pages = 0;
    let cookie: string | null | undefined;
    do {
      const stream = paging.search(ObjectClass.ACCOUNT, null, {
        pageSize: 100,
        ...(cookie ? { pagedResultsCookie: cookie } : {}),
      });
      for await (const { uid } of stream) uids.add(uid.value);
      cookie = stream.result?.pagedResultsCookie;
      pages++;
    } while (cookie);
    expect([uids.size, pages]).to.deep.equal([POPULATION, 13]);
  });

  it('has many calls in flight, and leaves the server’s workers to others', async () => {
    // Twenty connections at once are twice the stock server's workers; afterwards few stay open, and not for long.
    const found = await Promise.all(
      Array.from({ length: 20 }, () =>
        facade.search(ObjectClass.ACCOUNT, null, { attributesToGet: [] }).toArray(),
      ),
    );
    expect(found.every((objects) => objects.length === POPULATION)).to.equal(true);
    const other = await RemoteConnectorInfoManager.connect({
      host: server!.host,
      port: server!.port,
      key: new GuardedString(KEY),
      readTimeoutMs: 5_000,
    });
    expect(other.connectorInfos).to.have.length(1);
    other.close();
  });

  it('is refused with a wrong key', async () => {
    const error = await failure(
      RemoteConnectorInfoManager.connect({
        host: server!.host,
        port: server!.port,
        key: new GuardedString('no'),
      }),
    );
    expect(error).to.have.property('name', 'InvalidCredentialException');
  });
});
