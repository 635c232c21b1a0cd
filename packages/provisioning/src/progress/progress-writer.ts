import type { Progress } from '../reconciliation/run-journal.js';
import { Pace } from './pace.js';
import { progressBar, progressJson, type ProgressState } from './progress-formats.js';

/** Where progress goes to: `process.stderr` is one. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface ProgressWriterOptions {
  readonly stream: ProgressStream;
  /** Objects or identities that there will be, where that is known; the estimate needs it. */
  readonly expected?: number;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
}

/** More often is no use to an eye, or to a log. */
const EVERY_MS = { bar: 100, json: 1_000 } as const;
const COLUMNS = 80;
const BEGIN_OF_LINE = '\r\u001b[K';

/** Shows how far a run is: a bar on a terminal, JSON lines elsewhere. Hand `onProgress` to the run, and `end` it. */
export class ProgressWriter {
  readonly #options: ProgressWriterOptions;
  readonly #pace = new Pace();
  readonly #begunAt: number;
  #writtenAt = -Infinity;
  #latest: Progress | undefined;
  #isShown = true;

  constructor(options: ProgressWriterOptions) {
    this.#options = options;
    this.#begunAt = this.#now();
  }

  readonly onProgress = (progress: Progress): void => {
    const now = this.#now();
    if (!this.#latest) this.#pace.look(this.#begunAt, progress.before);
    this.#pace.look(now, progress.done);
    this.#latest = progress;
    this.#isShown = false;
    const every = this.#options.stream.isTTY ? EVERY_MS.bar : EVERY_MS.json;
    if (now - this.#writtenAt >= every) this.#write(progress, now);
  };

  /** Shows the last state, and leaves the line. */
  end(): void {
    if (!this.#latest) return;
    if (!this.#isShown) this.#write(this.#latest, this.#now());
    if (this.#options.stream.isTTY) this.#options.stream.write('\n');
    this.#latest = undefined;
  }

  #write(progress: Progress, now: number): void {
    const { stream, expected } = this.#options;
    const { run, counts, done } = progress;
    const state: ProgressState = { run, counts, done, expected, perSecond: this.#pace.perSecond };
    // The last column is left free: some terminals begin a new line behind it.
    const line = stream.isTTY
      ? BEGIN_OF_LINE + progressBar(state, (stream.columns || COLUMNS) - 1)
      : `${progressJson(state, new Date(now))}\n`;
    stream.write(line);
    this.#writtenAt = now;
    this.#isShown = true;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
