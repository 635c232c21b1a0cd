import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { plainText } from './escaping.js';
import { reasonOf, type RunReport } from './run-report.js';
import { OUTCOME_NAMES, durationOf, numberText, overview, stateText, whatIsLeft } from './sentences.js';

/** A run as text for a terminal or a mail, in pieces: however many failures, few are in memory. */
export async function* textReport(report: RunReport): AsyncGenerator<string, void, void> {
  const { run, rows } = report;
  const duration = durationOf(run);
  yield `${plainText(run.job)}: ${run.kind} ${run.id}\n`;
  yield `${stateText(run)}${duration ? ` after ${duration}` : ''}. Begun ${run.startedAt}.\n`;
  if (run.message) yield `${plainText(run.message)}\n`;
  yield `${overview(report)}\n`;
  if (rows.length > 0) yield `\n${table(report)}`;
  yield* list(report, 'failed');
  yield* list(report, 'reported');
  yield `\nWhat is left\n`;
  for (const sentence of whatIsLeft(report)) yield `  ${sentence}\n`;
}

function table({ rows }: RunReport): string {
  const lines = [
    ['Situation', 'Action', ...OUTCOMES.map((outcome) => OUTCOME_NAMES[outcome])],
    ...rows.map(({ situation, action, outcomes }) => [
      plainText(situation),
      plainText(action),
      ...OUTCOMES.map((outcome) => numberText(outcomes[outcome])),
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => padded(cell, column, widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

const padded = (cell: string, column: number, width: number): string =>
  column < 2 ? cell.padEnd(width) : cell.padStart(width);

async function* list(report: RunReport, outcome: Outcome): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const item of report.items(outcome)) {
    if (isFirst) yield `\n${OUTCOME_NAMES[outcome]}\n`;
    isFirst = false;
    const names = [item.name, item.uid, item.identity && `identity ${item.identity}`].filter(Boolean);
    yield `  ${plainText(names.join(', '))} (${plainText(item.situation)}, ${plainText(item.action)}): ${plainText(reasonOf(item))}\n`;
  }
}
