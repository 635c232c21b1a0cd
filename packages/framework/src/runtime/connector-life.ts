import { OperationTimeoutException } from '../common/errors/exceptions.js';
import { publishLifecycle, type LifecycleRecord } from '../logging/channels.js';
import type { Configuration } from '../spi/configuration.js';
import type { Connector, InstanceNameAware } from '../spi/connector.js';
import { atMost, SYSTEM_CLOCK, type Clock } from './clock.js';
import { InFlight } from './in-flight.js';

/** What it takes to make connectors of one facade. */
export interface ConnectorRecipe {
  readonly connectorName: string;
  readonly make: () => Connector;
  /** @throws ConfigurationException */
  readonly configuration: () => Configuration;
  readonly instanceName: string | null;
}

/**
 * How long `dispose` and `checkAlive` may take before the framework goes on without them. No setting of ICF's: it
 * only keeps a hanging connector from holding its place in a pool, or a facade's disposal, for ever.
 */
export const LIFECYCLE_LIMIT_MS = 30_000;

/** Birth and death of the connectors of one facade: the same for pooled ones and for those of a single call. */
export class ConnectorLife {
  created = 0;
  disposed = 0;
  failedInits = 0;
  failedDisposals = 0;
  readonly #recipe: ConnectorRecipe;
  readonly #clock: Clock;
  readonly #ending = new InFlight();

  constructor(recipe: ConnectorRecipe, clock: Clock = SYSTEM_CLOCK) {
    this.#recipe = recipe;
    this.#clock = clock;
  }

  get connectorName(): string {
    return this.#recipe.connectorName;
  }

  /**
   * A new connector, initialised; at once where its `init` has nothing to wait for. One that cannot be is disposed: its
   * `init` may have opened something.
   */
  begin(): Connector | Promise<Connector> {
    const { make, configuration, instanceName } = this.#recipe;
    const values = configuration();
    const connector = make();
    this.created++;
    try {
      if (instanceName !== null && isInstanceNameAware(connector)) connector.setInstanceName(instanceName);
      const starting = connector.init(values);
      return starting ? this.#begun(connector, starting) : connector;
    } catch (error) {
      return this.#stillborn(connector, error);
    }
  }

  async #begun(connector: Connector, starting: void | Promise<void>): Promise<Connector> {
    try {
      await starting;
      return connector;
    } catch (error) {
      return this.#stillborn(connector, error);
    }
  }

  async #stillborn(connector: Connector, error: unknown): Promise<never> {
    this.failedInits++;
    this.publish('init-failed', error);
    await this.end(connector);
    throw error;
  }

  /**
   * Disposes the connector; at once where that has nothing to wait for. Never fails, because nobody could do anything
   * about it: failures are counted.
   */
  end(connector: Connector): void | Promise<void> {
    try {
      const ending = connector.dispose();
      if (ending) return this.#ended(ending);
    } catch (error) {
      this.#failedToEnd(error);
    }
    this.disposed++;
  }

  async #ended(ending: void | Promise<void>): Promise<void> {
    this.#ending.begin();
    try {
      await this.bounded((async () => ending)(), 'dispose()');
    } catch (error) {
      this.#failedToEnd(error);
    } finally {
      this.disposed++;
      this.#ending.end();
    }
  }

  #failedToEnd(error: unknown): void {
    this.failedDisposals++;
    this.publish('dispose-failed', error);
  }

  /** Resolves when every disposal is over. */
  ended(): Promise<void> {
    return this.#ending.none();
  }

  /** Waits for a duty of a connector, but not for ever. */
  bounded<T>(work: Promise<T>, what: string): Promise<T> {
    return atMost(
      this.#clock,
      LIFECYCLE_LIMIT_MS,
      work,
      () =>
        new OperationTimeoutException(
          `${what} of connector ${this.connectorName} did not end within ${LIFECYCLE_LIMIT_MS} ms.`,
        ),
    );
  }

  publish(event: LifecycleRecord['event'], error: unknown): void {
    publishLifecycle({
      connector: this.connectorName,
      event,
      error: error instanceof Error ? error.name : 'Error',
    });
  }
}

const isInstanceNameAware = (connector: object): connector is InstanceNameAware =>
  'setInstanceName' in connector;
