import { reasonOf, type RunReport } from './run-report.js';
import { whatIsLeft } from './sentences.js';

/** A run as one JSON document, in pieces; each item is a line of its own. */
export async function* jsonReport(report: RunReport): AsyncGenerator<string, void, void> {
  const { run, rows, totals } = report;
  const { id, job, kind, state, message, startedAt, endedAt } = run;
  const head = {
    run: { id, job, kind, state, message, startedAt, endedAt },
    totals,
    rows,
    left: whatIsLeft(report),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let separator = '\n';
  for (const outcome of ['failed', 'reported'] as const) {
    for await (const item of report.items(outcome)) {
      yield separator + JSON.stringify({ ...item, reason: reasonOf(item) });
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}
