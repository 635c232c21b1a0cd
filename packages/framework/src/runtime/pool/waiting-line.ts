import type { AbortSource } from '../../common/interruption.js';
import type { Clock } from '../clock.js';

interface Waiter<T> {
  readonly serve: (item: T) => void;
  readonly dismiss: (error: unknown) => void;
}

/** Who waits for something that comes in pieces; first come, first served. */
export class WaitingLine<T> {
  readonly #clock: Clock;
  /** In the order of arrival. */
  readonly #waiters = new Set<Waiter<T>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get length(): number {
    return this.#waiters.size;
  }

  /** Waits for a turn; leaves the line after `ms` with what `late` makes, or at an abort with its reason. */
  join(ms: number, late: () => Error, signal?: AbortSource): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        cancel();
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter<T> = {
        serve: (item) => {
          leave();
          resolve(item);
        },
        dismiss: (error) => {
          leave();
          reject(error as Error);
        },
      };
      const onAbort = (): void => waiter.dismiss(signal!.reason);
      // Made before this waiter leaves the line, so that the message counts it.
      const cancel = this.#clock.after(ms, () => waiter.dismiss(late()), 'keeps-process-alive');
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  /** Gives the item to the first in line; false when nobody waits. */
  serve(item: T): boolean {
    for (const first of this.#waiters) {
      first.serve(item);
      return true;
    }
    return false;
  }

  /** Sends everybody away. */
  dismiss(error: () => Error): void {
    for (const waiter of [...this.#waiters]) waiter.dismiss(error());
  }
}
