import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { htmlText } from './escaping.js';
import type { ReportRow } from './run-report.js';
import { OUTCOME_NAMES, numberText } from './sentences.js';

/** Units of the drawing; it grows and shrinks with the page. */
const WIDTH = 720;
const LABEL = 210;
const COUNT = 80;
const ROW = 34;
const BAR = 18;
/** Narrower would not be seen. */
const LEAST = 2;

/** The counts as bars: one for each situation and action, divided by outcome. Colours come from the page. */
export function chart(
  rows: readonly ReportRow[],
  names: Readonly<Record<Outcome, string>> = OUTCOME_NAMES,
): string {
  const sums = rows.map(({ outcomes }) => OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0));
  const scale = (WIDTH - LABEL - COUNT - LEAST * OUTCOMES.length) / Math.max(1, ...sums);
  const height = rows.length * ROW;
  const bars = rows.map((row, at) => bar(row, sums[at]!, at * ROW, scale)).join('');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="chart-title chart-text">
<title id="chart-title">What was found, and how it ended</title>
<desc id="chart-text">${htmlText(rows.map((row, at) => spoken(row, sums[at]!, names)).join(' '))}</desc>
${bars}</svg>
`;
}

function bar({ situation, action, outcomes }: ReportRow, sum: number, top: number, scale: number): string {
  let x = LABEL;
  const middle = top + ROW / 2;
  const parts = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const width = Math.max(LEAST, outcomes[outcome] * scale);
    const rect = `<rect class="${outcome}" x="${x.toFixed(1)}" y="${middle - BAR / 2}" width="${width.toFixed(1)}" height="${BAR}"/>`;
    x += width;
    return rect;
  });
  const label = `<text x="${LABEL - 10}" y="${middle}" text-anchor="end" dominant-baseline="central">${htmlText(`${situation}, ${action}`)}</text>`;
  const count = `<text x="${(x + 8).toFixed(1)}" y="${middle}" dominant-baseline="central">${numberText(sum)}</text>`;
  return `${label}${parts.join('')}${count}\n`;
}

function spoken(
  { situation, action, outcomes }: ReportRow,
  sum: number,
  names: Readonly<Record<Outcome, string>>,
): string {
  const parts = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map(
    (outcome) => `${numberText(outcomes[outcome])} ${names[outcome].toLowerCase()}`,
  );
  return `${situation}, ${action}: ${numberText(sum)}, of which ${parts.join(', ')}.`;
}
