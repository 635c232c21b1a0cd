import { ConnectorServer, keyHash } from '@icf-ts/connector-server';
import {
  BundleRegistry,
  GuardedString,
  LocalConnector,
  type APIConfiguration,
  type Bundle,
  type ConnectorFacade,
  type ConnectorInfo,
  type ConnectorInfoManager,
  type ConnectorKey,
  type PoolStatistics,
} from '@icf-ts/framework';
import { PerCallConnector, PooledConnector } from './chaos-connectors.js';

export const KEY = new GuardedString('chaos');
export const BUNDLE = 'chaos';

const bundleOf = (version: string): Bundle => ({
  name: BUNDLE,
  version,
  connectors: [PooledConnector, PerCallConnector].map(
    (type) => new LocalConnector(type, { bundleName: BUNDLE, bundleVersion: version }),
  ),
  aliases: new Map(),
});

type Pooled = ConnectorFacade & { poolStatistics?(): PoolStatistics | undefined };

/** A registry that remembers the facades it made, so that their pools can be looked at. */
class WatchedRegistry implements ConnectorInfoManager {
  readonly registry = new BundleRegistry();
  readonly #facades: Pooled[] = [];

  get connectorInfos(): readonly ConnectorInfo[] {
    return this.registry.connectorInfos;
  }
  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.registry.find(key);
  }
  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    const facade = this.registry.createFacade(key, configuration);
    this.#facades.push(facade);
    return facade;
  }
  /** Of every pool there was. */
  get pools(): readonly PoolStatistics[] {
    return this.#facades.flatMap((facade) => facade.poolStatistics?.() ?? []);
  }
}

/** A server and its bundles. */
export class Serving {
  readonly connectors = new WatchedRegistry();
  readonly server: ConnectorServer;
  #swaps: Promise<unknown> = Promise.resolve();

  private constructor(maxFacades: number) {
    this.connectors.registry.add(bundleOf('1.0.0'));
    this.server = new ConnectorServer({
      connectors: this.connectors,
      keyHash: keyHash(KEY),
      port: 0,
      maxFacades,
      maxConnections: 2000,
      drainTimeoutMs: 100,
    });
  }

  static async start(maxFacades: number): Promise<Serving> {
    const serving = new Serving(maxFacades);
    await serving.server.listen();
    return serving;
  }

  /** The next version comes, the old one goes while its calls run. */
  swap(): void {
    this.connectors.registry.add(bundleOf('2.0.0'));
    this.#swaps = this.connectors.registry.removeBundle(BUNDLE, '1.0.0', { drainMs: 60_000 });
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#swaps;
    await this.connectors.registry.dispose();
  }
}
