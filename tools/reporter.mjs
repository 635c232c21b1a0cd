// The report of one mocha process, printed as the tests go by.
import { ResultReporter } from './tests/result-reporter.mjs';
import { suiteLine, summary } from './tests/summary.mjs';

export default class ConciseReporter extends ResultReporter {
  constructor(runner, options) {
    const startedAt = performance.now();
    const print = (text) => console.log(text);
    const reporterOptions = {
      onSuite: (suite) => print(suiteLine(suite)),
      onEnd: (result) => print(summary(result, performance.now() - startedAt)),
    };
    super(runner, { ...options, reporterOptions });
  }
}
