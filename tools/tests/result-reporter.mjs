// A mocha reporter that prints nothing: it tells what the tests came to, as plain data that another process can print.
import { format } from 'node:util';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const { EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_RUN_END } = Mocha.Runner.constants;
const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

/**
 * Options: `onSuite(suite)` when a suite at the top is over, `onEnd(result)` when all are: `passed` and `failed`
 * are counts, `skipped` titles, `failures` the texts of mocha's own list without the numbers in front.
 */
export class ResultReporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    const { onSuite = () => {}, onEnd } = options.reporterOptions;
    const result = { passed: 0, failed: 0, skipped: [] };
    let suite = newSuite('');
    const count = (outcome) => (suite[outcome] += 1);
    runner.on(EVENT_SUITE_BEGIN, ({ title, parent }) => {
      if (parent?.root) suite = newSuite(title);
    });
    runner.on(EVENT_TEST_PASS, () => count('passed'));
    runner.on(EVENT_TEST_FAIL, () => count('failed'));
    runner.on(EVENT_TEST_PENDING, (test) => {
      count('skipped');
      result.skipped.push(test.fullTitle());
    });
    runner.on(EVENT_SUITE_END, ({ parent }) => {
      if (!parent?.root) return;
      suite.seconds = (performance.now() - suite.startedAt) / 1000;
      onSuite(suite);
    });
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      onEnd({ ...result, passed: passes, failed: failures, failures: describe(this.failures) });
    });
  }
}

const newSuite = (title) => ({ title, passed: 0, failed: 0, skipped: 0, startedAt: performance.now() });

/** Mocha formats failures only while it prints them, each by one call: take the arguments of those calls. */
function describe(failures) {
  const printed = [];
  const { consoleLog } = Base;
  Base.consoleLog = (...args) => printed.push(args);
  try {
    Base.list(failures);
  } finally {
    Base.consoleLog = consoleLog;
  }
  return printed
    .filter((args) => args.length > 0)
    .map(([pattern, , ...texts]) => format(pattern.replace(/ *%s\) /, ''), ...texts).trimEnd());
}
