import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { plainText } from './escaping.js';
import type { ReportRow } from './run-report.js';
import { numberText } from './sentences.js';

/** Lines with aligned columns; those from `numbersFrom` on hold numbers. */
export function textTable(rows: readonly (readonly string[])[], numbersFrom: number): string {
  const lines = rows.map((cells) => cells.map(plainText));
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line.map((cell, at) => (at < numbersFrom ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))),
    )
    .map((line) => `${line.join('  ').trimEnd()}\n`)
    .join('');
}

/** How often what was found, and how it ended. */
export const countsText = (rows: readonly ReportRow[], names: Readonly<Record<Outcome, string>>): string =>
  textTable(
    [
      ['Situation', 'Action', ...OUTCOMES.map((outcome) => names[outcome])],
      ...rows.map(({ situation, action, outcomes }) => [
        situation,
        action,
        ...OUTCOMES.map((outcome) => numberText(outcomes[outcome])),
      ]),
    ],
    2,
  );
