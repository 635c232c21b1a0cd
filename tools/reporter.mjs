// A concise report: one line for each suite at the top, failures in full, skipped tests by name, and a last line
// that continuous integration reads: `tests: N passed, N failed, N skipped`.
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const { EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_RUN_END } = Mocha.Runner.constants;
const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

export default class ConciseReporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    const print = Base.consoleLog;
    const skipped = [];
    let current = newCount();

    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root) current = newCount();
    });
    runner.on(EVENT_TEST_PASS, () => (current.passed += 1));
    runner.on(EVENT_TEST_FAIL, () => (current.failed += 1));
    runner.on(EVENT_TEST_PENDING, (test) => {
      current.skipped += 1;
      skipped.push(test.fullTitle());
    });
    runner.on(EVENT_SUITE_END, (suite) => {
      if (suite.parent?.root) print(suiteLine(suite.title, current));
    });
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures, pending, duration } = this.stats;
      if (failures > 0) Base.list(this.failures);
      if (skipped.length > 0) print(['', 'skipped:', ...skipped.map((title) => `  - ${title}`)].join('\n'));
      print(`\nmocha: ${seconds(duration)}`);
      print(`tests: ${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}

const newCount = () => ({ passed: 0, failed: 0, skipped: 0, startedAt: performance.now() });

function suiteLine(title, { passed, failed, skipped, startedAt }) {
  const mark = failed > 0 ? Base.color('fail', '✗') : Base.color('checkmark', '✓');
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(Base.color('fail', `${failed} failed`));
  if (skipped > 0) parts.push(Base.color('pending', `${skipped} skipped`));
  return `${mark} ${title}  ${Base.color('light', `${parts.join(', ')}, ${seconds(performance.now() - startedAt)}`)}`;
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
