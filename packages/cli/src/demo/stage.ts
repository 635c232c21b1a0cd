import { ConnectorServer, keyHash } from '@icf-ts/connector-server';
import {
  GuardedString,
  LocalConnectorInfoManager,
  loadInstalledBundle,
  type ConnectorInfo,
  type ConnectorKey,
} from '@icf-ts/framework';
import type { ProgressStream } from '@icf-ts/provisioning';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { PortProblem } from './port-problem.js';

export const BUNDLE_PACKAGE = '@icf-ts/salesforce-bundle';
const LOOPBACK = '127.0.0.1';

export interface StageOptions {
  /** Port of the connector server; 0 takes a free one. */
  readonly port: number;
  /** Port of the emulated org; 0 takes a free one. */
  readonly orgPort: number;
  /** Key of the connector server. */
  readonly key: string;
  /** People in the org. */
  readonly users: number;
  readonly progress?: ProgressStream | undefined;
}

/** What the demonstration runs on: an emulated org, and a connector server with the Salesforce connector. */
export interface Stage {
  readonly org: Org;
  readonly server: ConnectorServer;
  readonly serverKey: GuardedString;
  readonly connector: ConnectorKey;
  /** The configuration that makes the connector reach the org. */
  readonly properties: Readonly<Record<string, string>>;
  /** What the connector declares; ICF's protocol does not carry it. */
  readonly lookups: ConnectorInfo['lookups'];
  /** People in the org. */
  readonly users: number;
  /** Where a bar can be shown. */
  readonly progress?: ProgressStream | undefined;
  close(): Promise<void>;
}

/** Starts everything, or nothing. @throws PortProblem where a port cannot be had. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const [salesforce] = await loadInstalledBundle(BUNDLE_PACKAGE, import.meta.url);
  const org = await startOrg({
    host: LOOPBACK,
    port: options.orgPort,
    users: options.users,
    // Salesforce asks users for a security token elsewhere.
    trustedNetwork: true,
  }).catch((error: unknown) => {
    throw PortProblem.of(error, 'emulated org', '--org-port', options.orgPort);
  });
  const serverKey = new GuardedString(options.key);
  try {
    const server = await ConnectorServer.start({
      connectors: new LocalConnectorInfoManager([salesforce!]),
      keyHash: keyHash(serverKey),
      host: LOOPBACK,
      port: options.port,
    });
    return {
      org,
      server,
      serverKey,
      connector: salesforce!.info.key,
      lookups: salesforce!.info.lookups,
      users: options.users,
      progress: options.progress,
      properties: {
        loginUrl: org.url,
        clientId: org.credentials.clientId,
        clientSecret: org.credentials.clientSecret,
      },
      close: async () => {
        await server.close();
        await org.close();
      },
    };
  } catch (error) {
    await org.close();
    throw PortProblem.of(error, 'connector server', '--port', options.port);
  }
}
