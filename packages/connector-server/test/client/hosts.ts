import { GuardedString, type APIConfigurationInit, type ConnectorFacade } from '@icf-ts/framework';
import type { RemoteConnectionSettings, Surroundings } from '#src/client/client-options.js';
import { RemoteClient } from '#src/client/remote-client.js';
import { RemoteConnectorFacade } from '#src/client/remote-facade.js';
import { keyHash } from '#src/protocol/guarded.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import { ledgerManager } from './ledger-connector.js';

export const key = new GuardedString('changeit');

export const serve = (options: Partial<ConnectorServerOptions> = {}): Promise<ConnectorServer> =>
  ConnectorServer.start({
    connectors: ledgerManager(),
    keyHash: keyHash(key),
    port: 0,
    drainTimeoutMs: 300,
    ...options,
  });

const [connector] = ledgerManager().connectorInfos;

export interface Harness {
  readonly client: RemoteClient;
  readonly facade: ConnectorFacade;
}

/** A facade of the ledger connector behind these ports, without a hello before. */
export function clientOf(
  ports: readonly number[],
  settings: Partial<RemoteConnectionSettings> = {},
  configuration: Partial<APIConfigurationInit> = {},
  surroundings?: Surroundings,
): Harness {
  const servers = ports.map((port) => ({ host: '127.0.0.1', port }));
  const client = new RemoteClient({ servers, key, ...settings }, undefined, surroundings);
  const configured = connector!.defaultConfiguration.with(configuration);
  return { client, facade: new RemoteConnectorFacade(connector!.key, configured, client) };
}

/** What a call failed with. */
export const failureOf = (work: Promise<unknown>): Promise<Error & { readonly outcomeUnknown?: boolean }> =>
  work.then(
    (value) => {
      throw new Error(`It did not fail but gave ${String(value)}.`);
    },
    (error: unknown) => error as Error,
  );

/** Descriptors and timers of this process that keep it alive; what a test opened must not be among them at its end. */
export const resourcesInUse = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) =>
      ['TCPSocketWrap', 'TLSWrap', 'TCPServerWrap', 'Timeout', 'TCPConnectWrap'].includes(name),
    )
    .sort();

/** What has arrived has been seen, and what was closed is gone. */
export async function turns(): Promise<void> {
  for (let count = 0; count < 5; count++) await new Promise((resolve) => setImmediate(resolve));
}
