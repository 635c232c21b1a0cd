import { EventEmitter } from 'eventemitter3';
import type {
  APIConfiguration,
  ConnectorFacade,
  ConnectorInfo,
  ConnectorInfoManager,
  ConnectorKey,
} from '@icf-ts/framework';
import { INFO_LEVEL } from '../protocol/messages.js';
import type { Dialect } from '../protocol/rows/row.js';
import { SYSTEM, type RemoteFrameworkConnectionInfo, type Surroundings } from './client-options.js';
import { RemoteClient } from './remote-client.js';
import { RemoteConnectorFacade } from './remote-facade.js';
import { startTimeOf, type RemoteManagerEvents } from './restart-watch.js';

/** The connectors of a connector server, as its hello lists them. */
export class RemoteConnectorInfoManager
  extends EventEmitter<RemoteManagerEvents>
  implements ConnectorInfoManager
{
  readonly #client: RemoteClient;
  #connectorInfos: readonly ConnectorInfo[] = [];
  #serverStartTime: Date | null = null;

  private constructor(info: RemoteFrameworkConnectionInfo, surroundings: Surroundings) {
    super();
    this.#client = new RemoteClient(info, this, surroundings);
  }

  /**
   * Says hello and reads what the server has; of several servers, the first that answers.
   * @throws ConnectionFailedException when there is no server, InvalidCredentialException for a wrong key.
   */
  static async connect(
    info: RemoteFrameworkConnectionInfo,
    surroundings: Surroundings = SYSTEM,
  ): Promise<RemoteConnectorInfoManager> {
    const manager = new RemoteConnectorInfoManager(info, surroundings);
    try {
      await manager.refresh();
      return manager;
    } catch (error) {
      manager.close();
      throw error;
    }
  }

  /** As the last hello had them. */
  get connectorInfos(): readonly ConnectorInfo[] {
    return this.#connectorInfos;
  }

  /** Since when the server of the last hello runs, where it says so. */
  get serverStartTime(): Date | null {
    return this.#serverStartTime;
  }

  /** What the servers speak, as a hello has shown or as the options say; requests are written in it. */
  get dialect(): Dialect {
    return this.#client.dialect;
  }

  /** Says hello again and reads what the server has now. Facades made before go on as they are. @throws as `connect` */
  async refresh(): Promise<readonly ConnectorInfo[]> {
    const hello = await this.#client.hello(INFO_LEVEL.CONNECTOR_INFO);
    this.#connectorInfos = hello.connectorInfos;
    this.#serverStartTime = startTimeOf(hello);
    return hello.connectorInfos;
  }

  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.connectorInfos.find((info) => info.key.equals(key));
  }

  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    return new RemoteConnectorFacade(key, configuration, this.#client);
  }

  /** Closes the connections that are not in use. */
  close(): void {
    this.#client.close();
  }
}
