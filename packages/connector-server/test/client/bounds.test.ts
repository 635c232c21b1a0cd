import { ObjectClass, Uid, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { clientOf, failureOf, serve, turns } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay } from './relay.js';

const ACCOUNT = ObjectClass.ACCOUNT;

describe('the connections of a remote client to one server', () => {
  let server: ConnectorServer;
  let relay: Relay;
  let mostOpen: number;
  let ids = 0;
  beforeEach(async () => {
    server = await serve();
    relay = await Relay.to(server.port);
    mostOpen = 0;
    relay.on('accepted', () => (mostOpen = Math.max(mostOpen, relay.open)));
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
  });

  /** A call that holds its connection until it is let go. */
  async function hold(facade: ReturnType<typeof clientOf>['facade']): Promise<() => Promise<unknown>> {
    const controller = new AbortController();
    const id = `wait in bounds ${++ids}`;
    const entered = ledger.next('entered', id);
    const call = failureOf(facade.get(ACCOUNT, new Uid(id), { signal: controller.signal }));
    await entered;
    return () => {
      controller.abort(new Error('let go'));
      return call;
    };
  }

  it('are never more than allowed; the other calls wait their turn and all are served', async () => {
    const { client, facade } = clientOf([relay.port], { maxConnections: 3 });
    await Promise.all(Array.from({ length: 40 }, () => facade.test()));
    client.close();
    expect(mostOpen).to.equal(3);
    expect(relay.accepted).to.equal(3);
  });

  it('count the idle ones in: a new one takes the place of an idle one', async () => {
    const { client, facade } = clientOf([relay.port], { maxConnections: 2, reuseForWriteMs: 0 });
    await Promise.all([facade.test(), facade.test()]);
    await Promise.all([1, 2, 3, 4].map((n) => facade.delete(ACCOUNT, new Uid(`bounds ${n}`))));
    await turns();
    expect(client.openConnections).to.be.at.most(2);
    client.close();
  });

  it('are waited for so long and no longer; the error says so and what it is due to', async () => {
    const { client, facade } = clientOf([relay.port], { maxConnections: 1, connectionWaitMs: 20 });
    const letGo = await hold(facade);
    const error = await failureOf(facade.test());
    expect(error.name).to.equal('ConnectionFailedException');
    expect(error.message).to.contain(`127.0.0.1:${relay.port}`).and.contain('maxConnections');
    await letGo();
    await facade.test();
    client.close();
  });

  it('are all in use: another server is asked, and this one is not taken for a failed one', async () => {
    const other = await Relay.to(server.port);
    const { client, facade } = clientOf([relay.port, other.port], {
      maxConnections: 1,
      connectionWaitMs: 20,
    });
    const letGo = await hold(facade);
    await facade.test();
    expect(other.accepted).to.equal(1);
    await letGo();
    await facade.test();
    client.close();
    expect([relay.accepted, other.accepted]).to.deep.equal([2, 1]);
    await other.close();
  });

  it('are given back by every end of a call: result, exception, early leave, abort, time-out, loss', async () => {
    const timeoutsMs = new Map([['get', 20]]);
    const { client, facade } = clientOf(
      [relay.port],
      { maxConnections: 1, connectionWaitMs: 5_000 },
      { timeoutsMs },
    );
    const found = (id: string) => facade.search(ACCOUNT, filters.startsWith('__NAME__', id));
    await facade.test();
    await failureOf(facade.get(ACCOUNT, new Uid(`wait in bounds ${++ids}`)));
    for await (const _ of found(`bounds ${++ids}*10`)) break;
    await failureOf(
      (async () => {
        for await (const _ of found(`bounds ${++ids}*10`)) throw new Error('of the reader');
      })(),
    );
    await (
      await hold(facade)
    )();
    await failureOf(facade.schema());
    relay.script = () => ({ request: 5 });
    await failureOf(facade.delete(ACCOUNT, new Uid('lost')));
    relay.script = () => ({});
    expect(await found(`bounds ${++ids}*10`).toArray()).to.have.length(10);
    client.close();
  });

  it('are kept in small number, and closed when they have been idle for their time', async () => {
    const { client, facade } = clientOf([relay.port], { maxIdleConnections: 2, idleTimeoutMs: 30 });
    await Promise.all([1, 2, 3, 4, 5].map(() => facade.test()));
    await turns();
    expect(client.openConnections).to.equal(2);
    await server.close();
    await new Promise<void>((resolve) => {
      const check = (): void => void (relay.open === 0 ? resolve() : relay.once('closed', check));
      check();
    });
    expect(client.openConnections).to.equal(0);
    client.close();
  });

  it('leave the list of idle ones as soon as the server closes them', async () => {
    const { client, facade } = clientOf([relay.port], { idleTimeoutMs: 600_000 });
    await facade.test();
    const closed = new Promise<void>((resolve) => relay.once('closed', resolve));
    relay.cut('end');
    await closed;
    await turns();
    expect(client.openConnections).to.equal(0);
    client.close();
  });
});
