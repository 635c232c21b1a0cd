import type { Outcome } from '../reconciliation/run-counts.js';
import { plainText } from './escaping.js';
import { countsText } from './text-table.js';
import { reasonOf, type RunReport } from './run-report.js';
import { OUTCOME_NAMES, durationOf, overview, stateText, whatIsLeft } from './sentences.js';

/** A run as text for a terminal or a mail, in pieces: however many failures, few are in memory. */
export async function* textReport(report: RunReport): AsyncGenerator<string, void, void> {
  const { run, rows } = report;
  const duration = durationOf(run);
  yield `${plainText(run.job)}: ${run.kind} ${run.id}\n`;
  yield `${stateText(run)}${duration ? ` after ${duration}` : ''}. Begun ${run.startedAt}.\n`;
  if (run.message) yield `${plainText(run.message)}\n`;
  yield `${overview(report)}\n`;
  if (rows.length > 0) yield `\n${countsText(rows, OUTCOME_NAMES)}`;
  yield* list(report, 'failed');
  yield* list(report, 'reported');
  yield `\nWhat is left\n`;
  for (const sentence of whatIsLeft(report)) yield `  ${sentence}\n`;
}

async function* list(report: RunReport, outcome: Outcome): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const item of report.items(outcome)) {
    if (isFirst) yield `\n${OUTCOME_NAMES[outcome]}\n`;
    isFirst = false;
    const names = [item.name, item.uid, item.identity && `identity ${item.identity}`].filter(Boolean);
    yield `  ${plainText(names.join(', '))} (${plainText(item.situation)}, ${plainText(item.action)}): ${plainText(reasonOf(item))}\n`;
  }
}
