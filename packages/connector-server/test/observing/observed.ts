import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BundleRegistry,
  GuardedString,
  LocalConnector,
  type Bundle,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import { observe, type Observation } from '#src/observing/observation.js';
import type { ObservationSettings } from '#src/observing/observation-settings.js';
import { keyHash } from '#src/protocol/guarded.js';
import { oneClient } from '#src/server/clients.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import { PoolConnector } from '../twin/pool-connector.js';
import { WireConnector } from '../twin/wire-connector.js';
import { GateConnector } from './gate-connector.js';
import { parseExposition } from './parse-exposition.js';

export const KEY = new GuardedString('changeit');
const origin = { bundleName: 'org.example.wire', bundleVersion: '1.0.0' };

export const bundleOf = (...connectors: readonly LocalConnector[]): Bundle => ({
  name: origin.bundleName,
  version: origin.bundleVersion,
  connectors,
  aliases: new Map(),
});

type Line = Record<string, unknown> & { event: string; level: string };

/** A real server with log, audit and endpoint in a folder of its own, and a client of it. */
export class Observed {
  readonly folder = mkdtempSync(join(tmpdir(), 'icf-observed-'));
  readonly registry = new BundleRegistry();
  readonly #managers: RemoteConnectorInfoManager[] = [];
  server!: ConnectorServer;
  observation!: Observation;

  static async start(
    settings: ObservationSettings = {},
    options: Partial<ConnectorServerOptions> = {},
  ): Promise<Observed> {
    const observed = new Observed();
    observed.registry.add(
      bundleOf(
        ...[PoolConnector, WireConnector, GateConnector].map((type) => new LocalConnector(type, origin)),
      ),
    );
    observed.server = new ConnectorServer({
      connectors: observed.registry,
      clients: oneClient(keyHash(KEY), 'midpoint'),
      port: 0,
      ...options,
    });
    observed.observation = await observe(observed.server, observed.registry, {
      log: { level: 'trace', destination: observed.path('log'), ...settings.log },
      audit: settings.audit ?? { destination: observed.path('audit') },
      endpoint: settings.endpoint ?? { port: 0 },
    });
    await observed.server.listen();
    return observed;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A facade over the wire, by the end of the connector's name. */
  async facade(name: string, properties: Record<string, unknown> = {}): Promise<ConnectorFacade> {
    const { port } = this.server;
    const manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port, key: KEY });
    this.#managers.push(manager);
    const info = manager.connectorInfos.find(({ key }) => key.connectorName.endsWith(name))!;
    return manager.createFacade(
      info.key,
      info.defaultConfiguration.with({
        properties: info.defaultConfiguration.properties.with(properties),
      }),
    );
  }

  async fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.observation.port}${path}`, init);
  }
  async metrics(): Promise<ReadonlyMap<string, number>> {
    return parseExposition(await (await this.fetch('/metrics')).text());
  }

  /** Everything ends in its order; safe to call again. */
  async close(): Promise<void> {
    for (const manager of this.#managers.splice(0)) manager.close();
    await this.server.close();
    await this.observation.close();
  }
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }
  /** The lines of the log, or of another file; of one event where it is named. */
  lines(event?: string, name = 'log'): readonly Line[] {
    const lines = this.text(name)
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
    return event === undefined ? lines : lines.filter((line) => line.event === event);
  }
}
