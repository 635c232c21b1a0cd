import {
  AttributeDelta,
  ConnectorKey,
  CreateBatchTask,
  DeleteBatchTask,
  GuardedString,
  METHOD_NAMES,
  Name,
  ObjectClass,
  OperationOptions,
  ScriptContext,
  SuggestedValues,
  SyncToken,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type MethodName,
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

const KEY = 'for every call';
const { ACCOUNT } = ObjectClass;

/** Every method of the facade once, on a Java connector that has every operation ConnId's protocol carries. */
describe('every call of our client, on the Java server', () => {
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
    const { host, port } = server;
    manager = await RemoteConnectorInfoManager.connect({ host, port, key: new GuardedString(KEY) });
    const key = new ConnectorKey(MEMORY_BUNDLE_NAME, MEMORY_BUNDLE_VERSION, MEMORY_CONNECTOR_NAME);
    facade = manager.createFacade(
      key,
      manager.find(key)!.defaultConfiguration.withProperties({ realm: 'calls', secret: 'x', quota: 1000n }),
    );
  });
  after(async () => {
    manager?.close();
    await server?.stop();
  });

  const failure = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail('accepted'),
      (error: Error) => error,
    );
  /** An account of its own for a case. */
  const person = (name: string): Promise<Uid> =>
    facade.create(ACCOUNT, [
      new Name(name),
      attribute('groups', 'staff'),
      attribute('__PASSWORD__', new GuardedString(`pass of ${name}`)),
    ]);
  const groups = async (uid: Uid): Promise<unknown> =>
    [...((await facade.get(ACCOUNT, uid))?.attributes.get('groups')?.values ?? [])].sort();

  const calls: Record<MethodName, () => Promise<void>> = {
    schema: async () => {
      const account = (await facade.schema()).objectClass('__ACCOUNT__')!;
      expect(account.attribute('level')?.type).to.equal('Integer');
      expect(account.attribute('groups')?.isMultiValued).to.equal(true);
    },
    test: () => facade.test(),
    validate: () => facade.validate(),
    testPartialConfiguration: () => facade.testPartialConfiguration(),
    discoverConfiguration: async () => {
      const realm = (await facade.discoverConfiguration()).get('realm');
      expect(realm).to.be.instanceOf(SuggestedValues);
      expect(realm).to.deep.include({ values: ['north', 'south'], openness: 'CLOSED' });
    },
    create: async () => {
      expect((await facade.get(ACCOUNT, await person('create')))?.name.value).to.equal('create');
      expect(await failure(person('create'))).to.have.property('name', 'AlreadyExistsException');
    },
    update: async () => {
      const uid = await facade.update(ACCOUNT, await person('update'), [attribute('level', 7)]);
      expect((await facade.get(ACCOUNT, uid!))?.attributes.single('level')).to.equal(7);
    },
    addAttributeValues: async () => {
      const uid = await person('add');
      await facade.addAttributeValues(ACCOUNT, uid, [attribute('groups', 'ops')]);
      expect(await groups(uid)).to.deep.equal(['ops', 'staff']);
    },
    removeAttributeValues: async () => {
      const uid = await person('remove');
      await facade.removeAttributeValues(ACCOUNT, uid, [attribute('groups', 'staff')]);
      expect(await groups(uid)).to.deep.equal([]);
    },
    updateDelta: async () => {
      const uid = await person('delta');
      const effects = await facade.updateDelta(ACCOUNT, uid, [
        new AttributeDelta('groups', { add: ['ops', 'dev'], remove: ['staff'] }),
        new AttributeDelta('level', { replace: [3] }),
      ]);
      expect(effects).to.deep.equal([]);
      expect(await groups(uid)).to.deep.equal(['dev', 'ops']);
    },
    delete: async () => {
      const uid = await person('delete');
      await facade.delete(ACCOUNT, uid);
      expect(await facade.get(ACCOUNT, uid)).to.equal(null);
      expect(await failure(facade.delete(ACCOUNT, uid))).to.have.property('name', 'UnknownUidException');
    },
    get: async () => {
      const uid = await person('get');
      const found = await facade.get(ACCOUNT, uid, { attributesToGet: ['groups'] });
      expect(found?.attributes.get('groups')?.values).to.deep.equal(['staff']);
      expect(found?.attributes.get('__ENABLE__')).to.equal(undefined);
    },
    batch: async () => {
      const uid = await person('batch');
      const stream = facade.batch([
        new CreateBatchTask(ACCOUNT, [new Name('batch-2')], OperationOptions.NONE),
        new DeleteBatchTask(ACCOUNT, uid, OperationOptions.NONE),
        new DeleteBatchTask(ACCOUNT, new Uid('nobody'), OperationOptions.NONE),
      ]);
      const outcomes = (await stream.toArray()).sort((a, b) => a.index - b.index);
      expect(outcomes.map(({ error }) => error?.name ?? 'done')).to.deep.equal([
        'done',
        'done',
        'UnknownUidException',
      ]);
    },
    count: async () => {
      await person('count');
      expect(await facade.count(ACCOUNT, filters.equals(new Name('count')))).to.equal(1);
    },
    liveSync: async () => {
      const error = await failure(facade.liveSync(ACCOUNT).toArray());
      expect(error).to.have.property('name', 'UnsupportedOperationException');
    },
    search: async () => {
      const [one, other] = [await person('search-1'), await person('search-2')];
      const found = await facade.search(ACCOUNT, filters.startsWith('__NAME__', 'search-')).toArray();
      expect(found.map(({ uid }) => uid.value).sort()).to.deep.equal([one.value, other.value].sort());
    },
    sync: async () => {
      const before = await facade.getLatestSyncToken(ACCOUNT);
      const uid = await person('sync');
      const stream = facade.sync(ACCOUNT, before);
      const [delta, ...more] = await stream.toArray();
      expect(more).to.deep.equal([]);
      expect([delta!.type, delta!.uid.value]).to.deep.equal(['CREATE_OR_UPDATE', uid.value]);
      expect(stream.result?.value).to.equal(delta!.token.value);
    },
    getLatestSyncToken: async () => {
      const token = await facade.getLatestSyncToken(ACCOUNT);
      expect(token).to.be.instanceOf(SyncToken);
      expect(token!.value).to.be.a('number');
    },
    authenticate: async () => {
      const uid = await person('login');
      const given = await facade.authenticate(ACCOUNT, 'login', new GuardedString('pass of login'));
      expect(given.value).to.equal(uid.value);
      const error = await failure(facade.authenticate(ACCOUNT, 'login', new GuardedString('no')));
      expect(error).to.have.property('name', 'InvalidPasswordException');
    },
    resolveUsername: async () => {
      const uid = await person('resolve');
      expect((await facade.resolveUsername(ACCOUNT, 'resolve')).value).to.equal(uid.value);
      expect(await failure(facade.resolveUsername(ACCOUNT, 'x'))).to.have.property(
        'name',
        'UnknownUidException',
      );
    },
    runScriptOnConnector: async () => {
      // The framework has it for every connector, but knows no language unless an interpreter is installed.
      const error = await failure(
        facade.runScriptOnConnector(new ScriptContext('GROOVY', '1 + 1', new Map())),
      );
      expect(error.message).to.match(/groovy|language/i);
    },
    runScriptOnResource: async () => {
      const given = new Map<string, unknown>([
        ['list', ['a', 7, 5_000_000_000n, true, null]],
        ['bytes', new Uint8Array([1, 2])],
      ]);
      const run = (name: string): Promise<unknown> =>
        facade.runScriptOnResource(new ScriptContext('name', name, given));
      expect(await run('list')).to.deep.equal(given.get('list'));
      expect(await run('bytes')).to.deep.equal(given.get('bytes'));
      expect(await run('nothing')).to.equal(null);
    },
  };

  it('there is a case for every method', () =>
    expect(Object.keys(calls).sort()).to.deep.equal([...METHOD_NAMES].sort()));
  for (const [name, call] of Object.entries(calls)) it(name, call);
});
