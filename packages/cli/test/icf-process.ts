import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const MAIN = join(import.meta.dirname, '../dist/main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** The command in a process of its own. */
export class IcfProcess {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  constructor(...args: string[]) {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) =>
        resolve({ code, signal, output: this.#output, errors: this.#errors }),
      );
    });
  }

  /** Waits until it has printed that. @throws Error when it ends without. */
  printed(text: string): Promise<void> {
    return this.#waitFor(text, this.#child.stdout!, () => this.#output);
  }

  /** The same of standard error. */
  said(text: string): Promise<void> {
    return this.#waitFor(text, this.#child.stderr!, () => this.#errors);
  }

  async #waitFor(text: string, stream: Readable, sofar: () => string): Promise<void> {
    while (!sofar().includes(text)) {
      const more = new Promise((resolve) => stream.once('data', () => resolve(true)));
      const over = this.ended.then(() => false);
      if (!(await Promise.race([more, over])) && !sofar().includes(text)) {
        throw new Error(`ended without printing '${text}': ${this.#output}${this.#errors}`);
      }
    }
  }

  /** Gives it all of its standard input. */
  feed(text: string): this {
    this.#child.stdin!.end(text);
    return this;
  }

  /** Stops reading what it prints, as `head` does. */
  leave(): this {
    this.#child.stdout!.destroy();
    return this;
  }

  get output(): string {
    return this.#output;
  }

  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it if a test has left it running. */
  async discard(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
