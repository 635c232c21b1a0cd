// `node --expose-gc bench/salesforce-memory.mjs [users]`: lists a million users of an emulated org, by REST and by Bulk, in
// this process and through a connector server, and prints how large each client process grew. The org and the server
// are processes of their own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ConnectorServer, RemoteConnectorInfoManager, keyHash } from '@icf-ts/connector-server';
import { GuardedString, LocalConnector, LocalConnectorInfoManager, ObjectClass } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg } from '@icf-ts/salesforce-emulator';

const [role = 'main', ...rest] = process.argv.slice(2);
const MB = 1e6;

async function serveOrg(users) {
  const org = await startOrg({ users, dailyApiLimit: 10_000_000 });
  process.send({ url: org.url, credentials: org.credentials });
}

/** Lists, and looks at the resident size every 10,000 objects. */
async function list(facade) {
  globalThis.gc?.();
  let seen = 0;
  const samples = [];
  const start = performance.now();
  for await (const _ of facade.search(ObjectClass.ACCOUNT)) {
    if (++seen % 10_000 === 0) samples.push(process.memoryUsage.rss() / MB);
  }
  const half = samples.length >> 1;
  return {
    users: seen,
    seconds: Math.round((performance.now() - start) / 1000),
    firstHalfMaxMb: Math.round(Math.max(...samples.slice(0, half))),
    secondHalfMaxMb: Math.round(Math.max(...samples.slice(half))),
  };
}

/** Secrets as the wire wants them. */
function propertiesOf({ url, credentials }, bulkThreshold) {
  const guarded = ['clientSecret', 'password', 'securityToken'];
  const entries = Object.entries(credentials).map(([name, value]) => [
    name,
    guarded.includes(name) ? new GuardedString(value) : value,
  ]);
  return { loginUrl: url, ...Object.fromEntries(entries), bulkThreshold };
}

async function inProcess(org, bulkThreshold) {
  const local = new LocalConnector(SalesforceConnector);
  const base = local.info.defaultConfiguration;
  const facade = local.createFacade(base.withProperties(propertiesOf(org, bulkThreshold)));
  const result = await list(facade);
  await facade.dispose();
  return result;
}

const KEY = 'bench';

/** The connector server in a process of its own, which tells its size when asked. */
async function serve() {
  const connectors = new LocalConnectorInfoManager([new LocalConnector(SalesforceConnector)]);
  const server = await ConnectorServer.start({
    connectors,
    keyHash: keyHash(new GuardedString(KEY)),
    port: 0,
  });
  let max = 0;
  setInterval(() => (max = Math.max(max, process.memoryUsage.rss())), 250).unref();
  process.on('message', () => process.send({ maxMb: Math.round(max / MB) }));
  process.send({ port: server.port });
}

async function throughServer(org, bulkThreshold) {
  const child = fork(import.meta.filename, ['serve'], { execArgv: [] });
  const [{ port }] = await once(child, 'message');
  const key = new GuardedString(KEY);
  const manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port, key });
  const [info] = manager.connectorInfos;
  const configuration = info.defaultConfiguration.withProperties(propertiesOf(org, bulkThreshold));
  const result = await list(manager.createFacade(info.key, configuration));
  child.send('size');
  const [{ maxMb }] = await once(child, 'message');
  child.kill();
  return { ...result, serverMaxMb: maxMb };
}

if (role === 'org') await serveOrg(Number(rest[0]));
else if (role === 'serve') await serve();
else if (role === 'list') {
  const [way, bulkThreshold, org] = rest;
  const work = way === 'server' ? throughServer : inProcess;
  console.log(
    JSON.stringify({ way, bulkThreshold, ...(await work(JSON.parse(org), Number(bulkThreshold))) }),
  );
  process.exit(0);
} else {
  const users = Number(role === 'main' ? 1_000_000 : role);
  const org = fork(import.meta.filename, ['org', String(users)], {
    execArgv: ['--max-old-space-size=6000'],
  });
  const [access] = await once(org, 'message');
  for (const way of ['process', 'server']) {
    for (const bulkThreshold of ['0', '50000']) {
      const client = fork(import.meta.filename, ['list', way, bulkThreshold, JSON.stringify(access)]);
      await once(client, 'exit');
    }
  }
  org.kill();
}
