import { InvalidCredentialException } from '@icf-ts/framework';
import { expect } from 'chai';
import { ClientKeys } from '#src/server/access/client-keys.js';
import type { ClientSettings } from '#src/server/access/client-settings.js';
import type { KeyRefusal } from '#src/server/server-events.js';
import { countScrypts, facadeOf, failureOf, hashOf, secret, Stage } from './hosts.js';

const PEER = { connectionId: 1, address: '192.0.2.1', port: 1 };

describe('several clients and their keys', () => {
  const stage = new Stage();
  let one: ClientSettings;
  let two: ClientSettings;
  before(async () => {
    one = { name: 'one', keys: [await hashOf('key of one'), await hashOf('next key of one')] };
    two = { name: 'two', keys: [await hashOf('key of two')] };
  });
  const name = async (keys: ClientKeys, key: string): Promise<unknown> =>
    (await keys.authenticate(secret(key), PEER)) as unknown;

  it('each is known by any of its keys, over the wire, and a wrong key by nobody', async () => {
    const server = await stage.serve(new ClientKeys([one, two]));
    const callers: string[] = [];
    server.events.on('callEnded', ({ caller }) => callers.push(caller.client.name));
    for (const key of ['key of one', 'key of two', 'next key of one']) {
      await facadeOf(await stage.meet(server, key)).test();
    }
    expect(callers).to.deep.equal(['one', 'two', 'one']);
    expect(await failureOf(stage.meet(server, 'key of three'))).to.be.instanceOf(InvalidCredentialException);
  });

  it('a key that was replaced is refused from the next request on, on connections that are open', async () => {
    const keys = new ClientKeys([one, two]);
    const server = await stage.serve(keys);
    const connections = new Set<number>();
    server.events.on('connectionOpened', ({ connectionId }) => connections.add(connectionId));
    const facade = facadeOf(await stage.meet(server, 'key of one', { maxIdleConnections: 1 }));
    await facade.test();
    keys.replace([{ ...one, keys: one.keys.slice(1) }, two]);
    expect(await failureOf(facade.test())).to.be.instanceOf(InvalidCredentialException);
    expect(connections.size).to.equal(1);
    const next = facadeOf(await stage.meet(server, 'next key of one'));
    await next.test();
    keys.replace([two]);
    expect(await failureOf(next.test())).to.be.instanceOf(InvalidCredentialException);
    expect(keys.names).to.deep.equal(['two']);
  });

  it('a replacement that cannot be leaves the former keys at work', async () => {
    const keys = new ClientKeys([one]);
    expect(() => keys.replace([{ ...one, keys: ['in clear'] }])).to.throw("Client 'one': A key of a client");
    expect(await name(keys, 'key of one')).to.have.property('name', 'one');
  });

  it('a key replaced while it is looked at is judged by the new keys', async () => {
    const keys = new ClientKeys([one]);
    const found = keys.authenticate(secret('key of one'), PEER);
    keys.replace([two]);
    expect(await found).to.equal(undefined);
  });

  it('a burst of one key costs each hash once, and later requests cost nothing', async () => {
    const keys = new ClientKeys([one, two]);
    const server = await stage.serve(keys);
    const cost = await countScrypts(async () => {
      const managers = await Promise.all(Array.from({ length: 12 }, () => stage.meet(server, 'key of one')));
      await Promise.all(managers.map((manager) => facadeOf(manager).test()));
    });
    expect(cost).to.equal(3);
  });

  it('every hash is tried on every new key, so that the time does not tell whose it is', async () => {
    for (const key of ['key of one', 'next key of one', 'key of two', 'nobody']) {
      expect(await countScrypts(async () => name(new ClientKeys([one, two]), key))).to.equal(3);
    }
  });

  it('a wrong key that is shown again costs nothing, and many wrong ones do not drive out a good one', async () => {
    const keys = new ClientKeys([two], { maxRefusedKeys: 3 });
    await name(keys, 'key of two');
    expect(
      await countScrypts(async () => {
        for (let i = 0; i < 5; i++) await name(keys, 'wrong');
      }),
    ).to.equal(1);
    for (let i = 0; i < 5; i++) await name(keys, `wrong ${i}`);
    expect(await countScrypts(() => name(keys, 'wrong'))).to.equal(1);
    expect(await countScrypts(() => name(keys, 'key of two'))).to.equal(0);
  });

  it('what is remembered is forgotten in time, and with a replacement', async () => {
    let nowMs = 0;
    const keys = new ClientKeys([two], { rememberMs: 1000, now: () => nowMs });
    const cost = (): Promise<number> => countScrypts(() => name(keys, 'key of two'));
    expect(await cost()).to.equal(1);
    nowMs = 999;
    expect(await cost()).to.equal(0);
    nowMs = 1000;
    expect(await cost()).to.equal(1);
    keys.replace([two]);
    expect(await cost()).to.equal(1);
  });

  it('nobody waiting any longer, a key in the line is not looked at', async () => {
    const keys = new ClientKeys([two], { maxAtOnce: 1 });
    const cost = await countScrypts(async () => {
      const gone = new AbortController();
      const all = Array.from({ length: 10 }, (_, i) =>
        keys.authenticate(secret(`wrong ${i}`), PEER, i === 0 ? undefined : gone.signal),
      );
      gone.abort();
      for (const found of all) expect(await found).to.equal(undefined);
    });
    expect(cost).to.equal(1);
    // One who comes while others have just left is not let down.
    const early = new AbortController();
    const blocker = keys.authenticate(secret('blocker'), PEER);
    const left = keys.authenticate(secret('key of two'), PEER, early.signal);
    early.abort();
    const stays = keys.authenticate(secret('key of two'), PEER, new AbortController().signal);
    expect(await stays).to.have.property('name', 'two');
    await Promise.all([blocker, left]);
  });

  it('a key of two clients is that of the one whose conditions hold; the operator hears why none does', async () => {
    const shared = await hashOf('shared');
    const server = await stage.serve(
      new ClientKeys([
        { name: 'far', keys: [shared], addresses: ['198.51.100.0/24', '2001:db8::/32'] },
        { name: 'near', keys: [shared], addresses: ['127.0.0.0/8'] },
        { name: 'elsewhere', keys: [await hashOf('elsewhere')], addresses: ['198.51.100.7'] },
      ]),
    );
    const told: KeyRefusal[] = [];
    server.events.on('keyRefused', (_peer, refusal) => told.push(refusal));
    await stage.meet(server, 'shared');
    expect(told).to.have.length(0);
    const refused = await failureOf(stage.meet(server, 'elsewhere'));
    const wrong = await failureOf(stage.meet(server, 'of nobody'));
    expect(refused.message).to.equal(wrong.message);
    expect(told).to.have.length(2);
    expect(told[0]).to.include({ client: 'elsewhere', failures: 1, delayMs: 0 });
    expect(told[0]!.reason).to.contain('address');
    expect(told[1]).to.include({ failures: 2 }).and.not.have.property('client');
  });

  it('mistakes in the settings name the client', () => {
    const { keys } = two;
    for (const [clients, words] of [
      [[{ name: 'a', keys: [] }], "Client 'a' has no key"],
      [[{ name: ' ', keys }], 'must have a name'],
      [[two, two], "two clients 'two'"],
      [[{ name: 'a', keys, addresses: ['10.0.0.0/33'] }], "Client 'a': '10.0.0.0/33' is neither"],
      [[{ name: 'a', keys, addresses: ['example.test'] }], 'neither an IP address'],
      [[{ name: 'a', keys, addresses: ['10.0.0.0/8/8'] }], 'neither an IP address'],
      [[{ name: 'a', keys, certificate: 'midpoint' }], 'a subject such as CN=midpoint'],
      [
        [{ name: 'a', keys, access: [{}, { operations: ['remove'] }] }],
        "Client 'a', access rule 2: there is no",
      ],
    ] as [ClientSettings[], string][]) {
      expect(() => new ClientKeys(clients)).to.throw(words);
    }
  });
});
