import { expect } from 'chai';
import { connect } from 'node:net';
import { observe } from '#src/observing/observation.js';
import { Gate } from './gate-connector.js';
import { Observed } from './observed.js';

describe('the endpoint beside a connector server', () => {
  let observed: Observed;
  beforeEach(async () => {
    Gate.current = new Gate();
    observed = await Observed.start();
  });
  afterEach(async () => {
    Gate.current.open();
    await observed.close();
    observed.remove();
  });
  const ready = async (): Promise<[number, unknown]> => {
    const response = await observed.fetch('/health/ready');
    return [response.status, await response.json()];
  };

  it('is ready while it listens and has connectors, and says why when not', async () => {
    expect(await ready()).to.deep.equal([200, { ready: true }]);
    observed.observation.ready(false, 'Bundle salesforce is missing.');
    expect(await ready()).to.deep.equal([503, { ready: false, reasons: ['Bundle salesforce is missing.'] }]);
    observed.observation.ready(true);
    expect(await ready()).to.deep.equal([200, { ready: true }]);
    await observed.registry.removeBundle('org.example.wire');
    expect(await ready()).to.deep.equal([503, { ready: false, reasons: ['No connector is loaded.'] }]);
  });

  it('stays alive and is not ready from the first moment of a drain on', async () => {
    const facade = await observed.facade('GateConnector');
    const running = facade.test();
    await Gate.current.reached;
    const closed = observed.server.close();
    expect(await ready()).to.deep.equal([
      503,
      { ready: false, reasons: ['The connector server is draining.'] },
    ]);
    expect(await (await observed.fetch('/health/live')).json()).to.deep.equal({ live: true });
    expect((await observed.metrics()).get('icf_draining')).to.equal(1);
    Gate.current.open();
    await running;
    await closed;
    expect(await ready()).to.deep.equal([
      503,
      { ready: false, reasons: ['The connector server has stopped.'] },
    ]);
  });

  it('answers reads of its three pages and nothing else', async () => {
    const status = async (path: string, method = 'GET'): Promise<number> =>
      (await observed.fetch(path, { method })).status;
    expect(await status('/health/live')).to.equal(200);
    expect(await status('/health/live?probe=1')).to.equal(200);
    expect(await status('/')).to.equal(404);
    expect(await status('/metrics/')).to.equal(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await status('/metrics', method)).to.equal(405);
    const head = await observed.fetch('/metrics', { method: 'HEAD' });
    expect(head.headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(Number(head.headers.get('content-length'))).to.be.greaterThan(1000);
    expect(await head.text()).to.equal('');
  });

  it('says nothing of who serves it, and refuses long headers', async () => {
    const { headers } = await observed.fetch('/health/live');
    expect([...headers.keys()].sort()).to.deep.equal([
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
    ]);
    const long = await observed.fetch('/health/live', { headers: { x: 'y'.repeat(9000) } });
    expect(long.status).to.equal(431);
  });

  it('closes at once although connections rest on it', async () => {
    const socket = connect(observed.observation.port!, '127.0.0.1');
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined).resume();
    await new Promise((resolve) => socket.once('connect', resolve));
    await observed.close();
    await gone;
  });

  it('what cannot be begun leaves nothing behind', async () => {
    const { server, registry, observation } = observed;
    const before = server.events.listenerCount('callEnded');
    const failure = await observe(server, registry, { endpoint: { port: observation.port! } }).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    expect(failure?.code).to.equal('EADDRINUSE');
    expect(server.events.listenerCount('callEnded')).to.equal(before);
    const unwritable = observe(server, registry, { log: { destination: observed.path('no/such/folder') } });
    expect(String(await unwritable.catch((error: Error) => error.name))).to.equal('ConfigurationException');
    await observed.close();
    for (const event of server.events.eventNames()) expect(server.events.listenerCount(event)).to.equal(0);
    expect(registry.events.eventNames()).to.deep.equal([]);
  });

  it('a server that began before it was observed is told to listen, too', async () => {
    const late = await observe(observed.server, observed.registry, {
      log: { destination: observed.path('late') },
    });
    await late.close();
    expect(observed.lines(undefined, 'late').map(({ event }) => event)).to.deep.equal(['server.listening']);
    expect(late.port).to.equal(undefined);
  });
});
