import { ConnectorServer, RemoteConnectorInfoManager, keyHash } from '@icf-ts/connector-server';
import {
  GuardedString,
  LocalConnectorInfoManager,
  type APIConfiguration,
  type ConnectorFacade,
  type LocalConnector,
} from '@icf-ts/framework';

const KEY = new GuardedString('contract-key');

/** A connector behind a server, over TCP on loopback. */
export interface Remote {
  createFacade(configuration: APIConfiguration): ConnectorFacade;
  close(): Promise<void>;
}

export async function serve(connector: LocalConnector): Promise<Remote> {
  const server = await ConnectorServer.start({
    connectors: new LocalConnectorInfoManager([connector]),
    keyHash: keyHash(KEY),
    port: 0,
  });
  const manager = await RemoteConnectorInfoManager.connect({
    host: server.host,
    port: server.port,
    key: KEY,
  });
  const { key, defaultConfiguration } = manager.connectorInfos[0]!;
  return {
    // What the caller has set, in the configuration that the server has sent.
    createFacade: ({ properties, resultsHandlers }) =>
      manager.createFacade(key, defaultConfiguration.with({ properties, resultsHandlers })),
    close: async () => {
      manager.close();
      await server.close();
    },
  };
}
