import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/** How much later than asked for the event loop came round, since the last reading. */
export class EventLoopDelay {
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.#delays.enable();
  }

  /** In seconds, beyond the measure's own interval. Readers share the interval between readings. */
  read(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1e3);
    const delays = this.#delays;
    const found =
      delays.count === 0
        ? { p50: 0, p99: 0, max: 0 }
        : {
            p50: seconds(delays.percentile(50)),
            p99: seconds(delays.percentile(99)),
            max: seconds(delays.max),
          };
    delays.reset();
    return found;
  }

  close(): void {
    this.#delays.disable();
  }
}
