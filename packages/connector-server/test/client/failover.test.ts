import { Name, ObjectClass, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { RemoteClient } from '#src/client/remote-client.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { clientOf, failureOf, key, serve, turns } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay, refusedPort } from './relay.js';

const ACCOUNT = ObjectClass.ACCOUNT;

/** Time stands still until a test moves it; chance always gives its most. */
class Stage {
  ms = 0;
  readonly surroundings = { nowMs: () => this.ms, random: () => 1 };
}

describe('several connector servers', () => {
  let server: ConnectorServer;
  let relays: Relay[];
  let stage: Stage;
  let ids = 0;
  beforeEach(async () => {
    server = await serve();
    relays = await Promise.all([1, 2, 3].map(() => Relay.to(server.port)));
    stage = new Stage();
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.close()));
    await server.close();
  });

  const ports = (): number[] => relays.map(({ port }) => port);
  const accepted = (): number[] => relays.map((relay) => relay.accepted);
  /** No connection is kept, so that every call shows where it went. */
  const threeServers = () => clientOf(ports(), { maxIdleConnections: 0 }, {}, stage.surroundings);
  const newName = (): string => `failover ${++ids}`;

  it('are asked in their order; the first that answers stays in use', async () => {
    await relays[0]!.refuse();
    const { client, facade } = threeServers();
    for (let calls = 0; calls < 3; calls++) await facade.test();
    client.close();
    expect(accepted()).to.deep.equal([0, 3, 0]);
  });

  it('take a write that could not be sent to the one before', async () => {
    await relays[0]!.refuse();
    const { client, facade } = threeServers();
    const name = newName();
    await facade.create(ACCOUNT, [new Name(name)]);
    client.close();
    expect(ledger.count(name)).to.equal(1);
  });

  it('take no write that another one may have', async () => {
    relays[0]!.script = () => ({ answer: 10 });
    const { client, facade } = threeServers();
    const name = newName();
    const error = await failureOf(facade.create(ACCOUNT, [new Name(name)]));
    client.close();
    expect(error.name).to.equal('ConnectionBrokenException');
    expect(error.outcomeUnknown).to.equal(true);
    expect(accepted()).to.deep.equal([1, 0, 0]);
    expect(ledger.count(name)).to.equal(1);
  });

  it('take a read that the one before lost, and leave that one alone for a while', async () => {
    relays[0]!.script = () => ({ answer: 10, how: 'reset' });
    const { client, facade } = threeServers();
    expect((await facade.get(ACCOUNT, new Uid(newName())))?.uid).to.be.instanceOf(Uid);
    await facade.test();
    client.close();
    expect(accepted()).to.deep.equal([1, 2, 0]);
  });

  it('are left behind one by one, and the error names each with its reason', async () => {
    relays[1]!.script = () => ({ request: 0 });
    const refused = await refusedPort();
    const { client, facade } = clientOf([refused, relays[1]!.port, refused], {}, {}, stage.surroundings);
    const error = await failureOf(facade.test());
    expect(error.name).to.equal('ConnectionBrokenException');
    expect(error.message).to.contain(`127.0.0.1:${refused}: `).and.contain('ECONNREFUSED');
    expect(error.message).to.contain(`127.0.0.1:${relays[1]!.port}: `).and.contain('broke');
    client.close();
    const none = clientOf([refused, await refusedPort()]);
    const unsent = await failureOf(none.facade.create(ACCOUNT, [new Name(newName())]));
    expect(unsent.name).to.equal('ConnectionFailedException');
    expect(unsent.outcomeUnknown).to.equal(undefined);
    none.client.close();
  });

  it('are all tried even while all of them rest', async () => {
    await Promise.all(relays.map((relay) => relay.refuse()));
    const { client, facade } = threeServers();
    await failureOf(facade.test());
    await relays[2]!.listen();
    await facade.test();
    client.close();
  });

  it('goes back to the preferred one when it has rested and answers; no call waits for that', async () => {
    await relays[0]!.refuse();
    const { client, facade } = threeServers();
    await facade.test();
    await relays[0]!.listen();
    await facade.test();
    expect(accepted(), 'it rests').to.deep.equal([0, 2, 0]);
    stage.ms = 1_000;
    const probed = new Promise<void>((resolve) => relays[0]!.once('closed', resolve));
    await facade.test();
    expect(relays[1]!.accepted, 'the call went where it was answered last').to.equal(3);
    await probed;
    await facade.test();
    client.close();
    expect(accepted()).to.deep.equal([2, 3, 0]);
  });

  it('probes a preferred one that is still away once per rest, and rests are doubled up to their limit', async () => {
    // Accepts, and says nothing to any request: what a probe must find out without a call's having to.
    relays[0]!.script = () => ({ request: 0 });
    const { client, facade } = clientOf(
      ports(),
      { maxIdleConnections: 0, backOffMs: 100, maxBackOffMs: 400 },
      {},
      stage.surroundings,
    );
    const probesAt: number[] = [];
    await facade.get(ACCOUNT, new Uid(newName()));
    let seen = relays[0]!.accepted;
    for (stage.ms = 0; stage.ms <= 1600; stage.ms += 50) {
      // The probe, if there is one, has come to its end before time goes on.
      const closed = new Promise<void>((resolve) => relays[0]!.once('closed', resolve));
      await Promise.all([facade.test(), facade.test()]);
      if (relays[0]!.accepted > seen) await closed;
      if (relays[0]!.accepted > seen) probesAt.push(stage.ms);
      seen = relays[0]!.accepted;
      await turns();
    }
    client.close();
    expect(probesAt).to.deep.equal([100, 300, 700, 1100, 1500]);
  });

  it('refuses an empty list', () => {
    expect(() => new RemoteClient({ servers: [], key })).to.throw(/empty/);
  });
});
