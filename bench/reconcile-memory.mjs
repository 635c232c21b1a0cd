// `node bench/reconcile-memory.mjs [users …]`: reconciles an emulated org of 100,000 and one of 1,000,000 users into a new
// repository of each kind, then once more, when nothing has changed, and prints how long that took and how
// large the reconciling process grew. The org, and PostgreSQL, are processes of their own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { reconcileInbound } from '@icf-ts/provisioning';
import { facadeOf, jobOf, newLocation, openRepository, startOrgProcess } from './reconciling/ground.mjs';

const MB = 1e6;
const KINDS = (process.env.BENCH_KINDS ?? 'pglite,postgres').split(',');
const EXEC_ARGV = (process.env.ICF_BENCH_EXEC_ARGV ?? '').split(' ').filter(Boolean);

const TRACE_EVERY = 50_000;

/** So that a long run tells how it goes, on the standard error. */
function trace(done, start, since, rssMb) {
  const { user, system } = process.cpuUsage(since);
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(1));
  console.error(JSON.stringify({ done, seconds, cpuSeconds, rssMb: Math.round(rssMb) }));
}

async function timed(database, job) {
  const samples = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { counts } = await reconcileInbound(database, job, {
    onProgress: ({ done }) => {
      samples.push(process.memoryUsage.rss() / MB);
      if (done % TRACE_EVERY === 0) trace(done, start, cpu, samples.at(-1));
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const half = samples.length >> 1;
  return {
    counts,
    seconds: Number(seconds.toFixed(1)),
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    firstHalfMaxMb: Math.round(Math.max(...samples.slice(0, half))),
    secondHalfMaxMb: Math.round(Math.max(...samples.slice(half))),
  };
}

async function reconcile(location, access) {
  const database = await openRepository(location);
  const facade = facadeOf(access);
  const job = await jobOf(facade);
  const first = await timed(database, job);
  const second = await timed(database, job);
  await facade.dispose();
  await database.close();
  return { first, second, maxMb: Math.round((process.resourceUsage().maxRSS * 1024) / MB) };
}

/** A process of its own does one of the works and answers. */
async function answerOf(work, ...args) {
  const child = fork(import.meta.filename, [work, ...args.map((arg) => JSON.stringify(arg))], {
    execArgv: EXEC_ARGV,
  });
  const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return answer;
}

const [role, ...rest] = process.argv.slice(2);
if (role === 'prepare') {
  // Making the files of an embedded repository is no part of reconciling, and takes memory of its own.
  await (await openRepository(JSON.parse(rest[0]))).close();
  process.send({});
  process.disconnect();
} else if (role === 'reconcile') {
  const [location, access] = rest.map((text) => JSON.parse(text));
  process.send(await reconcile(location, access));
  process.disconnect();
} else {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000];
  for (const users of sizes) {
    const org = await startOrgProcess(users);
    for (const kind of KINDS) {
      const place = await newLocation(kind);
      if (!place) {
        console.log(JSON.stringify({ kind, skipped: 'PostgreSQL is not installed' }));
        continue;
      }
      await answerOf('prepare', place.location);
      const result = await answerOf('reconcile', place.location, org.access);
      console.log(JSON.stringify({ kind, users, ...result }));
      await place.remove();
    }
    await org.stop();
  }
}
