import type { Clock } from '@icf-ts/provisioning';

/** Time that passes as the test says: it stands still until everybody waits. */
export class FakeClock implements Clock {
  #now = Date.parse('2024-01-01T00:00:00Z');
  /** How long each wait would have been, whether or not it was cut short. */
  readonly waits: number[] = [];
  #wake: ((ended: 'passed' | 'cut short') => void) | undefined;
  #waiting: (() => void) | undefined;

  now(): Date {
    return new Date(this.#now);
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(ms);
    return new Promise((resolve) => {
      const end = (how: 'passed' | 'cut short'): void => {
        this.#wake = undefined;
        if (how === 'passed') this.#now += ms;
        resolve();
      };
      this.#wake = end;
      if (signal.aborted) return end('cut short');
      signal.addEventListener('abort', () => end('cut short'), { once: true });
      this.#waiting?.();
    });
  }

  /** Comes back once the loop waits. */
  async idle(): Promise<void> {
    if (this.#wake) return;
    await new Promise<void>((resolve) => (this.#waiting = resolve));
    this.#waiting = undefined;
  }

  /** Lets the present wait pass, and comes back at the next one. */
  async pass(): Promise<void> {
    await this.idle();
    this.#wake!('passed');
    // The loop goes on after this turn.
    await this.idle();
  }
}
