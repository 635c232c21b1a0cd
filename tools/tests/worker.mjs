// A process that runs test files, one after another, as its parent names them. Each is a mocha run of its own, in
// modules that stay loaded. Messages to the parent: `{ alive }`, `{ in: title }` and, of each file, `{ result }`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { ROOT } from '../run/processes.mjs';
import { endOfProcess, mochaHooks, nothingLeftOpen } from '../mocha-hooks.mjs';
import { ResultReporter } from './result-reporter.mjs';

const HEARTBEAT_MS = 1_000;
const { EVENT_TEST_BEGIN, EVENT_HOOK_BEGIN } = Mocha.Runner.constants;

const configuration = JSON.parse(readFileSync(join(ROOT, '.mocharc.json'), 'utf8'));
const rootHooks = { ...mochaHooks, afterAll: nothingLeftOpen };
const tell = (message) => process.connected && process.send(message);
let running = false;

Error.stackTraceLimit = 30; // deep enough for a test, and cheaper than mocha's own, which has no end
Mocha.reporters.Base.useColors = process.argv.includes('--color');
setInterval(() => tell({ alive: true }), HEARTBEAT_MS).unref();
process.on('message', async ({ file, end }) => {
  if (end) process.disconnect();
  else tell({ result: await runFile(file) });
});
process.on('disconnect', () => (running ? process.exit(1) : endOfProcess()));

async function runFile(file) {
  const suites = [];
  running = true;
  try {
    return await new Promise((resolve, reject) => {
      let result;
      const reporterOptions = {
        onSuite: (suite) => suites.push(suite),
        onEnd: (ended) => (result = ended),
      };
      const mocha = new Mocha({ ...configuration, rootHooks, reporter: ResultReporter, reporterOptions });
      mocha.addFile(file);
      const over = () => {
        mocha.dispose();
        const { passed, failed, skipped } = result;
        const empty = passed + failed + skipped.length === 0;
        resolve(empty ? { problem: 'has no tests' } : { ...result, suites });
      };
      mocha
        .loadFilesAsync()
        .then(() => follow(mocha.run(over)))
        .catch(reject);
    });
  } catch (error) {
    return { problem: `could not be loaded: ${error?.stack ?? error}` };
  } finally {
    running = false;
  }
}

function follow(runner) {
  runner.on(EVENT_TEST_BEGIN, (test) => tell({ in: test.fullTitle() }));
  runner.on(EVENT_HOOK_BEGIN, (hook) => {
    if (hook.title.includes('all" hook')) tell({ in: hook.fullTitle() });
  });
}
