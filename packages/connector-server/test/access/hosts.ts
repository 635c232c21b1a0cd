import { createHook } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardedString, type ConnectorFacade, type ConnectorInfoManager } from '@icf-ts/framework';
import {
  RemoteConnectorInfoManager,
  type RemoteConnectionSettings,
  type ServerAddress,
} from '#src/client/index.js';
import { hashKey } from '#src/server/access/key-hash.js';
import type { Clients } from '#src/server/clients.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import { twinManager } from '../twin/twin-manager.js';

/** The least that a hash may cost: tests make many. */
const CHEAP = { N: 1024, r: 8, p: 1 };

export const secret = (clear: string): GuardedString => new GuardedString(clear);
export const hashOf = (clear: string): Promise<string> => hashKey(secret(clear), CHEAP);

const TLS_FOLDER = join(import.meta.dirname, '../../test/fixtures/tls');
export const tlsFile = (name: string): string => join(TLS_FOLDER, name);
export const tlsText = (name: string): Buffer => readFileSync(tlsFile(name));
/** Certificate and key of one of the fixtures. */
export const identity = (name: string): { cert: Buffer; key: Buffer } => ({
  cert: tlsText(`${name}.pem`),
  key: tlsText(`${name}-key.pem`),
});

/** Servers and their clients, all gone after each test of the suite. */
export class Stage {
  readonly #servers: ConnectorServer[] = [];
  readonly #managers: RemoteConnectorInfoManager[] = [];

  constructor() {
    afterEach(async () => {
      for (const manager of this.#managers.splice(0)) manager.close();
      await Promise.all(this.#servers.splice(0).map((server) => server.close()));
    });
  }

  async serve(
    clients: Clients,
    options: Partial<ConnectorServerOptions> = {},
    connectors: ConnectorInfoManager = twinManager(),
  ): Promise<ConnectorServer> {
    const server = new ConnectorServer({ connectors, clients, port: 0, drainTimeoutMs: 300, ...options });
    this.#servers.push(server);
    await server.listen();
    return server;
  }

  async meet(
    { port }: ConnectorServer,
    key: string,
    info: Partial<RemoteConnectionSettings & ServerAddress> = {},
  ): Promise<RemoteConnectorInfoManager> {
    const manager = await RemoteConnectorInfoManager.connect({
      host: '127.0.0.1',
      port,
      key: secret(key),
      ...info,
    });
    this.#managers.push(manager);
    return manager;
  }
}

/** The facade of the one connector whose name ends so, with its default configuration. */
export function facadeOf(manager: RemoteConnectorInfoManager, name = 'WireConnector'): ConnectorFacade {
  const info = manager.connectorInfos.find(({ key }) => key.connectorName.endsWith(name))!;
  return manager.createFacade(info.key, info.defaultConfiguration);
}

/** What a promise is rejected with; fails when it is not. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Error) return failure;
  throw new Error('It succeeded.');
}

/** How often this process begins a scrypt while `work` runs. */
export async function countScrypts(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'SCRYPTREQUEST') count++;
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return count;
}
