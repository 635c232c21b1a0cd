import type { BundleRegistry } from '@icf-ts/framework';
import type { ConnectorServer } from '../server/connector-server.js';
import { AuditSink } from './audit-sink.js';
import { Endpoint } from './endpoint.js';
import { EventLog } from './log/event-log.js';
import { makeLogger, openLogFile, type Logger } from './log/logger.js';
import { CallsRunning } from './metrics/calls-running.js';
import { countingEvents } from './metrics/count-events.js';
import { EventLoopDelay } from './metrics/event-loop-delay.js';
import { Metrics } from './metrics/metrics.js';
import { PoolCounts } from './metrics/pool-counts.js';
import type { ObservationSettings } from './observation-settings.js';
import { Readiness } from './readiness.js';
import { watch, type Listeners } from './watch.js';

/** What watches a connector server. Close it after the server, so that it sees the end. */
export interface Observation {
  /** Its `level` may be changed at any time. */
  readonly log: Logger;
  /** Of the endpoint; absent without one. */
  readonly port?: number;
  /** What the host knows of readiness; true until it says otherwise. Listening and loaded connectors are seen anyway. */
  ready(isReady: boolean, why?: string): void;
  /** Opens the files of log and audit anew after they were moved away. A failure is logged; the former file stays in use. */
  reopen(): Promise<void>;
  /** Writes what still waits, and lets go of everything. Does not reject. */
  close(): Promise<void>;
}

/**
 * Watches a server and its registry as the settings say: log, metrics, health and audit.
 * @throws ConfigurationException for a file that cannot be written, or the system's error for a port that is taken
 */
export async function observe(
  server: ConnectorServer,
  registry: BundleRegistry,
  settings: ObservationSettings = {},
): Promise<Observation> {
  const ends: (() => unknown)[] = [];
  // What was begun last ends first: the log sees the end of all others.
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await begin(server, registry, settings, ends)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function begin(
  server: ConnectorServer,
  registry: BundleRegistry,
  settings: ObservationSettings,
  ends: (() => unknown)[],
): Promise<Omit<Observation, 'close'>> {
  const listen = (listeners: Listeners): unknown => ends.push(watch(server, registry, listeners));

  const eventLoop = new EventLoopDelay();
  ends.push(() => eventLoop.close());
  const calls = new CallsRunning(registry);
  const metrics = new Metrics({ server, registry, calls, eventLoop, pools: new PoolCounts(server) });
  listen(countingEvents(metrics, calls, registry));

  const logFile = await openLogFile(settings.log?.destination, metrics);
  ends.push(() => logFile.close());
  const log = makeLogger(logFile, settings.log);
  const eventLog = new EventLog(log);
  ends.push(() => eventLog.close());
  listen(eventLog.listeners());

  const audit = settings.audit && (await AuditSink.open(settings.audit.destination, log, metrics));
  if (audit) {
    ends.push(() => audit.close());
    listen({ callEnded: (call, outcome) => audit.keep(call, outcome) });
  }

  const readiness = new Readiness(server, registry);
  const endpoint = settings.endpoint && (await Endpoint.start(settings.endpoint, metrics, readiness));
  if (endpoint) ends.push(() => endpoint.close());

  if (server.statistics().state === 'listening') eventLog.tell('listening', server.host, server.port);
  return {
    log,
    ...(endpoint ? { port: endpoint.port } : {}),
    ready: (isReady, why) => readiness.set(isReady, why),
    reopen: async () => {
      for (const file of [logFile, audit]) {
        await file?.reopen().catch((error: Error) => log.error({ event: 'reopen.failed' }, error.message));
      }
    },
  };
}
