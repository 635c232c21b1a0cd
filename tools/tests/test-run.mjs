// Test files in several processes: jobs for the lanes, and one report of them all.
import { suiteLine, summary } from './summary.mjs';
import { rowsOf, sourceOf } from './test-files.mjs';
import { TestProcess } from './test-process.mjs';

const LIMITS = { silenceMs: 120_000, fileMs: 900_000 };

export class TestRun {
  /** Seconds that each file took, by name of its source. */
  seconds = {};
  #limits;
  #print;
  #processes = new Map();
  #total = { passed: 0, failed: 0, skipped: [], failures: [] };
  #startedAt = performance.now();

  constructor({ limits = LIMITS, print = console.log } = {}) {
    this.#limits = limits;
    this.#print = print;
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
    this.#add(result);
    if (!result.problem && result.failed === 0) return;
    // What a failure leaves behind must not fail the files that follow.
    process.kill();
    this.#processes.delete(lane);
  }

  #add({
    file,
    seconds,
    problem,
    suites = [],
    output,
    passed = 0,
    failed = 1,
    skipped = [],
    failures = [problem],
  }) {
    if (output !== '') this.#print(output);
    for (const suite of suites) this.#print(suiteLine(suite));
    if (problem) this.#print(`✗ ${sourceOf(file)}: ${problem}`);
    this.seconds[sourceOf(file)] = Number(seconds.toFixed(2));
    this.#total.passed += passed;
    this.#total.failed += failed;
    this.#total.skipped.push(...skipped);
    this.#total.failures.push(...failures.map((failure) => `${sourceOf(file)}\n  ${failure}`));
  }

  /** Ends the processes and prints what all files came to, and steps that failed beside. Returns whether no test did. */
  async end(failedSteps = []) {
    for (const process of this.#processes.values()) {
      const problem = await process.close();
      if (problem === undefined) continue;
      this.#total.failed += 1;
      this.#total.failures.push(problem);
    }
    for (const name of failedSteps) this.#print(`\nFAIL ${name}: see its output above`);
    this.#print(summary(this.#total, performance.now() - this.#startedAt));
    return this.#total.failed === 0;
  }

  /** Ends the processes at once, with all that they have started. */
  kill() {
    for (const process of this.#processes.values()) process.kill();
  }
}
