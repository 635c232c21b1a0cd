import { Name, ObjectClass, Uid, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { clientOf, failureOf, resourcesInUse, serve, turns, type Harness } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay, SilentServer } from './relay.js';

const ACCOUNT = ObjectClass.ACCOUNT;
const reason = new Error('no longer wanted');

describe('a remote call that is aborted', () => {
  let server: ConnectorServer;
  let relay: Relay;
  let controller: AbortController;
  let before: readonly string[];
  let ids = 0;
  beforeEach(async () => {
    await turns();
    before = resourcesInUse();
    server = await serve();
    relay = await Relay.to(server.port);
    controller = new AbortController();
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
    await turns();
    expect(resourcesInUse()).to.deep.equal(before);
  });

  const options = () => ({ signal: controller.signal });
  const waitingName = (): string => `wait ${++ids}`;
  const uses = async (work: (harness: Harness) => Promise<void>, settings = {}): Promise<void> => {
    const harness = clientOf([relay.port], settings);
    await work(harness);
    harness.client.close();
    await turns();
    expect(harness.client.openConnections).to.equal(0);
  };

  it('does not begin when it was aborted before', () =>
    uses(async ({ facade }) => {
      controller.abort(reason);
      expect(await failureOf(facade.test(options()))).to.equal(reason);
      expect(await failureOf(facade.search(ACCOUNT, null, options()).toArray())).to.equal(reason);
      expect(relay.accepted).to.equal(0);
    }));

  it('ends while it connects', async () => {
    const silent = await SilentServer.start();
    const { client, facade } = clientOf([silent.port], { tls: true });
    const failed = failureOf(facade.test(options()));
    await turns();
    controller.abort(reason);
    expect(await failed).to.equal(reason);
    client.close();
    await silent.close();
  });

  it('ends while it waits for a connection, and leaves the line', () =>
    uses(
      async ({ facade }) => {
        const name = waitingName();
        const entered = ledger.next('entered', name);
        const first = new AbortController();
        const holder = failureOf(facade.get(ACCOUNT, new Uid(name), { signal: first.signal }));
        await entered;
        const waiting = failureOf(facade.test(options()));
        await turns();
        controller.abort(reason);
        expect(await waiting).to.equal(reason);
        first.abort(reason);
        await holder;
        await facade.test();
      },
      { maxConnections: 1 },
    ));

  it('ends while its request is on the way', () =>
    uses(async ({ facade }) => {
      relay.script = () => ({ holds: 'request' });
      const arrived = new Promise((resolve) => relay.once('request', resolve));
      const failed = failureOf(facade.test(options()));
      await arrived;
      controller.abort(reason);
      expect(await failed).to.equal(reason);
    }));

  for (const [what, call] of [
    ['write', (facade, id) => facade.create(ACCOUNT, [new Name(id)], options())],
    ['read', (facade, id) => facade.get(ACCOUNT, new Uid(id), options())],
  ] satisfies [string, (facade: Harness['facade'], id: string) => Promise<unknown>][]) {
    it(`ends while the connector works on a ${what}, whose own signal is aborted`, () =>
      uses(async ({ facade }) => {
        const id = waitingName();
        const [entered, aborted] = [ledger.next('entered', id), ledger.next('aborted', id)];
        const failed = failureOf(call(facade, id));
        await entered;
        controller.abort(reason);
        expect(await failed).to.equal(reason);
        await aborted;
        expect(ledger.count(id)).to.equal(1);
      }));
  }

  for (const isWaiting of [true, false]) {
    const state = isWaiting ? 'waits for the next object' : 'has one in hand';
    it(`ends in the middle of a stream while its reader ${state}; the connector hears of it`, () =>
      uses(async ({ facade }) => {
        const id = `${waitingName()}*200`;
        const aborted = ledger.next('aborted', id);
        if (isWaiting) void ledger.next('waiting', id).then(() => controller.abort(reason));
        const seen: string[] = [];
        const error = await failureOf(
          (async () => {
            const found = facade.search(ACCOUNT, filters.startsWith('__NAME__', id), options());
            for await (const { uid } of found) {
              seen.push(uid.value);
              if (!isWaiting && seen.length === 150) controller.abort(reason);
            }
          })(),
        );
        expect(error).to.equal(reason);
        expect(seen).to.have.length(isWaiting ? 200 : 150);
        await aborted;
      }));
  }

  it('ends during a pause', () =>
    uses(async ({ facade }) => {
      const id = `pause ${++ids}*1000`;
      const stream = facade.search(ACCOUNT, filters.startsWith('__NAME__', id), options());
      // Everything up to the pause has been read, and its answer does not get through.
      for (let items = 0; items < 200; items++) await stream.next();
      relay.hold('request');
      const arrived = new Promise((resolve) => relay.once('request', resolve));
      const failed = failureOf(stream.next());
      await arrived;
      controller.abort(reason);
      expect(await failed).to.equal(reason);
      expect((await stream.next()).done).to.equal(true);
    }));

  it('takes the operation’s own limit for an abort too: OperationTimeoutException', async () => {
    const timeoutsMs = new Map([
      ['create', 100],
      ['search', 100],
      ['get', 100],
    ]);
    const { client, facade } = clientOf([relay.port], {}, { timeoutsMs });
    const id = waitingName();
    const aborted = ledger.next('aborted', id);
    const read = await failureOf(facade.get(ACCOUNT, new Uid(id)));
    expect(read.name).to.equal('OperationTimeoutException');
    expect(read.message).to.contain('get of connector test.LedgerConnector').and.contain('100 ms');
    expect(read.outcomeUnknown).to.equal(undefined);
    await aborted;
    const write = await failureOf(facade.create(ACCOUNT, [new Name(waitingName())]));
    expect(write.name).to.equal('OperationTimeoutException');
    expect(write.outcomeUnknown).to.equal(true);
    const found = facade.search(ACCOUNT, filters.startsWith('__NAME__', `${waitingName()}*3`));
    const seen: unknown[] = [];
    const stream = await failureOf(
      (async () => {
        for await (const item of found) seen.push(item);
      })(),
    );
    expect(stream.name).to.equal('OperationTimeoutException');
    // A limit that was not reached leaves no timer.
    await facade.get(ACCOUNT, new Uid('quick'));
    client.close();
  });

  it('takes the caller’s own time-out for OperationTimeoutException', async () => {
    const { client, facade } = clientOf([relay.port]);
    const error = await failureOf(
      facade.get(ACCOUNT, new Uid(waitingName()), { signal: AbortSignal.timeout(20) }),
    );
    expect(error.name).to.equal('OperationTimeoutException');
    client.close();
  });

  it('counts the limit while it connects and while it waits for a connection', async () => {
    const silent = await SilentServer.start();
    const { client, facade } = clientOf(
      [silent.port],
      { tls: true, maxConnections: 1 },
      { timeoutsMs: new Map([['test', 30]]) },
    );
    const errors = await Promise.all([failureOf(facade.test()), failureOf(facade.test())]);
    expect(errors.map(({ name }) => name)).to.deep.equal([
      'OperationTimeoutException',
      'OperationTimeoutException',
    ]);
    client.close();
    await silent.close();
  });

  it('ends with the silence limit: reading, and writing to a server that does not read', async () => {
    const silent = await SilentServer.start();
    const { client, facade } = clientOf([silent.port], { readTimeoutMs: 30 });
    const read = await failureOf(facade.test());
    expect(read.name).to.equal('OperationTimeoutException');
    expect(read.message).to.contain('was silent for 30 ms');
    const write = await failureOf(facade.create(ACCOUNT, [new Name(waitingName())]));
    expect(write.outcomeUnknown).to.equal(true);
    silent.reads = false;
    const large = new Name('x'.repeat(12 << 20));
    const unread = await failureOf(facade.create(ACCOUNT, [large]));
    expect(unread.name).to.equal('OperationTimeoutException');
    client.close();
    await silent.close();
  });
});
