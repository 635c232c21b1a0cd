/** One look at how far a run is. */
interface Sample {
  readonly atMs: number;
  readonly done: number;
}

/** Old samples say little of the pace now. */
const WINDOW_MS = 30_000;
const LEAST_APART_MS = 500;

/** How fast something is at the moment. What was done before the first look does not count. */
export class Pace {
  readonly #samples: Sample[] = [];
  #last: Sample | undefined;

  look(atMs: number, done: number): void {
    const previous = this.#samples.at(-1);
    this.#last = { atMs, done };
    if (previous && atMs - previous.atMs < LEAST_APART_MS) return;
    this.#samples.push(this.#last);
    while (this.#samples.length > 2 && atMs - this.#samples[0]!.atMs > WINDOW_MS) this.#samples.shift();
  }

  /** Objects a second; undefined while it cannot be told. */
  get perSecond(): number | undefined {
    const [first] = this.#samples;
    if (!first || !this.#last || this.#last.atMs <= first.atMs) return undefined;
    return ((this.#last.done - first.done) * 1_000) / (this.#last.atMs - first.atMs);
  }
}
