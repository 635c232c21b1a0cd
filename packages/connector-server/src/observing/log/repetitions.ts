export interface RepetitionOptions {
  readonly intervalMs?: number;
  /** Keys told apart within an interval; those beyond count together. */
  readonly maxKeys?: number;
}

export const REPETITION_DEFAULTS = { intervalMs: 60_000, maxKeys: 1000 } as const;

interface Repeated {
  count: number;
  summarize: (count: number) => void;
}

/** Lets the first of a kind through and counts those that follow, one sum per interval: nobody can flood a log. */
export class Repetitions {
  readonly #intervalMs: number;
  readonly #maxKeys: number;
  readonly #repeated = new Map<string, Repeated>();
  #timer: NodeJS.Timeout | undefined;

  constructor({
    intervalMs = REPETITION_DEFAULTS.intervalMs,
    maxKeys = REPETITION_DEFAULTS.maxKeys,
  }: RepetitionOptions = {}) {
    this.#intervalMs = intervalMs;
    this.#maxKeys = maxKeys;
  }

  /** Whether it is the first of its key; if not, the latest `summarize` is told the count when the interval is over. */
  isFirst(key: string, summarize: (count: number) => void): boolean {
    const known = this.#repeated.get(key);
    if (!known && this.#repeated.size < this.#maxKeys) {
      this.#repeated.set(key, { count: 0, summarize });
      this.#timer ??= setInterval(() => this.tell(), this.#intervalMs).unref();
      return true;
    }
    const counted = known ?? this.#repeated.get('') ?? { count: 0, summarize };
    if (!known) this.#repeated.set('', counted);
    counted.count++;
    counted.summarize = summarize;
    return false;
  }

  /** Ends the interval: tells what was repeated, and forgets what was not. */
  tell(): void {
    for (const [key, repeated] of this.#repeated) {
      const { count } = repeated;
      if (count === 0) {
        this.#repeated.delete(key);
        continue;
      }
      repeated.count = 0;
      repeated.summarize(count);
    }
    if (this.#repeated.size === 0) this.#stop();
  }

  close(): void {
    this.tell();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
