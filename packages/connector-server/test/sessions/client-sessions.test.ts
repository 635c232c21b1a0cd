import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import {
  Attribute,
  AttributeDelta,
  ConnectorObject,
  GuardedString,
  Name,
  OPERATION_NAMES,
  ObjectClass,
  ScriptContext,
  Uid,
  filters,
  type ConnectorFacade,
  type ResultStream,
} from '@icf-ts/framework';
import { expect } from 'chai';
import type { RemoteFrameworkConnectionInfo } from '#src/client/client-options.js';
import { RemoteClient } from '#src/client/remote-client.js';
import { RemoteConnectorFacade } from '#src/client/remote-facade.js';
import { RemoteConnectorInfoManager } from '#src/client/remote-info-manager.js';
import { bytesOf, sessions, type SessionFixture } from '../fixture-index.js';
import { twinManager } from '../twin/twin-manager.js';
import { javaText, thrown } from './java-text.js';

const BROKEN = 'org.identityconnectors.framework.common.exceptions.ConnectionBrokenException';
const TIMEOUT = 'org.identityconnectors.framework.common.exceptions.OperationTimeoutException';

/** Answers a client with recorded bytes as soon as it has said something. */
async function play<T>(
  session: SessionFixture,
  work: (info: RemoteFrameworkConnectionInfo) => Promise<T>,
): Promise<T> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(bytesOf(session.server));
      if (!STAYS_OPEN.includes(session.name)) socket.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    // Patience costs time only where the server says nothing; elsewhere a busy machine must not matter.
    const readTimeoutMs = session.name === SILENT ? 200 : 10_000;
    return await work({ host: '127.0.0.1', port, key: new GuardedString('changeit'), readTimeoutMs });
  } finally {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

const SILENT = 'search-unserializable';

/** The Java server said nothing more there, or went on to serve. */
const STAYS_OPEN = [SILENT, 'two-requests-one-connection', 'wrong-key-then-right'];

const ACCOUNT = ObjectClass.ACCOUNT;
const uid = new Uid('u1');
const secret = new GuardedString('s3cret');
const script = new ScriptContext('GROOVY', 'x');

async function drain(stream: ResultStream<unknown, unknown>, stopAfter = Infinity): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream) {
    items.push(item);
    if (items.length >= stopAfter) break;
  }
  return items;
}

/** What each recorded method becomes on our facade; the arguments do not matter to a recorded answer. */
const CALLS: Readonly<Record<string, (facade: ConnectorFacade) => Promise<unknown>>> = {
  schema: (facade) => facade.schema(),
  test: (facade) => facade.test(),
  validate: (facade) => facade.validate(),
  create: (facade) => facade.create(ACCOUNT, [new Name('jdoe')]),
  update: (facade) => facade.update(ACCOUNT, uid, []),
  addattributevalues: (facade) => facade.addAttributeValues(ACCOUNT, uid, [new Attribute('mail', ['x'])]),
  removeattributevalues: (facade) =>
    facade.removeAttributeValues(ACCOUNT, uid, [new Attribute('mail', ['x'])]),
  updatedelta: (facade) => facade.updateDelta(ACCOUNT, uid, [new AttributeDelta('mail', { add: ['x'] })]),
  delete: (facade) => facade.delete(ACCOUNT, uid),
  getobject: (facade) => facade.get(ACCOUNT, uid),
  authenticate: (facade) => facade.authenticate(ACCOUNT, 'user1', secret),
  resolveusername: (facade) => facade.resolveUsername(ACCOUNT, 'user5'),
  runscriptonconnector: (facade) => facade.runScriptOnConnector(script),
  testpartialconfiguration: (facade) => facade.testPartialConfiguration(),
  discoverconfiguration: (facade) => facade.discoverConfiguration(),
  getlatestsynctoken: (facade) => facade.getLatestSyncToken(ACCOUNT),
  search: (facade) => drain(facade.search(ACCOUNT)),
  sync: (facade) => drain(facade.sync(ACCOUNT)),
  nope: (facade) => facade.test(),
};

