import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { RemoteConnectorInfoManager, type RemoteFrameworkConnectionInfo } from '@icf-ts/connector-server';
import {
  ConnectorKey,
  ObjectPoolConfiguration,
  OperationTimeoutException,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { makeCall, type Ending } from './callers.js';
import { CuttingRelay } from './cutting-relay.js';
import { openResources } from './resources.js';
import type { PlannedCall, Schedule } from './schedule.js';
import { BUNDLE, KEY, Serving } from './serving.js';
import { newWorld, turn, turns, type World } from './world.js';

/** Nothing takes so long; it only finds what would never end. */
const DEADLINE_MS = 20_000;

/** Longer than most of what ends by itself. */
const IMPATIENT_MS = 40;

export interface ScheduleReport {
  readonly calls: number;
  readonly succeeded: number;
  readonly wrong: readonly string[];
}

/** Runs a schedule from an empty world to an empty world, and says what was not as it must be. */
export async function runSchedule(schedule: Schedule): Promise<ScheduleReport> {
  const world = newWorld();
  for (const { plan } of schedule.calls) world.plans.set(plan.id, plan);
  const before = openResources();
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => void (holds || wrong.push(what));

  const serving = await Serving.start(schedule.maxFacades);
  const relay = schedule.fates && (await CuttingRelay.start(serving.server.port, schedule.fates));
  const managers = await Promise.all(
    [0, IMPATIENT_MS].map((readTimeoutMs) =>
      helloUntilHeard({
        host: '127.0.0.1',
        port: relay?.port ?? serving.server.port,
        key: KEY,
        readTimeoutMs,
        maxIdleConnections: schedule.maxIdleConnections,
      }),
    ),
  );
  if (relay) relay.armed = true;
  const idle = await idleSockets(serving.server.port, schedule.idleSockets);

  const open = new Set(schedule.calls);
  const facadeOf = facades(managers, schedule);
  const endings = schedule.calls.map((call) =>
    makeCall(call, facadeOf).then((ending) => {
      open.delete(call);
      return ending;
    }),
  );
  const event = happen(schedule, serving);
  const ended = await withinDeadline(Promise.all(endings));
  if (!ended) {
    const left = [...open].map((call) => `${call.method} ${JSON.stringify(call)}`);
    throw new Error(`these calls do not end: ${left.join('; ')}`);
  }
  for (const { wrong: what, call } of ended) if (what) wrong.push(`${call.method} ${call.plan.id}: ${what}`);

  for (const manager of managers) manager.close();
  world.release();
  for (const socket of idle) socket.destroy();
  await event;
  // A reset that arrives together with the request looks like a half-closed connection: Node reports the end alone. What
  // hangs then is ended by the drain below; nothing else may outlive its client.
  check(
    await comesTrue(() => serving.server.sessions <= world.held.size),
    `${serving.server.sessions} sessions outlive their clients, of which ${world.held.size} hang`,
  );
  const closed = await withinDeadline(serving.close().then(() => true));
  check(closed === true, 'the server does not close');
  await relay?.close();
  check(serving.server.sessions === 0, 'sessions outlive the server');
  await checkAll(ended, serving, world, check);
  check(
    await comesTrue(() => openResources() === before),
    `there were ${before}, there are ${openResources()}`,
  );
  return {
    calls: ended.length,
    succeeded: ended.filter(({ succeeded }) => succeeded).length,
    wrong,
  };
}

/** What the world and the pools look like when all is over. */
async function checkAll(
  ended: readonly Ending[],
  { connectors }: Serving,
  world: World,
  check: (holds: boolean, what: string) => void,
): Promise<void> {
  for (const { call, succeeded } of ended) {
    if (!['create', 'update', 'delete'].includes(call.method)) continue;
    const written = world.writes.get(call.plan.id) ?? 0;
    check(
      succeeded ? written === 1 : written <= 1,
      `${call.method} ${call.plan.id} was done ${written} times`,
    );
  }
  for (const { active, idle, waiting, created, disposed } of connectors.pools) {
    check(
      active === 0 && idle === 0 && waiting === 0 && created === disposed,
      `a pool is left with ${JSON.stringify({ active, idle, waiting, created, disposed })}`,
    );
  }
  const over = (): boolean => world.generators === 0 && world.made === world.disposed;
  check(
    await comesTrue(over),
    `${world.generators} generators have not ended; ${world.made} connectors made, ${world.disposed} disposed`,
  );
}

/** On a busy machine the impatient client's hello needs more than one attempt. */
async function helloUntilHeard(info: RemoteFrameworkConnectionInfo): Promise<RemoteConnectorInfoManager> {
  for (;;) {
    try {
      return await RemoteConnectorInfoManager.connect(info);
    } catch (error) {
      if (!(error instanceof OperationTimeoutException)) throw error;
    }
  }
}

function facades(
  managers: readonly RemoteConnectorInfoManager[],
  schedule: Schedule,
): (call: PlannedCall) => ConnectorFacade {
  const made = new Map<string, ConnectorFacade>();
  return ({ connector, shard, impatient }) => {
    const id = `${connector} ${shard} ${impatient}`;
    const manager = managers[impatient ? 1 : 0]!;
    let facade = made.get(id);
    if (!facade) {
      const { defaultConfiguration } = manager.find(new ConnectorKey(BUNDLE, '1.0.0', connector))!;
      const pool = new ObjectPoolConfiguration({
        maxObjects: schedule.poolObjects,
        maxWaitMs: schedule.poolWaitMs,
      });
      // By range: whichever version is there answers.
      const key = new ConnectorKey(BUNDLE, shard === 0 ? '1.0.0' : '>=1.0.0', connector);
      facade = manager.createFacade(key, defaultConfiguration.withProperties({ shard }).with({ pool }));
      made.set(id, facade);
    }
    return facade;
  };
}

async function happen({ event }: Schedule, serving: Serving): Promise<void> {
  if (event.kind === 'none') return;
  await turns(event.afterTurns);
  if (event.kind === 'swap') serving.swap();
  else await withinDeadline(serving.server.close());
}

/** Half of them say the beginning of a preamble. */
const idleSockets = (port: number, count: number): Promise<Socket[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      if (at % 2 === 0) socket.write(Buffer.from([0, 0, 0xfa]));
      return socket;
    }),
  );

/** Undefined when it takes longer than anything may. */
async function withinDeadline<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(
    (resolve) => (timer = setTimeout(() => resolve(undefined), DEADLINE_MS)),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Looks turn by turn; sockets close a little after they are closed. */
async function comesTrue(condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + DEADLINE_MS / 4;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await turn();
  }
  return true;
}
