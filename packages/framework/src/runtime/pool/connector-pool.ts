import type { ObjectPoolConfiguration } from '../../api/api-configuration.js';
import { ConnectorException, RetryableException } from '../../common/errors/exceptions.js';
import type { AbortSource } from '../../common/interruption.js';
import type { Connector, PoolableConnector } from '../../spi/connector.js';
import { SYSTEM_CLOCK, unlessAborted, type Clock } from '../clock.js';
import type { ConnectorLife } from '../connector-life.js';
import type { ConnectorSource } from '../connector-source.js';
import { IdleShelf } from './idle-shelf.js';
import type { Place } from './place.js';
import { poolSettings, type PoolSettings } from './pool-settings.js';
import type { PoolStatistics } from './pool-statistics.js';
import { WaitingLine } from './waiting-line.js';

/**
 * Connectors that serve one call after the other. All is about `maxObjects` places: a call gets a place, with a
 * connector in it or to make one in; what it gives back goes to the first in line. While somebody waits, every place
 * is taken and none is idle: that is why a newcomer cannot overtake.
 */
export class ConnectorPool implements ConnectorSource {
  readonly #life: ConnectorLife;
  readonly #settings: PoolSettings;
  readonly #idle: IdleShelf;
  readonly #line: WaitingLine<Place>;
  readonly #clock: Clock;
  readonly #lent = new Map<Connector, Place>();
  #taken = 0;
  #failedChecks = 0;
  #broken = 0;
  #evicted = 0;
  #timeouts = 0;
  #closed: Promise<void> | undefined;
  #onEmpty: () => void = () => undefined;

