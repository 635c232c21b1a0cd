import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BundleRegistry } from '@icf-ts/framework';
import type { Log, Logger } from './log/logger.js';
import type { ObservationSettings } from './observation-settings.js';
import type { ConnectorServer } from '../server/connector-server.js';

// A stand-in, to be replaced on merge.
export interface Observation {
  readonly log: Logger;
  readonly port?: number;
  ready(isReady: boolean, why?: string): void;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

export async function observe(
  _server: ConnectorServer,
  registry: BundleRegistry,
  settings: ObservationSettings,
): Promise<Observation> {
  const write =
    (level: string): Log =>
    (about, message) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(log.level)) return;
      const line = typeof about === 'string' ? { msg: about } : { ...about, msg: message };
      const text = `${JSON.stringify({ level, ...line })}\n`;
      if (settings.log?.destination === undefined) process.stdout.write(text);
      else appendFileSync(settings.log.destination, text);
    };
  const log: Logger = {
    level: settings.log?.level ?? 'info',
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  registry.events.on('bundleAdded', ({ name, version }) => log.info({ name, version }, 'bundle added'));
  registry.events.on('bundleRemoved', ({ name, version }) => log.info({ name, version }, 'bundle removed'));
  let isReady = false;
  const endpoint = createServer(({ url }, response) => {
    const good = url === '/health/live' || (url === '/health/ready' && isReady);
    response.writeHead(good ? 200 : 503).end('{}');
  });
  if (settings.endpoint) {
    const { port, host = '127.0.0.1' } = settings.endpoint;
    await new Promise<void>((resolve, reject) => {
      endpoint.once('error', reject);
      endpoint.listen(port, host, () => resolve());
    });
  }
  return {
    log,
    ...(settings.endpoint ? { port: (endpoint.address() as AddressInfo).port } : {}),
    reopen: async () => undefined,
    ready: (good) => void (isReady = good),
    close: async () => {
      endpoint.closeAllConnections();
      if (endpoint.listening) await new Promise((resolve) => endpoint.close(resolve));
    },
  };
}
