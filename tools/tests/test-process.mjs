// The parent's side of worker.mjs: whatever becomes of the process, every file it was given has a result.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, exitCode } from '../run/processes.mjs';

const WORKER = join(import.meta.dirname, 'worker.mjs');
const LOOK_MS = 500;
const CLOSE_MS = 60_000;
// A group of its own: what a test has started is ended with it.
const OWN_GROUP = process.platform !== 'win32';

export class TestProcess {
  #child;
  #ended;
  #limits;
  #output = '';
  #in = 'loading';
  #problem;
  #heardAt = performance.now();
  #answer = () => {};

  /** `limits`: `silenceMs` without a sign of life, or `fileMs` with one file, and the process is ended. */
  constructor(limits) {
    this.#limits = limits;
    this.#child = fork(WORKER, process.stdout.isTTY ? ['--color'] : [], {
      cwd: ROOT,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: OWN_GROUP,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#output += text));
    }
    this.#child.on('message', (message) => this.#heard(message));
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => (this.#problem ??= String(error)));
      // What a test has left running would keep the output open.
      this.#child.once('exit', () => this.kill());
      this.#child.once('close', (code, signal) => resolve(exitCode(code, signal)));
    });
  }

  /** What the file came to, what it printed, and how long it took. After a `problem` there may be no process. */
  async run(file) {
    const startedAt = performance.now();
    this.#heardAt = startedAt;
    this.#in = 'loading';
    const answer = new Promise((resolve) => (this.#answer = resolve));
    const watch = setInterval(() => this.#watch(startedAt), LOOK_MS);
    this.#child.send({ file }, (error) => error && (this.#problem ??= String(error)));
    const result = await Promise.race([answer, this.#ended.then((code) => this.#died(code))]);
    clearInterval(watch);
    return { file, ...result, output: this.#take(), seconds: (performance.now() - startedAt) / 1000 };
  }

  /** Lets it end by itself. What keeps it from that is a problem, which is returned. */
  async close() {
    // The child closes the channel: 'close' is not told of a channel that we close.
    if (this.#child.connected) this.#child.send({ end: true });
    const limit = setTimeout(() => this.#end(`did not end within ${CLOSE_MS / 1000} s`), CLOSE_MS);
    const code = await this.#ended;
    clearTimeout(limit);
    const output = this.#take();
    const problem = this.#problem ?? `ended with exit code ${code}`;
    return code === 0 ? undefined : `the process of the tests ${problem}\n${output}`;
  }

  /** Ends it, and all that it has started, at once. */
  kill() {
    if (this.#child.pid === undefined) return;
    try {
      if (OWN_GROUP) process.kill(-this.#child.pid, 'SIGKILL');
      else this.#child.kill('SIGKILL');
    } catch {
      // nothing of it is left
    }
  }

  #heard(message) {
    this.#heardAt = performance.now();
    if (message.in) this.#in = message.in;
    if (message.result) this.#answer(message.result);
  }

  #watch(startedAt) {
    const { silenceMs, fileMs } = this.#limits;
    const now = performance.now();
    const where = () => (this.#in === 'loading' ? 'while loading' : `in '${this.#in}'`);
    if (now - this.#heardAt > silenceMs) this.#end(`no sign of life for ${silenceMs / 1000} s, ${where()}`);
    else if (now - startedAt > fileMs) this.#end(`not over after ${fileMs / 1000} s, ${where()}`);
  }

  #end(problem) {
    this.#problem ??= `${problem}: ended`;
    this.kill();
  }

  #died(code) {
    const where = this.#in === 'loading' ? 'while loading the file' : `in '${this.#in}'`;
    const problem = this.#problem ?? `the process ended with exit code ${code}, ${where}`;
    return { problem };
  }

  #take() {
    const output = this.#output.trimEnd();
    this.#output = '';
    return output;
  }
}
