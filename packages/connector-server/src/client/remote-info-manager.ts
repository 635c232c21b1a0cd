import {
  ConnectorException,
  type APIConfiguration,
  type ConnectorFacade,
  type ConnectorInfo,
  type ConnectorInfoManager,
  type ConnectorKey,
} from '@icf-ts/framework';
import { HelloRequest, HelloResponse, INFO_LEVEL, SERVER_START_TIME } from '../protocol/messages.js';
import type { Dialect } from '../protocol/rows/row.js';
import { RemoteCall } from './call.js';
import { CLIENT_DEFAULTS, type RemoteFrameworkConnectionInfo } from './client-options.js';
import { ConnectionPool } from './connection-pool.js';
import { RemoteConnectorFacade } from './remote-facade.js';

/** The connectors of a connector server, as its hello lists them. */
export class RemoteConnectorInfoManager implements ConnectorInfoManager {
  readonly connectorInfos: readonly ConnectorInfo[];
  /** Since when the server runs, where it says so. */
  readonly serverStartTime: Date | null;
  /** What the server speaks, as its hello shows or as the options say; requests are written in it. */
  readonly dialect: Dialect;
  readonly #info: RemoteFrameworkConnectionInfo;
  readonly #pool: ConnectionPool;

  private constructor(info: RemoteFrameworkConnectionInfo, pool: ConnectionPool, hello: HelloResponse) {
    this.#info = info;
    this.#pool = pool;
    this.dialect = pool.dialect;
    this.connectorInfos = hello.connectorInfos;
    const started = hello.serverInfo.get(SERVER_START_TIME);
    this.serverStartTime = typeof started === 'bigint' ? new Date(Number(started)) : null;
  }

  /**
   * Says hello and reads what the server has.
   * @throws ConnectionFailedException when there is no server, InvalidCredentialException for a wrong key.
   */
  static async connect(info: RemoteFrameworkConnectionInfo): Promise<RemoteConnectorInfoManager> {
    const pool = new ConnectionPool(info);
    try {
      const { call, first } = await RemoteCall.open(pool, info, new HelloRequest(INFO_LEVEL.CONNECTOR_INFO), {
        repeatable: true,
      });
      if ((info.dialect ?? CLIENT_DEFAULTS.dialect) === 'auto') pool.dialect = call.shownDialect ?? 'connid';
      call.finish();
      if (!(first instanceof HelloResponse)) {
        throw new ConnectorException('The connector server answered a hello with something else.');
      }
      if (first.exception) throw first.exception;
      return new RemoteConnectorInfoManager(info, pool, first);
    } catch (error) {
      pool.close();
      throw error;
    }
  }

  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.connectorInfos.find((info) => info.key.equals(key));
  }

  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    return new RemoteConnectorFacade(key, configuration, this.#info, this.#pool);
  }

  /** Closes the connections that are not in use. */
  close(): void {
    this.#pool.close();
  }
}
