import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector, ObjectClass, type ConnectorFacade } from '@icf-ts/framework';
import {
  migrate,
  openDatabase,
  reconcileInbound,
  runsOf,
  type Database,
  type DatabaseLocation,
  type RunCounts,
} from '@icf-ts/provisioning';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import fc from 'fast-check';
import { startPostgres } from '../database/postgres-server.js';
import { BATCH_SIZE, killedJob, type Order, type Way } from './killed-job.js';

const USERS = 20_000;
const KILLS = 20;
const SEED = 7;

/** Places all over a run, in their order. */
function placesOf(way: Way): readonly NonNullable<Order['kill']>[] {
  // A batch has some twenty points.
  const points = way === 'inbound' ? 25 : 40;
  // So many batches before the end, there are points enough for every kill.
  const last = USERS - 6 * BATCH_SIZE;
  const drawn = fc.sample(
    fc.noBias(fc.record({ after: fc.nat(last), points: fc.integer({ min: 1, max: points }) })),
    { seed: SEED, numRuns: KILLS },
  );
  return drawn
    .sort((a, b) => a.after - b.after)
    .map((place, index) => ({
      ...place,
      // The first one comes before anything is done.
      after: index === 0 ? 0 : place.after,
      by: index % 2 === 0 ? 'itself' : 'parent',
    }));
}

interface Result {
  readonly counts: RunCounts;
  readonly resumed: boolean;
}

/** Processes that are started beforehand, because starting takes longer than what most of them live to do. */
class Processes {
  #next = this.#start();
  #running: ChildProcess | undefined;

  #start(): ChildProcess {
    return fork(join(import.meta.dirname, 'killed-process.js'), { execArgv: ['--no-warnings'] });
  }

  /** Does it; undefined where the process was killed. */
  async run(order: Order): Promise<Result | undefined> {
    const child = this.#next;
    this.#running = child;
    this.#next = this.#start();
    child.send(order);
    let result: Result | undefined;
    child.on('message', (message: Result | { readonly killMe: true }) => {
      if ('killMe' in message) return child.kill('SIGKILL');
      result = message;
      return child.disconnect();
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The process ended with code ${code}.`);
    return result;
  }

  async end(): Promise<void> {
    for (const child of [this.#running, this.#next]) {
      if (!child || child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
  }
}

const propertiesOf = ({ url, credentials }: Org): Order['org'] => ({ loginUrl: url, ...credentials });

function facadeOf(org: Org): ConnectorFacade {
  const local = new LocalConnector(SalesforceConnector);
  return local.createFacade(local.info.defaultConfiguration.withProperties(propertiesOf(org)));
}

/** Uid and name of every user. */
async function usersOf(org: Org): Promise<readonly string[]> {
  const facade = facadeOf(org);
  const users: string[] = [];
  for await (const { uid, name } of facade.search(ObjectClass.ACCOUNT, undefined, { attributesToGet: [] }))
    users.push(`${uid.value} ${name.value}`);
  await facade.dispose();
  return users;
}

/** Identities of a type with their links into a system, in an order that tells nothing of ids. */
const state = (database: Database, type: string, system: string) =>
  database.query<{ readonly userName: string; readonly uid: string }>(
    `SELECT attributes->>'userName' AS "userName", attributes::text AS attributes, identity.revision, uid, link.name, digest,
       (SELECT count(*)::integer FROM identity_key WHERE identity_key.identity = identity.id) AS keys
     FROM identity LEFT JOIN link ON link.identity = identity.id AND system = $2
     WHERE identity.type = $1 ORDER BY 1, uid`,
    [type, system],
  );

interface Place {
  readonly location: DatabaseLocation;
  end(): Promise<void>;
}

const folderOfOwn = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'icf-killed-'));
  return { location: { folder }, end: () => rm(folder, { recursive: true, force: true }) };
};
const serverOfOwn = async (): Promise<Place | undefined> => {
  const server = await startPostgres();
  return server && { location: { url: server.url }, end: () => server.stop() };
};

// Starting a process takes longer than what most of them live to do, so each way is shown on one kind of repository; where
// there is no server, both are shown on the other.
describe('twenty kills of a run of 20,000', function () {
  this.timeout(1_800_000);
  const ends: (() => Promise<void>)[] = [];
  let source: Org;
  let processes: Processes;

  before(async () => {
    source = await startOrg({ users: USERS, seed: 1, dailyApiLimit: 10_000_000 });
    processes = new Processes();
    ends.push(
      () => source.close(),
      () => processes.end(),
    );
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** The location of a new repository, into which an undisturbed run has read the org. */
  const prepared = async (
    make: typeof serverOfOwn,
  ): Promise<{ location: DatabaseLocation; counts: RunCounts }> => {
    const place = (await make()) ?? (await folderOfOwn());
    ends.push(place.end);
    const database = await openDatabase(place.location);
    const facade = facadeOf(source);
    await migrate(database);
    const { counts } = await reconcileInbound(database, await killedJob(facade, 'inbound', 'undisturbed'));
    await facade.dispose();
    await database.close();
    return { location: place.location, counts };
  };

  /** Runs it, killed at all the places, to its end. */
  const killedRun = async (order: Order): Promise<RunCounts> => {
    for (const kill of placesOf(order.way))
      expect(await processes.run({ ...order, kill }), 'the kill came before the end').to.equal(undefined);
    const result = await processes.run(order);
    expect(result!.resumed).to.equal(true);
    return result!.counts;
  };

  it('into the repository ends as an undisturbed run does', async () => {
    const { location, counts } = await prepared(folderOfOwn);
    const order = { location, way: 'inbound', org: propertiesOf(source), system: 'killed' } as const;
    expect(await killedRun(order), 'nothing is counted twice').to.deep.equal(counts);
    const database = await openDatabase(location);
    // Or else the planner takes the join of all with all.
    await database.query('ANALYZE');
    const expected = await state(database, 'undisturbed', 'undisturbed');
    expect(expected).to.have.length(USERS + 3);
    expect(await state(database, 'killed', 'killed')).to.deep.equal(expected);
    expect(await runsOf(database, 'inbound killed'), 'it was one run').to.have.length(1);
    await database.close();
  });

  it('into an org leaves exactly one user for each identity', async () => {
    const { location } = await prepared(serverOfOwn);
    const org = await startOrg({
      users: 0,
      seed: 1,
      licenses: { salesforce: USERS + 100 },
      dailyApiLimit: 10_000_000,
    });
    ends.push(() => org.close());
    const own = new Set(await usersOf(org));
    const system = 'org of undisturbed';
    const counts = await killedRun({ location, way: 'outbound', org: propertiesOf(org), system });
    const { FOUND, ABSENT, ...others } = counts;
    expect(others, 'nothing failed').to.deep.equal({});
    const [found, created] = [FOUND?.link?.changed ?? 0, ABSENT?.create?.changed ?? 0];
    expect(found + created, 'each identity is counted once').to.equal(USERS + 3);
    const database = await openDatabase(location);
    await database.query('ANALYZE');
    const identities = await state(database, 'undisturbed', system);
    await database.close();
    expect(new Set(identities.map(({ uid }) => uid)).size, 'each has a user of its own').to.equal(USERS + 3);
    const linked = new Set(identities.map(({ userName, uid }) => `${uid} ${userName}`));
    const users = await usersOf(org);
    expect(
      users.filter((user) => !linked.has(user) && !own.has(user)),
      'nobody has a second one',
    ).to.deep.equal([]);
    const present = new Set(users);
    expect(
      [...linked].filter((user) => !present.has(user)),
      'all of them exist',
    ).to.deep.equal([]);
  });
});
