import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { htmlText } from './escaping.js';
import { PAGE_STYLE } from './page-style.js';
import type { ReportRow } from './run-report.js';
import { numberText } from './sentences.js';

/** The beginning of a page up to its headline. It loads nothing and runs nothing. */
export const pageBegin = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${htmlText(title)}</h1>
`;

export const PAGE_END = '</main>\n</body>\n</html>\n';

/** An instant as people read it, in an element that programs read. */
export const timeText = (instant: string): string =>
  `<time datetime="${htmlText(instant)}">${htmlText(instant.replace('T', ' ').replace(/\..*/, ' UTC'))}</time>`;

export const paragraph = (text: string): string => `<p>${htmlText(text)}</p>\n`;

export const bullets = (sentences: readonly string[]): string =>
  `<ul>\n${sentences.map((sentence) => `<li>${htmlText(sentence)}</li>\n`).join('')}</ul>\n`;

/** The totals, as figures that catch the eye. */
export const figures = (
  totals: Readonly<Record<Outcome, number>>,
  names: Readonly<Record<Outcome, string>>,
): string =>
  `<ul class="figures">\n${OUTCOMES.map((outcome) => `<li class="${outcome}"><b>${numberText(totals[outcome])}</b>${names[outcome]}</li>\n`).join('')}</ul>\n`;

/** A table; columns from `numbersFrom` on hold numbers. */
export const pageTable = (
  names: readonly string[],
  rows: Iterable<readonly string[]>,
  numbersFrom = Infinity,
): string =>
  `${tableBegin(names, numbersFrom)}${[...rows].map((row) => tableRow(row, numbersFrom)).join('')}${TABLE_END}`;

const numberAt = (at: number, numbersFrom: number): string => (at >= numbersFrom ? ' class="number"' : '');

export const tableBegin = (names: readonly string[], numbersFrom = Infinity): string =>
  `<div class="wide"><table>\n<thead><tr>${names.map((name, at) => `<th scope="col"${numberAt(at, numbersFrom)}>${htmlText(name)}</th>`).join('')}</tr></thead>\n<tbody>\n`;

export const tableRow = (cells: readonly string[], numbersFrom = Infinity): string =>
  `<tr>${cells
    .map((cell, at) =>
      at === 0 && numbersFrom < Infinity
        ? `<th scope="row">${htmlText(cell)}</th>`
        : `<td${numberAt(at, numbersFrom)}>${htmlText(cell)}</td>`,
    )
    .join('')}</tr>\n`;

export const TABLE_END = '</tbody>\n</table></div>\n';

/** How often what was found, and how it ended. */
export const countsTable = (rows: readonly ReportRow[], names: Readonly<Record<Outcome, string>>): string =>
  pageTable(
    ['Situation', 'Action', ...OUTCOMES.map((outcome) => names[outcome])],
    rows.map(({ situation, action, outcomes }) => [
      situation,
      action,
      ...OUTCOMES.map((outcome) => numberText(outcomes[outcome])),
    ]),
    2,
  );
