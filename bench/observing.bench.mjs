// What it costs to be observed: gets and searches over loopback, client and server in one process, without and with log,
// metrics, audit file and endpoint, in turns. Ratios above 1 are noise.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleRegistry, GuardedString, LocalConnector, ObjectClass, Uid } from '@icf-ts/framework';
import { ConnectorServer, RemoteConnectorInfoManager, keyHash, observe } from '@icf-ts/connector-server';
import { Accounts } from './accounts.mjs';
import { rounded } from './measure.mjs';

const GETS = 3_000;
const CALLERS = 16;
const OBJECTS = 20_000;
const ROUNDS = 7;

/** A server of its own, so that nothing of one kind is left in the other. */
async function world(observed, folder) {
  const registry = new BundleRegistry();
  registry.add({
    name: 'in-process',
    version: '0',
    connectors: [new LocalConnector(Accounts)],
    aliases: new Map(),
  });
  const key = new GuardedString('bench');
  const server = await ConnectorServer.start({ connectors: registry, keyHash: keyHash(key), port: 0 });
  const observation =
    observed &&
    (await observe(server, registry, {
      log: { level: observed.level, destination: join(folder, `${observed.level}.log`) },
      audit: { destination: join(folder, `${observed.level}.audit`) },
      endpoint: { port: 0 },
    }));
  const manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port: server.port, key });
  const [info] = manager.connectorInfos;
  const facade = manager.createFacade(info.key, info.defaultConfiguration);
  const options = { custom: { COUNT: OBJECTS } };
  return {
    async get() {
      await Promise.all(
        Array.from({ length: CALLERS }, async () => {
          for (let i = 0; i < GETS / CALLERS; i++) await facade.get(ObjectClass.ACCOUNT, new Uid(`u${i}`));
        }),
      );
    },
    async search() {
      for await (const _ of facade.search(ObjectClass.ACCOUNT, null, options));
    },
    async close() {
      manager.close();
      await server.close();
      await observation?.close();
    },
  };
}

/** CPU time in milliseconds: what observing costs is work, and what else the machine does is not. */
async function costOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export default async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'icf-bench-'));
  const kinds = { without: undefined, info: { level: 'info' }, debug: { level: 'debug' } };
  const worlds = {};
  const best = {};
  for (const [kind, observed] of Object.entries(kinds)) {
    worlds[kind] = await world(observed, folder);
    best[kind] = { get: Infinity, search: Infinity };
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, { get, search }] of Object.entries(worlds)) {
      best[kind].get = Math.min(best[kind].get, await costOf(get));
      best[kind].search = Math.min(best[kind].search, await costOf(search));
    }
  }
  for (const { close } of Object.values(worlds)) await close();
  rmSync(folder, { recursive: true });
  const perGetUs = (kind) => rounded((best[kind].get * 1000) / GETS);
  return {
    cpuPerGetUs: perGetUs('without'),
    cpuPerGetUsObserved: perGetUs('info'),
    cpuPerGetUsWithALogLineEach: perGetUs('debug'),
    ratioOfGets: rounded(best.without.get / best.info.get),
    ratioOfGetsWithALogLineEach: rounded(best.without.get / best.debug.get),
    ratioOfSearchedObjects: rounded(best.without.search / best.info.search),
    aims: { ratioOfGets: 0.9 },
  };
}
