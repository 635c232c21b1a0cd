import { close, open, write, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ConfigurationException } from '@icf-ts/framework';

const openFile = promisify(open);
const closeFile = promisify(close);
const writeFile = promisify(write);

const STANDARD_OUTPUT = 1;
/** What is written in one piece. */
const BATCH_CHARACTERS = 64 * 1024;

export interface LineFileOptions {
  /** Lines that wait beyond this are not taken. */
  readonly maxWaitingBytes?: number;
  /** How long lines wait for others, to be written together. */
  readonly collectMs?: number;
  /** How soon a failed write is tried again. */
  readonly retryMs?: number;
  /** How long `close` waits for what is still to be written. */
  readonly closeTimeoutMs?: number;
  /** A write failed. What waits is kept and tried again. */
  readonly onFailure?: (error: Error) => void;
  /** A line that will not reach the file: too many were waiting, or the file failed until the end. */
  readonly onLost?: (line: string) => void;
}

export const LINE_FILE_DEFAULTS = {
  maxWaitingBytes: 16 * 1024 * 1024,
  collectMs: 10,
  retryMs: 1000,
  closeTimeoutMs: 5000,
} as const;

type Settings = LineFileOptions & typeof LINE_FILE_DEFAULTS;

/**
 * Appends lines to a file, in order and without ever making the caller wait: a disk that hangs or is full costs memory up
 * to a limit, then lines, and each of those is told. pino's own destination is not used because, with a full disk, it
 * tries again for ever while the process wants to end.
 */
export class LineFile {
  readonly #path: string | undefined;
  readonly #options: Settings;
  readonly #onExit = (): void => this.#writeNow();
  #fd: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** Lines taken so far, and of those the ones that wait no more. */
  #taken = 0;
  #done = 0;
  /** How many of those that wait are being written. */
  #inHand = 0;
  #writing: Promise<void> | undefined;
  #batch: Promise<void> | undefined;
  /** The last write ended within a line, which is to be written anew. */
  #torn = false;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(fd: number, path: string | undefined, options: LineFileOptions) {
    this.#fd = fd;
    this.#path = path;
    this.#options = { ...LINE_FILE_DEFAULTS, ...options } as Settings;
    process.on('exit', this.#onExit);
  }

  /** Without a path: standard output. @throws ConfigurationException for a file that cannot be opened. */
  static async open(path: string | undefined, options: LineFileOptions = {}): Promise<LineFile> {
    return new LineFile(path === undefined ? STANDARD_OUTPUT : await opened(path), path, options);
  }

  /** Takes a line, its end included. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#closed || this.#waitingBytes + bytes > this.#options.maxWaitingBytes) {
      this.#options.onLost?.(line);
      return;
    }
    this.#waiting.push(line);
    this.#taken++;
    this.#waitingBytes += bytes;
    if (!this.#retry) this.#start();
  }

  /** Goes on in a new file of the same name, after the old one was moved away. @throws ConfigurationException */
  async reopen(): Promise<void> {
    if (this.#path === undefined || this.#closed) return;
    const next = await opened(this.#path);
    // What was taken before belongs into the former file, if that can still be written.
    const isDone = await within(this.#upTo(this.#taken), this.#options.closeTimeoutMs);
    if (this.#closed) return closeFile(next);
    const former = this.#fd;
    this.#fd = next;
    this.#torn = false;
    this.#tryAgain();
    if (isDone) await closeFile(former);
  }

  /** Writes what waits, within the time limit; what is left then is lost, and told. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#tryAgain();
    const isDone = await within(this.#writing, this.#options.closeTimeoutMs);
    this.#clearRetry();
    process.off('exit', this.#onExit);
    for (const line of this.#waiting.splice(0)) this.#options.onLost?.(line);
    if (this.#path !== undefined && isDone) await closeFile(this.#fd).catch(() => undefined);
  }

  #start(): void {
    this.#writing ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#retry) {
      this.#batch = this.#writeBatch();
      await this.#batch;
    }
    this.#writing = undefined;
  }

  async #writeBatch(): Promise<void> {
    // A write costs more than a line: those that come together go out together.
    if (!this.#closed) await delay(this.#options.collectMs);
    const fd = this.#fd;
    const count = (this.#inHand = batchLength(this.#waiting));
    const lines = this.#waiting.slice(0, count);
    const bytes = Buffer.from((this.#torn ? '\n' : '') + lines.join(''));
    let written = 0;
    try {
      while (written < bytes.length) {
        written += (await writeFile(fd, bytes, written, bytes.length - written)).bytesWritten;
      }
      this.#drop(count);
      this.#torn = false;
    } catch (error) {
      const whole = this.#wholeLines(lines, written);
      this.#drop(whole.count);
      if (fd === this.#fd && written > 0) this.#torn = whole.isTorn;
      this.#options.onFailure?.(error as Error);
      this.#retry ??= setTimeout(() => this.#tryAgain(), this.#options.retryMs).unref();
    } finally {
      this.#inHand = 0;
    }
  }

  #wholeLines(lines: readonly string[], written: number): { count: number; isTorn: boolean } {
    let left = written - (this.#torn ? 1 : 0);
    let count = 0;
    for (const line of lines) {
      const length = Buffer.byteLength(line);
      if (left < length) break;
      left -= length;
      count++;
    }
    return { count, isTorn: left > 0 };
  }

  /** Resolves when so many lines are out, or a write has failed. */
  async #upTo(taken: number): Promise<void> {
    while (this.#done < taken && this.#writing && !this.#retry) await this.#batch;
  }

  #drop(count: number): void {
    this.#done += count;
    for (const line of this.#waiting.splice(0, count)) this.#waitingBytes -= Buffer.byteLength(line);
  }

  #tryAgain(): void {
    this.#clearRetry();
    if (this.#waiting.length > 0) this.#start();
  }

  #clearRetry(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  /** The process ends without `close`: one attempt. What is being written already is not written twice. */
  #writeNow(): void {
    const lines = this.#waiting.slice(this.#inHand);
    if (lines.length === 0) return;
    try {
      writeSync(this.#fd, lines.join(''));
    } catch {
      // Nobody is left to tell.
    }
  }
}

/** How many lines make up a batch; at least one. */
function batchLength(lines: readonly string[]): number {
  let characters = 0;
  const end = lines.findIndex((line) => (characters += line.length) > BATCH_CHARACTERS);
  return end < 0 ? lines.length : Math.max(end, 1);
}

async function opened(path: string): Promise<number> {
  try {
    return await openFile(path, 'a', 0o600);
  } catch (cause) {
    throw new ConfigurationException(`The file ${path} cannot be written: ${(cause as Error).message}`, {
      cause,
    });
  }
}

async function within(work: Promise<void> | undefined, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), limitMs)));
  try {
    return await Promise.race([Promise.resolve(work).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