  /** @throws ConfigurationException for settings that no pool can have. */
  constructor(life: ConnectorLife, configuration: ObjectPoolConfiguration, clock: Clock = SYSTEM_CLOCK) {
    this.#life = life;
    this.#settings = poolSettings(configuration, life.connectorName);
    this.#clock = clock;
    this.#line = new WaitingLine(clock);
    this.#idle = new IdleShelf(this.#settings, clock, (place) => {
      this.#evicted++;
      this.#discard(place);
    });
  }

  async acquire(signal?: AbortSource): Promise<Connector> {
    if (this.#closed) throw this.#closedError();
    signal?.throwIfAborted();
    let place =
      this.#freePlace() ??
      (await this.#line.join(this.#settings.maxWaitMs, () => this.#waitedInVain(), signal));
    this.#stillWanted(place, signal);
    while (place.connector) {
      if (await this.#isFit(place, place.connector, signal)) return this.#lend(place, signal);
      place = await this.#replace(place, signal);
    }
    place.connector = await this.#begin(place, signal);
    place.bornMs = this.#clock.now();
    return this.#lend(place, signal);
  }

  /** Does not wait for a disposal: the caller has its answer, and the place is given on as soon as it is free. */
  async release(connector: Connector, inDoubt: boolean): Promise<void> {
    const place = this.#lent.get(connector);
    if (!place) return;
    this.#lent.delete(connector);
    place.idleSinceMs = this.#clock.now();
    if (!inDoubt && !this.#isTooOld(place)) return this.#putBack(place);
    if (inDoubt) this.#broken++;
    else this.#evicted++;
    this.#discard(place);
  }

  close(): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      this.#line.dismiss(() => this.#closedError());
      for (const place of this.#idle.takeAll()) this.#discard(place);
      if (this.#taken === 0) resolve();
    }).then(() => this.#life.ended());
    return this.#closed;
  }

  statistics(): PoolStatistics {
    const { created, disposed, failedInits, failedDisposals } = this.#life;
    return {
      active: this.#taken - this.#idle.size,
      idle: this.#idle.size,
      waiting: this.#line.length,
      created,
      disposed,
      failedInits,
      failedChecks: this.#failedChecks,
      failedDisposals,
      broken: this.#broken,
      evicted: this.#evicted,
      timeouts: this.#timeouts,
    };
  }

  #freePlace(): Place | undefined {
    const idle = this.#idle.take();
    if (idle || this.#taken >= this.#settings.maxObjects) return idle;
    this.#taken++;
    const now = this.#clock.now();
    return { bornMs: now, idleSinceMs: now };
  }

  #isTooOld({ bornMs }: Place): boolean {
    const { maxLifeMs } = this.#settings;
    return maxLifeMs > 0 && this.#clock.now() - bornMs >= maxLifeMs;
  }

  /** Whether the connector may serve; when its call is given up meanwhile, nobody knows and it goes. */
  async #isFit(place: Place, connector: PoolableConnector, signal?: AbortSource): Promise<boolean> {
    if (this.#idle.isExpired(place) || this.#isTooOld(place)) {
      this.#evicted++;
      return false;
    }
    const check = this.#life.bounded((async () => connector.checkAlive())(), 'checkAlive()');
    try {
      await unlessAborted(check, signal);
      return true;
    } catch (error) {
      if (signal?.aborted) {
        this.#discard(place);
        throw signal.reason;
      }
      this.#failedChecks++;
      this.#life.publish('check-failed', error);
      return false;
    }
  }

  /** Another place instead of one with an unfit connector, or the same one when it has been cleared. */
  async #replace(unfit: Place, signal?: AbortSource): Promise<Place> {
    const other = this.#freePlace();
    if (other) {
      this.#discard(unfit);
      return other;
    }
    const cleared = this.#clear(unfit);
    try {
      await unlessAborted(cleared, signal);
    } catch (error) {
      void cleared.then(() => this.#vacate(unfit));
      throw error;
    }
    this.#stillWanted(unfit, signal);
    return unfit;
  }

  /** Makes a connector for an empty place. */
  async #begin(place: Place, signal?: AbortSource): Promise<PoolableConnector> {
    const begun = (async () => this.#life.begin())() as Promise<PoolableConnector>;
    try {
      return await unlessAborted(begun, signal);
    } catch (error) {
      this.#leaveBehind(place, begun);
      throw error;
    }
  }

  /**
   * `init` failed, or goes on although its call was given up. A connector that still comes is as good as any other;
   * one that does not come in time loses its place, and is disposed when it comes after all.
   */
  #leaveBehind(place: Place, begun: Promise<PoolableConnector>): void {
    this.#life.bounded(begun, 'init()').then(
      (connector) => {
        place.connector = connector;
        place.bornMs = place.idleSinceMs = this.#clock.now();
        this.#putBack(place);
      },
      () => {
        this.#vacate(place);
        begun.then(
          (connector) => this.#life.end(connector),
          () => undefined,
        );
      },
    );
  }

  #lend(place: Place, signal?: AbortSource): Connector {
    this.#stillWanted(place, signal);
    this.#lent.set(place.connector!, place);
    return place.connector!;
  }

  /** Things happen while one waits. Throws, and gives the place back, when nobody needs it any longer. */
  #stillWanted(place: Place, signal?: AbortSource): void {
    if (!this.#closed && !signal?.aborted) return;
    this.#putBack(place);
    throw signal?.aborted ? signal.reason : this.#closedError();
  }

  #putBack(place: Place): void {
    if (!place.connector) this.#vacate(place);
    else if (this.#closed) this.#discard(place);
    else if (!this.#line.serve(place) && !this.#idle.put(place)) this.#discard(place);
  }

  #discard(place: Place): void {
    void this.#clear(place).then(() => this.#vacate(place));
  }

  /** The place stays taken until the connector is gone: what is being disposed may still hold a connection. */
  async #clear(place: Place): Promise<void> {
    const connector = place.connector!;
    delete place.connector;
    await this.#life.end(connector);
  }

  /** Gives an empty place to the first in line, to make a connector in. */
  #vacate(place: Place): void {
    if (this.#line.serve(place)) return;
    this.#taken--;
    if (this.#taken === 0) this.#onEmpty();
  }

  #waitedInVain(): Error {
    this.#timeouts++;
    const { maxObjects, maxWaitMs } = this.#settings;
    return new RetryableException(
      `No connector ${this.#life.connectorName} became free within maxWaitMs = ${maxWaitMs} ms: all ${maxObjects} (maxObjects) are in use and ${this.#line.length} calls wait, this one included. Repeat the call later. If it happens often, make fewer calls at once, or raise maxObjects or maxWaitMs of the pool configuration.`,
    );
  }

  #closedError(): Error {
    return new ConnectorException(
      `The pool of connector ${this.#life.connectorName} is closed, because its facade was disposed. Make a new facade.`,
    );
  }
}