function methodOf(session: SessionFixture): string {
  const request = session.clientSends.find((message) => message.startsWith('OperationRequest '));
  return /\.(\w+)\(/.exec(request ?? '.test(')![1]!.toLowerCase();
}

/** What the Java client saw or threw, in the words of `thrown` and `javaText`. */
function recordedOutcome({ javaClientSaw, javaClientThrew }: SessionFixture): string {
  const wrapped = /RemoteWrappedException<(.+?)>: (.*)$/s.exec(javaClientThrew?.[0] ?? '');
  if (wrapped) return `throws ${wrapped[1]}: ${wrapped[2]}`;
  if (javaClientThrew) return `throws ${javaClientThrew[0]}`;
  const refused = /^\[(?:Part\(ex|ErrorResponse\()\s?(.+?): (.*)\)\]$/s.exec(javaClientSaw ?? '');
  if (refused)
    return `throws ${refused[1]}: ${refused[2]!.replace(/\)$/, (end) => (javaClientSaw!.endsWith('))]') ? end : ''))}`;
  if (javaClientSaw?.startsWith('[THROWS')) return `throws ${BROKEN}`;
  return javaClientSaw === '[Part(null)]' ? 'ok' : (javaClientSaw ?? '');
}

/** Outcomes that the Java client printed in a form of its own, or that our client has no way to see. */
const SPECIAL: Readonly<Record<string, (facade: ConnectorFacade) => Promise<unknown>>> = {
  'discover-configuration': async (facade) => {
    expect([...(await facade.discoverConfiguration()).keys()]).to.deep.equal(['port', 'host']);
  },
  sync: async (facade) => {
    const stream = facade.sync(ACCOUNT);
    const deltas = [];
    for await (const { type, uid: changed } of stream) deltas.push(`${type}:${changed.value}`);
    expect(`[${deltas.join(', ')}] token ${javaText(stream.result)}`).to.equal(
      '[CREATE:u0, UPDATE:u1, CREATE_OR_UPDATE:u2, DELETE:gone] token SyncToken: 4',
    );
  },
  'sync-object-class-all': async (facade) => {
    const stream = facade.sync(ObjectClass.ALL);
    await drain(stream);
    expect(javaText(stream.result)).to.equal('SyncToken: 4');
  },
  'search-460-filter': async (facade) => {
    const stream = facade.search(ACCOUNT, filters.startsWith('__NAME__', 'user'));
    expect(`${(await drain(stream)).length} result ${javaText(stream.result)}`).to.equal('460 result null');
  },
  'search-null-filter': async (facade) => expect(await drain(facade.search(ACCOUNT))).to.have.length(3),
  'search-stopped-early': async (facade) => expect(await drain(facade.search(ACCOUNT), 5)).to.have.length(5),
  'search-stopped-ignored': async (facade) =>
    expect(await drain(facade.search(ACCOUNT), 5)).to.have.length(5),
  'search-handler-throws': (facade) => throwsInTheLoop(facade),
  'search-handler-throws-unbuffered': (facade) => throwsInTheLoop(facade),
  // Java's plain handler breaks on the SearchResult among the items; here it is the result, for every consumer.
  'search-paged-plain-handler': (facade) => pagedSearch(facade),
  'search-paged-search-handler': (facade) => pagedSearch(facade),
  'search-fails-late': async (facade) => {
    const seen: unknown[] = [];
    let outcome = '';
    try {
      for await (const item of facade.search(ACCOUNT)) seen.push(item);
    } catch (error) {
      outcome = thrown(error);
    }
    expect(seen).to.have.length(2);
    expect(outcome).to.equal(`throws ${BROKEN}: Lost the link after 2 entries`);
  },
  // Time, not bytes: a client with more patience than the recorded one sees the answer.
  'client-operation-timeout': (facade) => facade.test(),
  'client-socket-timeout': (facade) => facade.test(),
  'search-unserializable': async (facade) => {
    const error = await drain(facade.search(ACCOUNT)).catch((failure: unknown) => failure);
    expect(thrown(error)).to.match(
      new RegExp(`^throws ${TIMEOUT}: The connector server at .* was silent for 200 ms`),
    );
  },
  'discover-unserializable': async (facade) => {
    const error = await facade.discoverConfiguration().catch((failure: unknown) => failure);
    expect(thrown(error)).to.contain(BROKEN);
  },
  // The Java client never sent the request; ours does not offer the operation at all.
  livesync: async (facade) => {
    const error = await facade.test().catch((failure: unknown) => failure);
    expect(thrown(error)).to.contain('ConnectorException: java.io.EOFException');
  },
  // Without an end marker the final part reads as an item, and the stream then breaks off.
  'too-many-arguments-search': async (facade) => {
    const error = await drain(facade.search(ACCOUNT)).catch((failure: unknown) => failure);
    expect(thrown(error)).to.contain(BROKEN);
  },
  'facade-key-of-other-connector': async (facade) => {
    expect((await facade.schema()).objectClassInfos).to.have.length(2);
  },
  'openicf-create': async (facade) => {
    expect(javaText(await facade.create(ACCOUNT, [new Name('n')]))).to.equal(
      'Attribute: {Name=__UID__, Value=[u1], Revision=r1}',
    );
  },
  'openicf-delete': async (facade) => {
    const error = await facade.delete(ACCOUNT, uid).catch((failure: unknown) => failure);
    expect(error).to.have.property('name', 'UnknownUidException');
    expect(error).to.have.property('message', 'no u1');
  },
  'openicf-get': async (facade) => {
    const found = await facade.get(ACCOUNT, uid);
    expect(found?.name.value).to.equal('user1');
    expect(found?.attributes.single('age')).to.equal(1);
  },
  'openicf-test': (facade) => facade.test(),
  'openicf-latest': async (facade) =>
    expect(javaText(await facade.getLatestSyncToken(ACCOUNT))).to.equal('SyncToken: tok'),
  'openicf-schema': async (facade) => {
    const info = (await facade.schema()).objectClass('__account__');
    expect(info?.attributeInfos.map(({ name }) => name)).to.have.members(['mail', '__NAME__']);
  },
};

async function throwsInTheLoop(facade: ConnectorFacade): Promise<void> {
  const reason = new Error('handler');
  let seen = 0;
  const error = await (async () => {
    for await (const _ of facade.search(ACCOUNT)) if (++seen === 3) throw reason;
    return undefined;
  })().catch((failure: unknown) => failure);
  expect(error).to.equal(reason);
}

async function pagedSearch(facade: ConnectorFacade): Promise<void> {
  const stream = facade.search(ACCOUNT);
  const items = await drain(stream);
  expect(items.every((item) => item instanceof ConnectorObject) && items.length === 2).to.equal(true);
  expect(javaText(stream.result)).to.equal(
    'SearchResult: {PagedResultsCookie=cookie-1, RemainingPagedResults=42, AllResultsReturned=true}',
  );
}

const HELLOS: Readonly<Record<string, (info: RemoteFrameworkConnectionInfo) => Promise<void>>> = {
  'hello-connector-info': async (info) => {
    const manager = await RemoteConnectorInfoManager.connect(info);
    const seen = manager.connectorInfos.map(
      (entry) => `${entry.key.toString()} '${entry.displayName()}' cat=${entry.categoryKey}`,
    );
    expect(`[${seen.join(', ')}]`).to.equal(sessions[0]!.javaClientSaw);
    expect(manager.serverStartTime).to.be.instanceOf(Date);
    manager.close();
  },
  'hello-server-info': (info) => emptyHello(info),
  'hello-connector-keys': (info) => emptyHello(info),
  'hello-level-0': (info) => emptyHello(info),
  'wrong-key-hello': (info) => refusedHello(info),
  'wrong-key-then-right': (info) => refusedHello(info),
  'two-requests-one-connection': async (info) => {
    const manager = await RemoteConnectorInfoManager.connect(info);
    const { key, defaultConfiguration } = twinManager().connectorInfos[1]!;
    const facade = manager.createFacade(key, defaultConfiguration);
    await facade.test();
    expect(await drain(facade.search(ACCOUNT))).to.have.length(2);
    manager.close();
  },
};

async function emptyHello(info: RemoteFrameworkConnectionInfo): Promise<void> {
  const manager = await RemoteConnectorInfoManager.connect(info);
  expect(manager.connectorInfos).to.have.length(0);
  manager.close();
}

async function refusedHello(info: RemoteFrameworkConnectionInfo): Promise<void> {
  const error = await RemoteConnectorInfoManager.connect(info).catch((failure: unknown) => failure);
  expect(error).to.have.property('name', 'InvalidCredentialException');
}

/** An echo is a message that our client does not have. */
const NO_CLIENT_CALL = ['echo'];

describe('recorded server sessions, played to our client', () => {
  const wire = twinManager().connectorInfos[1]!;
  const configuration = wire.defaultConfiguration.with({ supportedOperations: new Set(OPERATION_NAMES) });

  for (const session of sessions.filter(({ name }) => !NO_CLIENT_CALL.includes(name))) {
    it(`${session.name}: sees what the Java client saw`, () =>
      play(session, async (info) => {
        if (HELLOS[session.name]) return HELLOS[session.name]!(info);
        const client = new RemoteClient(info);
        const facade = new RemoteConnectorFacade(wire.key, configuration, client);
        try {
          if (SPECIAL[session.name]) return await SPECIAL[session.name]!(facade);
          const outcome = await CALLS[methodOf(session)]!(facade).then(
            (result) => (result === null && session.javaClientSaw !== 'null' ? 'ok' : javaText(result)),
            thrown,
          );
          const expected = recordedOutcome(session);
          // What became of the connection is told in our own words.
          if (expected === `throws ${BROKEN}`) expect(outcome).to.contain(expected);
          else expect(outcome).to.equal(expected);
        } finally {
          client.close();
        }
      }));
  }
});
