// What it costs to be observed: CPU time per call that log, metrics and audit take, against the CPU time of a whole get over
// loopback (client and server, unobserved). CPU time, because the difference is far below the noise of the clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BundleRegistry, GuardedString, LocalConnector, Locale, ObjectClass, Uid } from '@icf-ts/framework';
import {
  CallRecord,
  ConnectorServer,
  OperationRequest,
  RemoteConnectorInfoManager,
  keyHash,
  observe,
} from '@icf-ts/connector-server';
import { Accounts } from './accounts.mjs';
import { rounded } from './measure.mjs';

const CALLS = 2_000;
const ROUNDS = 30;
const KINDS = {
  metrics: { level: 'info' },
  audit: { level: 'info', audit: true },
  lineEach: { level: 'debug', audit: true },
};

/** The least CPU time per unit, in microseconds. */
async function cpuUs(work, rounds) {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / CALLS);
  }
  return best;
}

async function start() {
  const registry = new BundleRegistry();
  const connectors = [new LocalConnector(Accounts)];
  registry.add({ name: 'in-process', version: '0', connectors, aliases: new Map() });
  const key = new GuardedString('bench');
  const server = await ConnectorServer.start({ connectors: registry, keyHash: keyHash(key), port: 0 });
  return { registry, server, key };
}

async function wholeGet() {
  const { server, key } = await start();
  const manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port: server.port, key });
  const [info] = manager.connectorInfos;
  const facade = manager.createFacade(info.key, info.defaultConfiguration);
  const cost = await cpuUs(async () => {
    for (let i = 0; i < CALLS; i++) await facade.get(ObjectClass.ACCOUNT, new Uid(`u${i}`));
  }, 7);
  manager.close();
  await server.close();
  return cost;
}

async function observing({ level, audit }, folder) {
  const { registry, server } = await start();
  const observation = await observe(server, registry, {
    log: { level, destination: join(folder, 'log') },
    ...(audit ? { audit: { destination: join(folder, 'audit') } } : {}),
  });
  const request = new OperationRequest('GetApiOp', 'getObject', registry.connectorInfos[0].key, '', [
    ObjectClass.ACCOUNT,
    new Uid('u1'),
  ]);
  const peer = { connectionId: 1, address: '127.0.0.1', port: 1 };
  const caller = { client: { name: 'bench' }, peer, locale: Locale.ROOT, requestId: '1-1' };
  const outcome = { durationMs: 1.5, items: 0, abandoned: false };
  const cost = await cpuUs(async () => {
    for (let i = 0; i < CALLS; i++) {
      const call = new CallRecord(caller, request);
      server.events.tell('callStarted', call);
      server.events.tell('callEnded', call, outcome);
      // As many as come together on a busy server.
      if (i % 20 === 0) await delay(0);
    }
    await delay(20);
  }, ROUNDS);
  await server.close();
  await observation.close();
  return cost;
}

export default async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'icf-bench-'));
  const getUs = await wholeGet();
  const costs = {};
  for (const [kind, settings] of Object.entries(KINDS)) costs[kind] = await observing(settings, folder);
  rmSync(folder, { recursive: true });
  const ratio = (cost) => rounded(getUs / (getUs + cost));
  return {
    cpuPerGetUs: rounded(getUs),
    metricsUs: rounded(costs.metrics),
    metricsAndAuditUs: rounded(costs.audit),
    metricsAuditAndLogLineUs: rounded(costs.lineEach),
    ratioWithMetrics: ratio(costs.metrics),
    ratioWithAudit: ratio(costs.audit),
    ratioWithALogLineEach: ratio(costs.lineEach),
    aims: { ratioWithAudit: 0.95 },
  };
}
