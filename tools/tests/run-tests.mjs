// All test files in several processes: jobs for the lanes, and one report of them all.
import { suiteLine, summary } from './summary.mjs';
import { rememberSeconds, rowsOf, sourceOf } from './test-files.mjs';
import { TestProcess } from './test-process.mjs';

const LIMITS = { silenceMs: 120_000, fileMs: 900_000 };

export class TestRun {
  #limits;
  #processes = new Map();
  #total = { passed: 0, failed: 0, skipped: [], failures: [] };
  #seconds = {};
  #startedAt = performance.now();

  constructor(limits = LIMITS) {
    this.#limits = limits;
  }

  /** Jobs for `inLanes`, one for each row of files. */
  jobs(files) {
    return rowsOf(files).map(({ seconds, files: row }) => ({
      seconds,
      run: async (lane) => {
        for (const file of row) await this.#runFile(file, lane);
      },
    }));
  }

  async #runFile(file, lane) {
    const process = this.#processes.get(lane) ?? new TestProcess(this.#limits);
    this.#processes.set(lane, process);
    const result = await process.run(file);
    if (result.ended) this.#processes.delete(lane);
    this.#add(result);
  }

  #add({ file, seconds, problem, suites = [], output, passed = 0, failed = 1, skipped = [], failures = [problem] }) {
    if (output !== '') console.log(output);
    for (const suite of suites) console.log(suiteLine(suite));
    if (problem) console.log(`✗ ${sourceOf(file)}: ${problem}`);
    this.#seconds[sourceOf(file)] = Number(seconds.toFixed(2));
    this.#total.passed += passed;
    this.#total.failed += failed;
    this.#total.skipped.push(...skipped);
    this.#total.failures.push(...failures.map((failure) => `${sourceOf(file)}\n  ${failure}`));
  }

  /** Ends the processes and prints what all files came to. Returns whether nothing failed. */
  async end() {
    for (const process of this.#processes.values()) {
      const problem = await process.close();
      if (problem === undefined) continue;
      this.#total.failed += 1;
      this.#total.failures.push(problem);
    }
    rememberSeconds(this.#seconds);
    console.log(summary(this.#total, performance.now() - this.#startedAt));
    return this.#total.failed === 0;
  }

  /** Ends the processes at once, with all that they have started. */
  kill() {
    for (const process of this.#processes.values()) process.kill();
  }
}
