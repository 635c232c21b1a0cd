// Users of an emulated org into a new repository of each kind, and once more when nothing has changed; the peer is the
// bare listing of the same users with the same attributes, in the same process.
import { reconcileInbound } from '@icf-ts/provisioning';
import { rounded } from './measure.mjs';
import { facadeOf, jobOf, newLocation, openRepository, startOrgProcess } from './reconciling/ground.mjs';

const USERS = Number(process.env.BENCH_USERS ?? 20_000);

async function timed(work, expected) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const seen = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (expected !== undefined && seen !== expected) throw new Error(`${seen} users instead of ${expected}`);
  return { seen, seconds, cpuUs: (user + system) / seen };
}

async function list({ facade, objectClass, mapping, batchSize }) {
  const options = { attributesToGet: mapping.attributesToGet, pageSize: batchSize };
  let seen = 0;
  for (let cookie; ;) {
    const page = facade.search(objectClass, undefined, {
      ...options,
      ...(cookie == null ? {} : { pagedResultsCookie: cookie }),
    });
    for await (const _ of page) seen++;
    cookie = page.result?.pagedResultsCookie;
    if (cookie == null) return seen;
  }
}

const figures = ({ seen, seconds, cpuUs }, listing) => ({
  usersPerSecond: rounded(seen / seconds),
  cpuUsPerUser: rounded(cpuUs),
  ...(listing ? { toListing: rounded(seconds / listing.seconds) } : {}),
});

export default async function run() {
  const org = await startOrgProcess(USERS);
  const facade = facadeOf(org.access);
  const job = await jobOf(facade);
  const users = await list(job);
  const results = {};
  for (const kind of ['pglite', 'postgres']) {
    const place = await newLocation(kind);
    if (!place) {
      results[kind] = { skipped: 'PostgreSQL is not installed' };
      continue;
    }
    const database = await openRepository(place.location);
    const reconcile = async (outcome) => {
      const { counts } = await reconcileInbound(database, job);
      return counts[outcome === 'changed' ? 'ABSENT' : 'CONFIRMED']?.[
        outcome === 'changed' ? 'create' : 'update'
      ]?.[outcome];
    };
    const listing = await timed(() => list(job), users);
    const first = await timed(() => reconcile('changed'), users);
    const again = await timed(() => reconcile('unchanged'), users);
    results[kind] = {
      listing: figures(listing),
      first: figures(first, listing),
      unchanged: figures(again, listing),
    };
    await database.close();
    await place.remove();
  }
  await facade.dispose();
  await org.stop();
  return { users, ...results };
}
