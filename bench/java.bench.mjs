// ConnId's stock Java client on our server and on ConnId's stock Java server, by turns: streaming search, get and create;
// a bare socket with the same bytes made beforehand shows how much of it there is to reach. Then how soon each server
// answers after its start, and how much memory it holds after work. Skipped without a JDK.
import { execFileSync } from 'node:child_process';
import { startJavaServer } from '../test/dist/interop/java-server.js';
import { javaBench } from './java/build.mjs';
import { startJavaClient } from './java/client.mjs';
import { rounded } from './measure.mjs';
import { Checksum, expected } from './peers/checksum.mjs';
import { KEY, connect } from './peers/icf.mjs';
import { startServer } from './peers/process.mjs';

const OBJECTS = 50_000;
const WORKS = [
  { name: 'search', work: 'search', count: OBJECTS, callers: 1, warmUp: 3, rounds: 5 },
  { name: 'get', work: 'get', count: 2_000, callers: 1, warmUp: 3, rounds: 5 },
  { name: 'getBy16', work: 'get', count: 3_000, callers: 16, warmUp: 3, rounds: 5 },
  { name: 'createBy16', work: 'create', count: 3_000, callers: 16, warmUp: 3, rounds: 5 },
];
const COLD_STARTS = 5;

const servers = {
  icf: async () => {
    const spawnedMs = performance.now();
    return { spawnedMs, ...(await startServer('icf')) };
  },
  java: async ({ java, frameworkClassPath, bundle }) => {
    const server = await startJavaServer(java, frameworkClassPath, {
      key: KEY,
      bundles: [bundle],
      jvmArguments: [],
    });
    return server;
  },
};
const NAMES = Object.keys(servers);
/** Nobody can be faster than the last of them. */
const COMPARED = [...NAMES, 'replay'];

/** Works by turns on all servers; the best time of each. */
async function compare(client, running, { work, count, callers, warmUp, rounds }) {
  const best = Object.fromEntries(COMPARED.map((name) => [name, Infinity]));
  const want = work === 'create' ? { ...new Checksum(), objects: count } : expected(count);
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of COMPARED) {
      const { ms, objects, sum } = await client.run(running[name].port, work, count, callers);
      if (objects !== want.objects || sum !== want.sum) {
        throw new Error(`${work} on ${name}: ${objects} objects with sum ${sum} instead of ${want.sum}`);
      }
      if (round >= 0) best[name] = Math.min(best[name], ms);
    }
  }
  return {
    icfPerSecond: rounded((count * 1000) / best.icf),
    javaPerSecond: rounded((count * 1000) / best.java),
    ratio: rounded(best.java / best.icf),
    replayRatio: rounded(best.java / best.replay),
  };
}

/** From the start of the process to the first answered hello, which our client asks for; the median. */
async function coldStartMs(name, build) {
  const times = [];
  for (let round = 0; round < COLD_STARTS; round++) {
    const server = await servers[name](build);
    await connect(server.port);
    times.push(performance.now() - server.spawnedMs);
    await server.stop();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

const residentMb = (pid) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Of a fresh server after 16 callers have read 50,000 objects together. */
async function memoryMb(name, build) {
  const server = await servers[name](build);
  const client = startJavaClient(build, KEY);
  await client.run(server.port, 'search', OBJECTS / 16, 16);
  const resident = residentMb(server.pid);
  await client.stop();
  await server.stop();
  return resident;
}

async function each(measure, build) {
  const figures = {};
  for (const name of NAMES) figures[name] = await measure(name, build);
  return {
    icf: rounded(figures.icf),
    java: rounded(figures.java),
    ratio: rounded(figures.java / figures.icf),
  };
}

export default async function run() {
  const build = await javaBench();
  if (build.missing) return { skipped: build.missing };
  const running = {};
  for (const name of NAMES) running[name] = await servers[name](build);
  running.replay = await startServer('replay');
  const client = startJavaClient(build, KEY);
  const results = {};
  for (const row of WORKS) results[row.name] = await compare(client, running, row);
  await client.stop();
  for (const name of COMPARED) await running[name].stop();
  return {
    ...results,
    coldStartMs: await each(coldStartMs, build),
    residentMb: await each(memoryMb, build),
    aims: {
      'search.ratio': 5.5,
      'get.ratio': 1.7,
      'getBy16.ratio': 1.3,
      'createBy16.ratio': 1.3,
      'residentMb.ratio': 5,
    },
  };
}
