import { BundleRegistry } from '@icf-ts/framework';
import { observe, type Observation } from '../observing/observation.js';
import { ClientKeys } from '../server/access/client-keys.js';
import { ConnectorServer } from '../server/connector-server.js';
import { SERVER_DEFAULTS } from '../server/server-options.js';
import { changesBetween, type Changes } from './changes.js';
import type { HostSettings } from './configuration/host-settings.js';
import { HostBundles } from './host-bundles.js';
import { certificateProblem, readTls } from './tls/tls-material.js';

export interface HostOptions {
  /**
   * From where `bundles.packages` are looked for: folders, or URLs of modules. Default: the working directory.
   */
  readonly installedBeside?: readonly string[];
  /** How long a bundle's folder must rest before it is loaded. */
  readonly settleMs?: number;
  /** How often the bundles' directory is looked at without being told of a change. */
  readonly pollMs?: number;
}

export const HOST_DEFAULTS = { settleMs: 2_000, pollMs: 10_000 } as const;

/** A connector server as an operator runs it: bundles that come and go, clients with keys, TLS, logs, health. */
export class ConnectorHost {
  readonly server: ConnectorServer;
  readonly registry: BundleRegistry;
  readonly observation: Observation;
  readonly #bundles: HostBundles;
  readonly #keys: ClientKeys;
  #settings: HostSettings;
  #brokenOff = 0;
  #closed: Promise<void> | undefined;

  private constructor(
    settings: HostSettings,
    server: ConnectorServer,
    registry: BundleRegistry,
    observation: Observation,
    keys: ClientKeys,
    bundles: HostBundles,
  ) {
    this.#settings = settings;
    this.server = server;
    this.registry = registry;
    this.observation = observation;
    this.#keys = keys;
    this.#bundles = bundles;
    server.events.on('callEnded', (_, { abandoned }) => {
      if (abandoned && this.#closed) this.#brokenOff++;
    });
  }

  /**
   * Starts one and waits until it listens, with its bundles loaded. A bundle that cannot be loaded is only logged.
   * @throws ConfigurationException for settings that it cannot run with, or the system's error, e.g. EADDRINUSE
   */
  static async start(settings: HostSettings, options: HostOptions = {}): Promise<ConnectorHost> {
    const { dialect: _, ...unit } = settings.server ?? {};
    const { settleMs, pollMs } = { ...HOST_DEFAULTS, ...options };
    const tls = settings.tls && (await readTls(settings.tls));
    const registry = new BundleRegistry({
      aliases: settings.aliases ?? {},
      versions: settings.bundles?.versions ?? 'compatible',
    });
    const keys = new ClientKeys(settings.clients);
    const server = new ConnectorServer({
      ...unit,
      connectors: registry,
      clients: keys,
      ...(tls ? { tls: tls.options } : {}),
    });
    const observation = await observe(server, registry, settings);
    observation.ready(false, 'starting');
    const bundles = new HostBundles(
      registry,
      settings.bundles ?? {},
      {
        settleMs,
        pollMs,
        drainMs: unit.drainTimeoutMs ?? SERVER_DEFAULTS.drainTimeoutMs,
        installedBeside: options.installedBeside ?? [process.cwd()],
      },
      observation.log,
    );
    try {
      await bundles.start();
      await server.listen();
    } catch (error) {
      await bundles.close();
      await registry.dispose();
      await observation.close();
      throw error;
    }
    const host = new ConnectorHost(settings, server, registry, observation, keys, bundles);
    host.#greet(tls?.certificate && certificateProblem(tls.certificate)?.message);
    observation.ready(true);
    return host;
  }

  /**
   * Takes over clients, keys, access rules, certificates and the log level, and looks for bundles; says what else has
   * changed and waits for a restart.
   * @throws ConfigurationException for settings that it cannot run with: then nothing is taken over
   */
  async reload(settings: HostSettings): Promise<Changes> {
    const changes = changesBetween(this.#settings, settings);
    const tls = settings.tls && this.#settings.tls ? await readTls(settings.tls) : undefined;
    this.#keys.replace(settings.clients);
    if (tls) this.server.setSecureContext(tls.options);
    this.observation.log.level = settings.log?.level ?? 'info';
    // Whoever rotates logs says so the same way.
    await this.observation.reopen();
    // What waits for a restart is compared with what runs, not with what was asked for last.
    this.#settings = { ...this.#settings, clients: settings.clients, log: liveLog(this.#settings, settings) };
    await this.#bundles.look();
    return changes;
  }

  /** Takes no more calls, lets running ones end within `server.drainTimeoutMs`, and releases everything. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { log } = this.observation;
    this.observation.ready(false, 'draining');
    log.info(`Stopping: no new calls; ${this.server.sessions} connections are open.`);
    await this.#bundles.close();
    await this.server.close();
    await this.registry.dispose({ drainMs: 0 });
    if (this.#brokenOff > 0) log.warn(`${this.#brokenOff} calls did not end in time and were broken off.`);
    log.info('Stopped.');
    await this.observation.close();
  }

  #greet(certificate: string | undefined): void {
    const { log } = this.observation;
    const { host, port } = this.server;
    if (certificate) log.warn(certificate);
    if (this.registry.bundles.length === 0)
      log.warn('No bundle is loaded: this server has nothing to offer yet.');
    for (const warning of this.server.warnings) log.warn(warning);
    log.info({ host, port, tls: this.#settings.tls !== undefined }, `Listening on ${host}, port ${port}.`);
  }
}

const liveLog = (running: HostSettings, wanted: HostSettings): NonNullable<HostSettings['log']> => {
  const { level: _, ...rest } = running.log ?? {};
  return { ...rest, ...(wanted.log?.level ? { level: wanted.log.level } : {}) };
};
