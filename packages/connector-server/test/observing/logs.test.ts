import { once } from 'node:events';
import { connect } from 'node:net';
import { BigInteger, Name, ObjectClass, Uid, publishWarning } from '@icf-ts/framework';
import { expect } from 'chai';
import { GuardedString } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import { ClientBytes, answerUntilClosed, open } from '../robustness/requests.js';
import { Observed } from './observed.js';

const failureOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined, String);

describe('the log of a connector server', () => {
  let observed: Observed;
  const start = async (...settings: Parameters<typeof Observed.start>): Promise<Observed> =>
    (observed = await Observed.start(...settings));
  afterEach(async () => {
    await observed.close();
    observed.remove();
  });

  it('has one line per call: reads on debug, writes and failures on info', async () => {
    await start();
    const facade = await observed.facade('WireConnector');
    for await (const _ of facade.search(ObjectClass.ACCOUNT, null));
    await facade.delete(ObjectClass.ACCOUNT, new Uid('u-1'));
    await failureOf(facade.delete(ObjectClass.ACCOUNT, new Uid('missing')));
    await observed.close();
    const calls = observed
      .lines()
      .filter(({ event, operation }) => /^call\.(?!started)/.test(event) && operation !== 'schema');
    expect(
      calls.map(({ event, level, operation, items, outcome }) => [event, level, operation, items, outcome]),
    ).to.deep.equal([
      ['call.read', 'debug', 'search', 3, 'success'],
      ['call.write', 'info', 'delete', 0, 'success'],
      ['call.failed', 'info', 'delete', 0, 'UnknownUidException'],
    ]);
    expect(calls[0]).to.include({
      client: 'midpoint',
      address: '127.0.0.1',
      objectClass: '__ACCOUNT__',
      connector: 'org.example.wire/1.0.0/wire.bundle.WireConnector',
    });
    expect(calls[0]!.requestId).to.match(/^\d+-\d+$/);
    expect(calls[0]!.durationMs).to.be.a('number');
  });

  it('tells the life of the server and of its bundles, from the start to the stop', async () => {
    await start();
    await observed.registry.removeBundle('org.example.wire');
    await observed.close();
    const events = observed.lines().map(({ event }) => event);
    expect(events).to.deep.equal([
      'server.listening',
      'bundle.removed',
      'bundle.drained',
      'server.draining',
      'server.closed',
    ]);
    expect(observed.lines('server.listening')[0]).to.include({ host: '127.0.0.1', level: 'info' });
    expect(observed.lines('bundle.removed')[0]).to.deep.include({
      bundle: 'org.example.wire',
      version: '1.0.0',
      connectors: ['wire.bundle.PoolConnector', 'wire.bundle.WireConnector', 'test.GateConnector'],
    });
  });

  it('its level may change while the server runs', async () => {
    await start({ log: { level: 'silent' } });
    const facade = await observed.facade('WireConnector');
    await facade.delete(ObjectClass.ACCOUNT, new Uid('unheard'));
    observed.observation.log.level = 'info';
    await facade.delete(ObjectClass.ACCOUNT, new Uid('heard'));
    observed.observation.log.level = 'warn';
    await facade.delete(ObjectClass.ACCOUNT, new Uid('unheard'));
    await observed.close();
    expect(observed.lines().map(({ event }) => event)).to.deep.equal(['call.write']);
  });

  it('a flood of wrong keys of one address is one line and a count', async () => {
    await start();
    const options = { host: '127.0.0.1', port: observed.server.port, key: new GuardedString('a guess') };
    for (let i = 0; i < 5; i++) await failureOf(RemoteConnectorInfoManager.connect(options));
    await observed.close();
    const refused = observed.lines('key.refused');
    expect(refused.map(({ level, address, repeated }) => [level, address, repeated])).to.deep.equal([
      ['warn', '127.0.0.1', undefined],
      ['warn', '127.0.0.1', 4],
    ]);
  });

  it('warns of what no call tells: refused connections, unreadable requests, connectors that fail to start', async () => {
    await start({}, { maxConnections: 1 });
    const facade = await observed.facade('GateConnector', { host: 'broken' });
    await failureOf(facade.search(ObjectClass.ACCOUNT, null).next());
    const second = await open(observed.server);
    await answerUntilClosed(second);
    await observed.close();
    expect(observed.lines('connection.refused')[0]).to.include({
      reason: 'too many connections',
      level: 'warn',
    });
    expect(observed.lines('connector.lifecycle')[0]).to.include({
      connector: 'test.GateConnector',
      failure: 'init-failed',
      error: 'TypeError',
      level: 'warn',
    });
  });

  it('tells what a connector warns of', async () => {
    await start();
    publishWarning({ connector: 'test.Connector', code: 'old-way', message: 'Take the new way.' });
    await observed.close();
    expect(observed.lines('connector.warning')).to.have.length(1);
    expect(observed.lines('connector.warning')[0]).to.include({
      ...{ connector: 'test.Connector', code: 'old-way', warning: 'Take the new way.', level: 'warn' },
    });
  });

  it('an unreadable request is told without what it held', async () => {
    await start();
    const bytes = new ClientBytes().request(new BigInteger(11111111n));
    const spoilt = Buffer.from(bytes.toString('latin1').replace('11111111', 'hunter22'), 'latin1');
    expect(spoilt.equals(bytes)).to.equal(false);
    await answerUntilClosed(await open(observed.server), spoilt);
    await observed.close();
    expect(observed.lines('request.unreadable')[0]).to.include({
      client: 'midpoint',
      error: 'ConnectorException',
      level: 'warn',
    });
    expect(observed.text('log')).not.to.contain('hunter22');
  });

  it('a failed TLS handshake is told with its code', async () => {
    await start({}, { tls: {} });
    const socket = connect(observed.server.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.end('this is no TLS');
    await once(socket, 'close');
    await observed.close();
    const [line] = observed.lines('handshake.failed');
    expect(line).to.include({ level: 'warn', address: '127.0.0.1' });
    expect(line!.error).to.match(/^(ERR_SSL|ECONNRESET)/);
  });

  it('for people it is text, and no client can begin a line of its own', async () => {
    await start({ log: { pretty: true, level: 'info' } });
    const facade = await observed.facade('WireConnector');
    await facade.create(new ObjectClass('a\nb c'), [new Name('x')]);
    await observed.close();
    const line = observed
      .text('log')
      .split('\n')
      .find((text) => text.includes('call.write'))!;
    expect(line).to.match(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}A writing call ended\. event=call\.write /);
    expect(line).to.contain('client=midpoint').and.contain('objectClass="a\\nb c"');
  });
});
