import type { Outcome } from '../reconciliation/run-counts.js';
import { chart } from './chart.js';
import { htmlText } from './escaping.js';
import {
  PAGE_END,
  TABLE_END,
  bullets,
  countsTable,
  figures,
  pageBegin,
  paragraph,
  tableBegin,
  tableRow,
  timeText,
} from './page.js';
import { reasonOf, type RunReport } from './run-report.js';
import { OUTCOME_NAMES, durationOf, overview, stateText, whatIsLeft } from './sentences.js';

/** A run as one HTML page, in pieces. It loads nothing and runs nothing. */
export async function* htmlReport(report: RunReport): AsyncGenerator<string, void, void> {
  const { run, rows, totals } = report;
  const duration = durationOf(run);
  yield pageBegin(`${run.job}: ${run.kind}`);
  yield `<p class="soft">${stateText(run)}${duration ? ` after ${duration}` : ''}. Begun ${timeText(run.startedAt)}. Run ${htmlText(run.id)}.</p>\n`;
  if (run.message) yield paragraph(run.message);
  yield paragraph(overview(report));
  yield figures(totals, OUTCOME_NAMES);
  yield `<h2>What is left</h2>\n${bullets(whatIsLeft(report))}`;
  if (rows.length > 0) yield `<h2>What was found</h2>\n${chart(rows)}${countsTable(rows, OUTCOME_NAMES)}`;
  yield* list(report, 'failed');
  yield* list(report, 'reported');
  yield PAGE_END;
}

async function* list(report: RunReport, outcome: Outcome): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const item of report.items(outcome)) {
    if (isFirst)
      yield `<h2>${OUTCOME_NAMES[outcome]}</h2>\n${tableBegin(['Name', 'Uid', 'Identity', 'Situation', 'Reason'])}`;
    isFirst = false;
    const cells = [item.name, item.uid, item.identity, item.situation, reasonOf(item)];
    yield tableRow(cells.map((cell) => cell ?? ''));
  }
  if (!isFirst) yield TABLE_END;
}
