import { setTimeout as wait } from 'node:timers/promises';
import { Interruption, type AbortSource } from '@icf-ts/framework';
import { addressGroup } from './address-group.js';

export interface FailedKeysOptions {
  /** So many wrong keys of an address are answered at once: somebody may mistype. */
  readonly freeAttempts?: number;
  /** How long the first one after them waits for its answer; every further one twice as long. */
  readonly firstDelayMs?: number;
  readonly maxDelayMs?: number;
  /** After so long without a wrong key an address's count is half of what it was. */
  readonly halveAfterMs?: number;
  /** Addresses remembered; the one that was quiet longest is forgotten first. */
  readonly maxAddresses?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** Resolves after that time, or as soon as the signal says that nobody waits. Never rejects. */
  readonly wait?: (delayMs: number, signal?: AbortSignal) => Promise<void>;
}

export const FAILED_KEYS_DEFAULTS = {
  freeAttempts: 3,
  firstDelayMs: 250,
  maxDelayMs: 15_000,
  halveAfterMs: 5 * 60_000,
  maxAddresses: 10_000,
} as const;

interface Count {
  readonly failures: number;
  readonly atMs: number;
}

/** Wrong keys by address: whoever shows many waits ever longer to hear so. A right key waits for nothing. */
export class FailedKeys {
  readonly #options: Required<FailedKeysOptions>;
  /** The longest quiet first. */
  readonly #counts = new Map<string, Count>();

  constructor(options: FailedKeysOptions = {}) {
    this.#options = { ...FAILED_KEYS_DEFAULTS, now: () => performance.now(), wait: waitFor, ...options };
  }

  get addresses(): number {
    return this.#counts.size;
  }

  /** Counts one more: how many there are of late, and how long the answer should wait. */
  count(address: string): { readonly failures: number; readonly delayMs: number } {
    const { freeAttempts, firstDelayMs, maxDelayMs, maxAddresses } = this.#options;
    const group = addressGroup(address);
    const failures = Math.floor(this.#decayed(group)) + 1;
    this.#counts.delete(group);
    this.#counts.set(group, { failures, atMs: this.#options.now() });
    for (const quiet of this.#counts.keys()) {
      if (this.#counts.size <= maxAddresses) break;
      this.#counts.delete(quiet);
    }
    const doublings = failures - freeAttempts - 1;
    return { failures, delayMs: doublings < 0 ? 0 : Math.min(firstDelayMs * 2 ** doublings, maxDelayMs) };
  }

  async wait(delayMs: number, abort?: AbortSource): Promise<void> {
    if (delayMs <= 0) return;
    await this.#options.wait(delayMs, abort instanceof Interruption ? abort.signal : abort);
  }

  #decayed(group: string): number {
    const count = this.#counts.get(group);
    if (!count) return 0;
    return (
      count.failures * 0.5 ** Math.floor((this.#options.now() - count.atMs) / this.#options.halveAfterMs)
    );
  }
}

const waitFor = (delayMs: number, signal?: AbortSignal): Promise<void> =>
  wait(delayMs, undefined, signal ? { signal } : {}).catch(() => undefined);
