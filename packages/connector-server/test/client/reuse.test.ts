import { Name, ObjectClass, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { clientOf, failureOf, serve } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay, type Cut } from './relay.js';

const ACCOUNT = ObjectClass.ACCOUNT;

describe('a connection that has carried a call before', () => {
  let server: ConnectorServer;
  let relay: Relay;
  let nowMs: number;
  let ids = 0;
  beforeEach(async () => {
    server = await serve();
    relay = await Relay.to(server.port);
    nowMs = 0;
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
  });

  const clientWith = (settings = {}) =>
    clientOf([relay.port], settings, {}, { nowMs: () => nowMs, random: () => 0 });
  const newName = (): string => `reuse ${++ids}`;

  it('carries the next call, a write too', async () => {
    const { client, facade } = clientWith();
    const name = newName();
    await facade.test();
    await facade.create(ACCOUNT, [new Name(name)]);
    await facade.delete(ACCOUNT, new Uid(name));
    client.close();
    expect(relay.accepted).to.equal(1);
    expect(ledger.count(name)).to.equal(2);
  });

  it('carries no write after it has been idle for a while; a read it carries still', async () => {
    const { client, facade } = clientWith({ reuseForWriteMs: 500 });
    await facade.test();
    nowMs = 499;
    await facade.create(ACCOUNT, [new Name(newName())]);
    expect(relay.accepted).to.equal(1);
    nowMs += 500;
    await facade.test();
    expect(relay.accepted).to.equal(1);
    nowMs += 500;
    await facade.create(ACCOUNT, [new Name(newName())]);
    expect(relay.accepted).to.equal(2);
    client.close();
  });

  it('carries no write at all where that is asked for', async () => {
    const { client, facade } = clientWith({ reuseForWriteMs: 0 });
    for (let calls = 0; calls < 3; calls++) await facade.create(ACCOUNT, [new Name(newName())]);
    client.close();
    expect(relay.accepted).to.equal(3);
  });

  for (const how of ['end', 'reset'] satisfies Cut[]) {
    it(`is not used for a write when the server has closed it (${how}): the write is done once, on a new one`, async () => {
      for (let round = 0; round < 20; round++) {
        const { client, facade } = clientWith();
        await facade.test();
        const closed = new Promise<void>((resolve) => relay.once('closed', resolve));
        relay.cut(how);
        await closed;
        const name = newName();
        await facade.create(ACCOUNT, [new Name(name)]);
        expect(ledger.count(name)).to.equal(1);
        client.close();
      }
    });

    it(`may turn out to be dead (${how}) under a read, which is sent again on a new one`, async () => {
      const { client, facade } = clientWith();
      await facade.test();
      relay.limit('request', 0, how);
      expect((await facade.get(ACCOUNT, new Uid(newName())))?.uid).to.be.instanceOf(Uid);
      client.close();
      expect(relay.accepted).to.equal(2);
    });

    it(`may turn out to be dead (${how}) under a write, which is not sent again`, async () => {
      const { client, facade } = clientWith();
      await facade.test();
      const name = newName();
      // The request is on its way, and the server is gone before it reads it.
      relay.limit('request', 0, how);
      const error = await failureOf(facade.create(ACCOUNT, [new Name(name)]));
      client.close();
      expect(error.outcomeUnknown).to.equal(true);
      expect(relay.accepted).to.equal(1);
    });
  }
});
