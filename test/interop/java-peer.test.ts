import { expect } from 'chai';
import {
  CONNID_VERSION,
  javaPeer,
  MEMORY_BUNDLE_NAME,
  MEMORY_BUNDLE_VERSION,
  MEMORY_CONNECTOR_NAME,
  type ClientRun,
  type ClientStep,
  type JavaPeer,
  type JavaServer,
} from './java-peer.js';

const KEY = 'inter\u00f6p \u{1F511}';
const POPULATION = 1203;

/** Java against Java: what the interop harness shows when both ends are ConnId's own. */
describe('java peer', function () {
  this.timeout(120_000);

  let peer: JavaPeer;
  let server: JavaServer | undefined;

  before(async function () {
    this.timeout(300_000);
    const found = await javaPeer();
    if ('missing' in found) {
      console.log(`      skipped: ${found.missing}`);
      this.skip();
    }
    peer = found;
    server = await peer.startServer({ key: KEY, bundles: [peer.memoryBundle] });
  });

  after(() => server?.stop());

  const run = (key: string, scenario: string, ...pairs: string[]): Promise<ClientRun> => {
    const { host, port } = server!;
    const connector = [MEMORY_BUNDLE_NAME, MEMORY_CONNECTOR_NAME];
    return peer.runClient([host, String(port), key, ...connector, scenario, ...pairs], { timeoutMs: 60_000 });
  };

  it('lists connectors with their properties and operations', async () => {
    const { exitCode, steps } = await run(KEY, 'hello');
    expect(exitCode).to.equal(0);
    expect(steps).to.have.length(1);
    expect(steps[0]).to.deep.include({ step: 'hello', ok: true, locale: 'en' });
    const [connector] = steps[0]!['connectors'] as [Record<string, unknown>];
    expect(connector).to.include({
      bundleName: MEMORY_BUNDLE_NAME,
      bundleVersion: MEMORY_BUNDLE_VERSION,
      connectorName: MEMORY_CONNECTOR_NAME,
      displayName: 'In-memory accounts',
    });
    expect(connector['operations']).to.include.members(['CreateApiOp', 'SearchApiOp', 'UpdateDeltaApiOp']);
    const properties = connector['properties'] as Record<string, unknown>[];
    expect(properties.map(({ name, type }) => `${name}: ${type}`)).to.deep.equal([
      'realm: String',
      'population: int',
      'secret: GuardedString',
      'quota: long',
      'readOnly: boolean',
      'reservedNames: String[]',
    ]);
    expect(properties[0]).to.include({ displayName: 'Realm', required: true, confidential: false });
    expect(properties[5]).to.include({ value: 'root,nobody' });
  });

  it('refuses a wrong key', async () => {
    const { exitCode, steps } = await run('wrong', 'wrong-key');
    expect(exitCode).to.equal(0);
    expect(steps).to.have.length(1);
    expect(steps[0]).to.include({
      step: 'wrong-key',
      ok: false,
      message: 'Remote framework key is invalid.',
    });
    expect(steps[0]!['is']).to.include('InvalidCredentialException');
  });

  it('tells wrong usage from failing steps', async () => {
    const usage = await peer.runClient(['127.0.0.1']);
    expect(usage).to.include({ exitCode: 2 });
    expect(usage.stderr).to.include('usage: Client');
    const nobody = await peer.runClient(['127.0.0.1', '1', KEY, 'b', 'c', 'salesforce']);
    expect(nobody.exitCode).to.equal(0);
    expect(nobody.steps).to.have.length(1);
    expect(nobody.steps[0]).to.include({ step: 'hello', ok: false });
  });

  it('kills a client at its deadline', async () => {
    const { exitCode, steps } = await peer.runClient([], { timeoutMs: 1 });
    expect({ exitCode, steps }).to.deep.equal({ exitCode: null, steps: [] });
  });

  it(`carries an account through its life with ConnId ${CONNID_VERSION}`, async () => {
    const account = ['attr.__NAME__=jane', 'attr.__PASSWORD__=s3cret', 'attr.mail=jane@example.test'];
    const typed = ['attr.level=7', 'attr.groups=staff,admins'];
    const changes = ['update.level=8', 'delta.mail=j@example.test', 'add.groups=ops', 'remove.groups=staff'];
    const config = ['realm=life', `population=${POPULATION}`, 'secret=x', 'readOnly=false', 'quota=5000'];
    const result = await run(
      KEY,
      'salesforce',
      ...account,
      ...typed,
      ...changes,
      ...config,
      'reservedNames=a,b',
    );
    expect(result.exitCode, result.stderr).to.equal(0);
    expectLife(new Map(result.steps.map((step) => [step.step, step])));
  });
});

/** Failing steps are named with the exception that the caller gets. */
function expectLife(steps: ReadonlyMap<string, ClientStep>): void {
  const failed = [...steps.values()].filter((step) => !step.ok);
  expect(failed.map(({ step, exception }) => `${step}: ${exception?.split('.').at(-1)}`)).to.deep.equal([
    'createAgain: AlreadyExistsException',
    // ConnId's server sends the search result inside the stream, its client casts any handler for it
    'searchPagePlainHandler: ClassCastException',
    'deleteAgain: UnknownUidException',
  ]);
  expect(failed[0]!['is']).to.deep.equal(['AlreadyExistsException']);
  const get = (name: string): ClientStep => steps.get(name)!;

  const classes = get('schema')['objectClasses'] as Record<string, { attributeCount: number }>;
  expect(classes['__ACCOUNT__']?.attributeCount).to.equal(6);
  expect(get('latestSyncToken')).to.include({ token: String(POPULATION), tokenType: 'Integer' });
  const uid = get('create')['uid'];
  expect(uid).to.match(/^m-/);

  expect(get('getObject')).to.deep.include({ found: true, uid, name: 'jane', objectClass: '__ACCOUNT__' });
  expect(get('getObject')['types']).to.include({ level: 'Integer', __ENABLE__: 'Boolean' });
  expect(get('getObject')['attributes']).to.not.have.property('__PASSWORD__');
  expect(get('getUnknown')).to.include({ found: false });

  expect(get('searchByName')).to.include({ count: 1 });
  expect(get('searchAll')).to.include({ count: POPULATION + 1, distinctUids: POPULATION + 1 });
  expect(get('searchStopped')).to.include({ count: 5 });
  expect(get('searchAttributesToGet')['names']).to.deep.equal(['__NAME__', '__UID__']);
  expect(get('searchPaged')).to.include({ count: POPULATION + 1, pages: 13, cookie: null, remaining: 0 });

  expect(get('getAfterUpdate')['attributes']).to.deep.include({ level: ['8'] });
  const afterDelta = { mail: ['j@example.test'], groups: ['admins', 'ops'] };
  expect(get('getAfterDelta')['attributes']).to.deep.include(afterDelta);
  expect(get('getAfterDisable')['attributes']).to.deep.include({ __ENABLE__: ['false'] });
  expect(get('sync')).to.deep.include({ deltas: { [String(uid)]: 'CREATE_OR_UPDATE' } });
  expect(get('getAfterDelete')).to.include({ found: false });
}
