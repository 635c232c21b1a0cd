// A full listing of 100,000 users: the connector through its facade against a bare jsforce query/queryMore loop with the
// same columns, on one emulated org in a process of its own, so that the
// CPU time is that of the client. The rounds are interleaved; the fastest of each counts.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { LocalConnector, ObjectClass } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { rounded } from './measure.mjs';

const USERS = Number(process.env.BENCH_USERS ?? 100_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

if (process.argv[1] === import.meta.filename) {
  const org = await startOrg({ users: USERS, dailyApiLimit: 10_000_000 });
  process.send({ url: org.url, credentials: org.credentials });
}

const facades = {};
function facadeOf(name, { url, credentials }, more) {
  const local = new LocalConnector(SalesforceConnector);
  const base = local.info.defaultConfiguration.withProperties({ loginUrl: url, ...credentials, ...more });
  return (facades[name] = local.createFacade(base));
}

async function drain(objects) {
  let seen = 0;
  for await (const _ of objects) seen++;
  return seen;
}

/** What anybody writes who lists with jsforce. */
async function jsforceLoop(connection, soql) {
  let seen = 0;
  let page = await connection.query(soql);
  for (;;) {
    for (const _ of page.records) seen++;
    if (page.done) return seen;
    page = await connection.queryMore(page.nextRecordsUrl);
  }
}

async function timed(work, expected) {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const seen = await work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (expected !== undefined && seen !== expected) throw new Error(`${seen} users instead of ${expected}`);
  return { wallMs, cpuMs: (user + system) / 1000, seen };
}

/** On a busy machine the best round is luck; neighbours in one round share the same weather. */
const medianRatio = (ours, theirs) =>
  rounded(ours.map((ms, round) => ms / theirs[round]).sort((a, b) => a - b)[ours.length >> 1]);

const ratios = (ours, theirs) => ({
  wall: rounded(ours.wallMs / theirs.wallMs),
  cpu: rounded(ours.cpuMs / theirs.cpuMs),
});

/** The columns of the listing without attributesToGet, read off the statement that the connector sends. */
const soqlOf = async (fields) =>
  `SELECT ${fields.join(', ')} FROM User WHERE ProfileId != null AND UserType NOT IN ('AutomatedProcess', 'CloudIntegrationUser', 'Guest')`;

export default async function run() {
  const server = fork(import.meta.filename);
  const [org] = await once(server, 'message');
  const rest = facadeOf('rest', org, { bulkThreshold: 0 });
  const bulk = facadeOf('bulk', org, { bulkThreshold: 50_000 });
  const jsforce = (await import('jsforce')).default;
  const { clientId, clientSecret, username, password, securityToken } = org.credentials;
  const connection = new jsforce.Connection({
    version: '66.0',
    oauth2: { loginUrl: org.url, clientId, clientSecret },
  });
  await connection.login(username, password + securityToken);
  const { BUILT_IN_MAPPINGS } = await import(
    new URL('../packages/salesforce-bundle/dist/mapping/built-in-map.js', import.meta.url)
  );
  const fields = [
    'Id',
    ...new Set(
      BUILT_IN_MAPPINGS.find(({ sobject }) => sobject === 'User').returnedByDefault.map(({ field }) => field),
    ),
  ];
  const soql = await soqlOf(fields);

  const works = {
    jsforce: () => jsforceLoop(connection, soql),
    rest: () => drain(rest.search(ObjectClass.ACCOUNT)),
    bulk: () => drain(bulk.search(ObjectClass.ACCOUNT)),
  };
  const best = {};
  const walls = { jsforce: [], rest: [], bulk: [] };
  let expected;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(works)) {
      const { wallMs, cpuMs, seen } = await timed(work, expected);
      expected ??= seen;
      walls[name].push(wallMs);
      const known = best[name] ?? { wallMs: Infinity, cpuMs: Infinity };
      best[name] = { wallMs: Math.min(known.wallMs, wallMs), cpuMs: Math.min(known.cpuMs, cpuMs) };
    }
  }
  for (const facade of Object.values(facades)) await facade.dispose();
  server.kill();
  await once(server, 'exit');
  return {
    users: expected,
    columns: fields.length,
    ...Object.fromEntries(
      Object.entries(best).map(([name, { wallMs, cpuMs }]) => [
        name,
        { wallMs: rounded(wallMs), cpuMs: rounded(cpuMs) },
      ]),
    ),
    restTimes: { ...ratios(best.rest, best.jsforce), medianOfRounds: medianRatio(walls.rest, walls.jsforce) },
    bulkTimes: { ...ratios(best.bulk, best.jsforce), medianOfRounds: medianRatio(walls.bulk, walls.jsforce) },
    aims: { wall: 1.1 },
  };
}
