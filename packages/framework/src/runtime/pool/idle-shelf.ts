import type { Clock } from '../clock.js';
import type { Place } from './place.js';
import type { PoolSettings } from './pool-settings.js';

/**
 * The places whose connectors nobody uses. What was put down last is taken first, so that the others grow old and can
 * be evicted when the load falls. A timer exists only while something on the shelf has an end.
 */
export class IdleShelf {
  readonly #settings: PoolSettings;
  readonly #clock: Clock;
  readonly #evict: (place: Place) => void;
  /** The longest idle first. */
  readonly #places: Place[] = [];
  #dueMs = Infinity;
  #cancel: (() => void) | undefined;

  constructor(settings: PoolSettings, clock: Clock, evict: (place: Place) => void) {
    this.#settings = settings;
    this.#clock = clock;
    this.#evict = evict;
  }

  get size(): number {
    return this.#places.length;
  }

  /** False when the shelf is full. */
  put(place: Place): boolean {
    if (this.#places.length >= this.#settings.maxIdle) return false;
    this.#places.push(place);
    this.#schedule();
    return true;
  }

  take(): Place | undefined {
    const place = this.#places.pop();
    if (place) this.#schedule();
    return place;
  }

  takeAll(): Place[] {
    const all = this.#places.splice(0);
    this.#schedule();
    return all;
  }

  /** Whether a connector has been idle for so long that it must not be used; a timer may be late. */
  isExpired({ idleSinceMs }: Place): boolean {
    const { maxIdleTimeMs } = this.#settings;
    return maxIdleTimeMs > 0 && this.#clock.now() - idleSinceMs >= maxIdleTimeMs;
  }

  /** When the longest idle one has to go: `minIdle` protects from eviction, but not from the end of an idle life. */
  #nextDueMs(): number {
    const oldest = this.#places[0];
    if (!oldest) return Infinity;
    const { minIdle, minEvictableIdleTimeMs, maxIdleTimeMs } = this.#settings;
    return Math.min(
      this.#places.length > minIdle ? oldest.idleSinceMs + minEvictableIdleTimeMs : Infinity,
      maxIdleTimeMs > 0 ? oldest.idleSinceMs + maxIdleTimeMs : Infinity,
    );
  }

  #schedule(): void {
    const dueMs = this.#nextDueMs();
    if (dueMs === this.#dueMs) return;
    this.#cancel?.();
    this.#dueMs = dueMs;
    this.#cancel =
      dueMs === Infinity
        ? undefined
        : this.#clock.after(dueMs - this.#clock.now(), () => this.#sweep(), 'housekeeping');
  }

  #sweep(): void {
    this.#dueMs = Infinity;
    this.#cancel = undefined;
    while (this.#nextDueMs() <= this.#clock.now()) this.#evict(this.#places.shift()!);
    this.#schedule();
  }
}
