import type { BundleRegistry } from '@icf-ts/framework';
import type { ConnectorServer } from '../server/connector-server.js';

/** Whether a server should be sent calls, and if not, why. */
export class Readiness {
  readonly #server: ConnectorServer;
  readonly #registry: BundleRegistry;
  #reason: string | undefined;

  constructor(server: ConnectorServer, registry: BundleRegistry) {
    this.#server = server;
    this.#registry = registry;
  }

  /** What the host knows beside, e.g. that a configured bundle is missing. */
  set(isReady: boolean, why = 'The host says so.'): void {
    this.#reason = isReady ? undefined : why;
  }

  /** Empty when it is ready. */
  reasons(): readonly string[] {
    const { state } = this.#server.statistics();
    return [
      ...(state === 'listening' ? [] : [STATES[state]]),
      ...(this.#registry.connectorInfos.length > 0 ? [] : ['No connector is loaded.']),
      ...(this.#reason === undefined ? [] : [this.#reason]),
    ];
  }
}

const STATES = {
  new: 'The connector server does not listen yet.',
  draining: 'The connector server is draining.',
  closed: 'The connector server has stopped.',
} as const;
