import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { inspect } from 'node:util';
import {
  Attribute,
  AttributeDelta,
  CHANNELS,
  ConfigurationProperties,
  ConfigurationProperty,
  GuardedString,
  LocalConnector,
  LocalConnectorInfoManager,
  Name,
  ObjectClass,
  OperationOptions,
  ScriptContext,
  SyncToken,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { encodeFacadeKey } from '#src/protocol/facade-key.js';
import { OperationRequest } from '#src/protocol/messages.js';
import { auditRecord } from '#src/server/audit-record.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import type { ServerEvents } from '#src/server/server-events.js';
import { ClientBytes } from '../robustness/requests.js';
import { replay } from '../sessions/replay.js';
import { leaksOf } from './leaks.js';
import { MODES, silent, SilentConnector } from './silent-connector.js';
import { facadeOf, hashOf, Stage, tlsFile, tlsText } from './hosts.js';

/** Each is told to the server in one way; no two are alike, so that a leak tells its way. */
const SECRETS = {
  key: 'Kq7-key-of-the-client',
  wrongKey: 'Wz9-key-of-nobody-here',
  nextKey: 'Nx4-key-after-rotation',
  excludedKey: 'Ex2-key-from-elsewhere',
  login: 'Lg5-plain-property-value',
  password: 'Pw8-guarded-property-value',
  list: 'Li3-property-in-a-list',
  port: 'Po6-text-where-a-number-is',
  unknownProperty: 'Un1-value-of-no-property',
  attribute: 'At4-attribute-value',
  userPassword: 'Us7-password-of-a-user',
  nested: 'Ne2-value-in-a-map',
  delta: 'De8-value-of-a-delta',
  filter: 'Fi5-value-in-a-filter',
  option: 'Op3-value-of-an-option',
  runWith: 'Ru6-password-to-run-with',
  script: 'Sc9-text-of-a-script',
  scriptArgument: 'Sa1-argument-of-a-script',
  token: 'To4-value-of-a-token',
  username: 'Un7-name-of-a-user-here',
  misplaced: 'Mi2-value-in-a-wrong-place',
  passphrase: 'Ph5-passphrase-of-the-key',
} as const;

/** So that a new event cannot be forgotten. */
const EVENTS: Record<keyof ServerEvents, true> = {
  listening: true,
  draining: true,
  closed: true,
  connectionOpened: true,
  connectionRefused: true,
  connectionClosed: true,
  keyRefused: true,
  handshakeFailed: true,
  certificateRenewed: true,
  certificateRefused: true,
  requestUnreadable: true,
  callStarted: true,
  callEnded: true,
};

const guarded = (clear: string): GuardedString => new GuardedString(clear);
const printed = (value: unknown): string =>
  inspect(value, { depth: 10, maxArrayLength: null, maxStringLength: null, showHidden: true });

/** Everything that the process says while it is open. */
class Ears {
  readonly #heard = new Map<string, string[]>();
  readonly #close: (() => void)[] = [];

  constructor() {
    const warned = (warning: Error): void => this.hear('warnings', printed(warning));
    process.on('warning', warned);
    this.#close.push(() => process.off('warning', warned));
    for (const name of Object.values(CHANNELS)) {
      const listener = (message: unknown): void => this.hear(`channel ${name}`, printed(message));
      subscribe(name, listener);
      this.#close.push(() => unsubscribe(name, listener));
    }
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      stream.write = ((chunk: string, ...rest: never[]) => {
        this.hear('console', String(chunk));
        return write(chunk, ...rest);
      }) as typeof stream.write;
      this.#close.push(() => (stream.write = write));
    }
  }

  listen({ events }: ConnectorServer): void {
    for (const name of Object.keys(EVENTS) as (keyof ServerEvents)[]) {
      events.on(name, (...told: unknown[]) => this.hear(`event ${name}`, printed(told)));
    }
    events.on('callEnded', (call, outcome) => {
      this.hear('audit', JSON.stringify(auditRecord(call, outcome)));
      this.hear('call as JSON', JSON.stringify(call));
    });
  }
  hear(place: string, text: string | Buffer): void {
    const sofar = this.#heard.get(place) ?? [];
    this.#heard.set(place, sofar);
    sofar.push(Buffer.isBuffer(text) ? text.toString('latin1') : Buffer.from(text).toString('latin1'));
  }
  get heard(): ReadonlyMap<string, Buffer> {
    return new Map(
      [...this.#heard].map(([place, texts]) => [place, Buffer.from(texts.join('\n'), 'latin1')]),
    );
  }
  close(): void {
    for (const close of this.#close.splice(0)) close();
  }
}

/** Stands between client and server and hears what the server answers. */
async function tap(target: number, ears: Ears): Promise<Server> {
  const proxy = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    near.pipe(far).pipe(near);
    far.on('data', (chunk: Buffer) => ears.hear('answers', chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

const calls = (facade: ConnectorFacade): Record<string, () => Promise<unknown>> => {
  const type = ObjectClass.ACCOUNT;
  const uid = new Uid('u');
  const attributes = [
    new Name('n'),
    attribute('plain', SECRETS.attribute),
    attribute('__PASSWORD__', guarded(SECRETS.userPassword)),
    attribute('map', new Map([['inner', [SECRETS.nested]]])),
    attribute('bytes', Buffer.from(SECRETS.attribute)),
  ];
  const values = [attribute('plain', SECRETS.attribute)];
  const deltas = [
    new AttributeDelta('plain', { add: [SECRETS.delta], remove: [SECRETS.delta] }),
    new AttributeDelta('__PASSWORD__', { replace: [guarded(SECRETS.userPassword)] }),
  ];
  const filter = filters.and(
    filters.equals('plain', SECRETS.filter),
    filters.not(filters.contains('other', SECRETS.filter)),
  );
  const options = {
    runAsUser: 'somebody',
    runWithPassword: guarded(SECRETS.runWith),
    custom: { OWN: SECRETS.option },
  };
  const script = new ScriptContext('js', SECRETS.script, new Map([['argument', SECRETS.scriptArgument]]));
  return {
    schema: () => facade.schema(),
    test: () => facade.test(),
    validate: () => facade.validate(),
    testPartialConfiguration: () => facade.testPartialConfiguration(),
    discoverConfiguration: () => facade.discoverConfiguration(),
    create: () => facade.create(type, attributes, options),
    update: () => facade.update(type, uid, attributes, options),
    addAttributeValues: () => facade.addAttributeValues(type, uid, values, options),
    removeAttributeValues: () => facade.removeAttributeValues(type, uid, values, options),
    updateDelta: () => facade.updateDelta(type, uid, deltas, options),
    delete: () => facade.delete(type, uid, options),
    get: () => facade.get(type, uid, options),
    search: () => facade.search(type, filter, options).toArray(),
    sync: () => facade.sync(type, new SyncToken(SECRETS.token), options).toArray(),
    getLatestSyncToken: () => facade.getLatestSyncToken(type),
    authenticate: () => facade.authenticate(type, SECRETS.username, guarded(SECRETS.userPassword), options),
    resolveUsername: () => facade.resolveUsername(type, SECRETS.username, options),
    runScriptOnConnector: () => facade.runScriptOnConnector(script, options),
    runScriptOnResource: () => facade.runScriptOnResource(script, options),
    // Refused by the framework itself.
    allClasses: () => facade.create(ObjectClass.ALL, attributes, options),
    uidAmongAttributes: () =>
      facade.create(type, [...attributes, attribute('__UID__', SECRETS.attribute)], options),
    doubled: () => facade.create(type, [...attributes, ...attributes], options),
    nullValues: () => facade.addAttributeValues(type, uid, [new Attribute('plain', null)], options),
    nameAmongValues: () => facade.addAttributeValues(type, uid, [new Name(SECRETS.attribute)], options),
  };
};

describe('no secret leaves the server in an event, a warning, a diagnostics channel, an audit record or an error', () => {
  const stage = new Stage();
  let ears: Ears;
  let proxies: Server[] = [];
  beforeEach(() => (ears = new Ears()));
  afterEach(() => {
    ears.close();
    for (const proxy of proxies) proxy.close();
    proxies = [];
    silent.mode = 'works';
  });

  const connectors = (): LocalConnectorInfoManager =>
    new LocalConnectorInfoManager([
      new LocalConnector(SilentConnector, { bundleName: 'silent', bundleVersion: '1.0.0' }),
    ]);
  const start = async (
    options = {},
  ): Promise<{ server: ConnectorServer; keys: ClientKeys; port: number }> => {
    const keys = new ClientKeys([
      { name: 'one', keys: [await hashOf(SECRETS.key)], access: [{}] },
      { name: 'excluded', keys: [await hashOf(SECRETS.excludedKey)], addresses: ['192.0.2.1'] },
    ]);
    const server = await stage.serve(keys, { failedKeys: { freeAttempts: 100 }, ...options }, connectors());
    ears.listen(server);
    const proxy = await tap(server.port, ears);
    proxies.push(proxy);
    return { server, keys, port: (proxy.address() as AddressInfo).port };
  };
  const expectSilence = (...places: string[]): void => {
    expect([...ears.heard.keys()]).to.include.members(places);
    expect(leaksOf(Object.values(SECRETS), ears.heard)).to.deep.equal([]);
  };
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: unknown) => ears.hear('failures', printed(error)));
  };

  it('finds secrets in every form, or it would prove nothing', () => {
    const secret = SECRETS.key;
    const le = Buffer.from(secret, 'utf16le');
    for (const text of [
      secret,
      Buffer.from(`{"a":"${secret}"}`).toString('base64'),
      Buffer.from(`x${secret}y`).toString('hex').toUpperCase(),
      le,
      Buffer.from(le).swap16(),
      Buffer.from(`..${le.toString('latin1')}`, 'latin1').toString('base64'),
    ]) {
      expect(leaksOf([secret], new Map([['place', Buffer.from(text as string)]]))).not.to.be.empty;
    }
  });

  it('in any operation that works, fails or breaks', async () => {
    const { server, keys, port } = await start();
    const manager = await stage.meet(server, SECRETS.key, { port });
    const configured = manager.connectorInfos[0]!.defaultConfiguration.withProperties({
      login: SECRETS.login,
      password: guarded(SECRETS.password),
      list: [SECRETS.list],
    });
    let count = 0;
    server.events.on('callEnded', () => count++);
    for (const mode of MODES) {
      silent.mode = mode;
      const facade = manager.createFacade(manager.connectorInfos[0]!.key, configured);
      const all = Object.entries(calls(facade));
      for (const [, call] of all) await attempt(call);
    }
    expect(count).to.be.greaterThan(60);
    keys.replace([{ name: 'one', keys: [await hashOf(SECRETS.nextKey)] }]);
    await attempt(() => facadeOf(manager, 'Connector').test());
    await server.close();
    expectSilence(
      'event callStarted',
      'event callEnded',
      'audit',
      'answers',
      'failures',
      'channel icf.operation',
    );
  });

  it('in a configuration that cannot be used, or arguments in wrong places', async () => {
    const { server, port } = await start();
    const [info] = connectors().connectorInfos;
    const { properties } = info!.defaultConfiguration;
    const property = (name: string, type: string, value: unknown): ConfigurationProperty =>
      new ConfigurationProperty({ ...properties.get('login')!, name, type, value });
    const configurations = [
      [property('port', 'String', SECRETS.port)],
      [property('port', 'int', 1), property('surplus', 'String', SECRETS.unknownProperty)],
      [property('login', 'int', 5), property('password', 'String', SECRETS.password)],
      [property('list', 'String', SECRETS.list)],
      [
        property('password', 'GuardedString', guarded(SECRETS.password)),
        property('port', 'String[]', [SECRETS.port]),
      ],
    ].map((some) => info!.defaultConfiguration.with({ properties: new ConfigurationProperties(some) }));
    const good = encodeFacadeKey(info!.defaultConfiguration, 'connid');
    const facadeKeys = [
      ...configurations.map((configuration) => encodeFacadeKey(configuration, 'connid')),
      Buffer.from(SECRETS.misplaced).toString('base64'),
      `!${SECRETS.misplaced}`,
    ];
    const m = SECRETS.misplaced;
    const list = [m, guarded(m), attribute('a', m), new Map([[m, m]])];
    const options = new OperationOptions(
      new Map(['PAGE_SIZE', 'ATTRS_TO_GET', 'SORT_KEYS', 'CONTAINER', 'SCOPE'].map((name) => [name, m])),
    );
    const type = ObjectClass.ACCOUNT;
    const requests = [
      ...facadeKeys.map((key) => new OperationRequest('TestApiOp', 'test', info!.key, key, [])),
      ...(
        [
          ['CreateApiOp', 'create', [type, list, null]],
          ['CreateApiOp', 'create', [m, m, m]],
          ['CreateApiOp', 'create', [type, new Set(list), options]],
          ['CreateApiOp', 'create', [m]],
          ['UpdateDeltaApiOp', 'updateDelta', [type, m, list, options]],
          ['SearchApiOp', 'search', [type, m, null]],
          ['SearchApiOp', 'search', [type, null, options]],
          ['SearchApiOp', 'search', [type, null, m]],
          ['SyncApiOp', 'sync', [type, m, options]],
          ['AuthenticationApiOp', 'authenticate', [type, m, m, null]],
          ['AuthenticationApiOp', 'authenticate', [type, guarded(m), guarded(m), null]],
          ['ScriptOnConnectorApiOp', 'runScriptOnConnector', [m, list]],
          ['GetApiOp', 'getObject', [type, guarded(m), null]],
        ] as [string, string, unknown[]][]
      ).map(([api, method, args]) => new OperationRequest(api, method, info!.key, good, args)),
    ];
    for (const request of requests) {
      const bytes = new ClientBytes().request(request, SECRETS.key);
      await replay(port, bytes);
      // Cut, and damaged where its values are: it cannot be read.
      await replay(port, bytes.subarray(0, bytes.length - 20));
      const damaged = Buffer.from(bytes);
      damaged.fill(0xee, bytes.length - 40, bytes.length - 30);
      await replay(port, damaged);
    }
    expect(server.sessions).to.be.at.least(0);
    expectSilence('event requestUnreadable', 'event callEnded', 'answers', 'audit');
  });

  it('in keys that are refused, and certificates that are', async () => {
    const { server, keys, port } = await start();
    for (const key of [SECRETS.wrongKey, SECRETS.excludedKey]) {
      await attempt(() => stage.meet(server, key, { port }));
    }
    for (const clients of [
      [{ name: 'clear', keys: [SECRETS.nextKey] }],
      [{ name: 'clear', keys: [`sha1$${SECRETS.nextKey}`] }],
      [{ name: 'clear', keys: [`scrypt$16384$8$1$${SECRETS.nextKey}$${SECRETS.nextKey}`] }],
    ]) {
      await attempt(async () => keys.replace(clients));
    }
    const tls = await start({ tls: { cert: tlsText('server.pem'), key: tlsText('server-key.pem') } });
    const passphrase = guarded(SECRETS.passphrase);
    for (const [certificate, key] of [
      ['server.pem', 'server-key.pem'],
      ['server.pem', 'server-key-encrypted.pem'],
      ['renewed.pem', 'server-key.pem'],
    ] as const) {
      const files = { certificate: tlsFile(certificate), key: tlsFile(key), passphrase };
      await attempt(() => tls.server.reloadCertificates(files));
    }
    await attempt(() => stage.meet(tls.server, SECRETS.key));
    expectSilence('event keyRefused', 'event certificateRenewed', 'event certificateRefused', 'failures');
  });

  it('in the objects that hold them, however they are printed', async () => {
    const { server, keys } = await start();
    const manager = await stage.meet(server, SECRETS.key);
    await facadeOf(manager, 'Connector').test();
    for (const value of [
      server,
      keys,
      server.facades,
      await keys.authenticate(guarded(SECRETS.key), { connectionId: 1, address: '::1', port: 1 }),
    ]) {
      ears.hear('objects', printed(value));
      ears.hear('objects', String(value));
    }
    expectSilence('objects');
  });
});
