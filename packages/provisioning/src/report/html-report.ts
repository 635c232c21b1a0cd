import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { chart } from './chart.js';
import { htmlText } from './escaping.js';
import { PAGE_STYLE } from './page-style.js';
import { reasonOf, type RunReport } from './run-report.js';
import { OUTCOME_NAMES, durationOf, numberText, overview, stateText, whatIsLeft } from './sentences.js';

/** A run as one HTML page, in pieces. It loads nothing and runs nothing. */
export async function* htmlReport(report: RunReport): AsyncGenerator<string, void, void> {
  const { run, rows, totals } = report;
  const duration = durationOf(run);
  const title = `${htmlText(run.job)}: ${htmlText(run.kind)}`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${stateText(run)}${duration ? ` after ${duration}` : ''}. Begun <time datetime="${run.startedAt}">${run.startedAt.replace('T', ' ').replace(/\..*/, ' UTC')}</time>. Run ${htmlText(run.id)}.</p>
`;
  if (run.message) yield `<p>${htmlText(run.message)}</p>\n`;
  yield `<p>${overview(report)}</p>\n<ul class="figures">\n`;
  for (const outcome of OUTCOMES)
    yield `<li class="${outcome}"><b>${numberText(totals[outcome])}</b>${OUTCOME_NAMES[outcome]}</li>\n`;
  yield `</ul>\n<h2>What is left</h2>\n<ul>\n`;
  for (const sentence of whatIsLeft(report)) yield `<li>${htmlText(sentence)}</li>\n`;
  yield '</ul>\n';
  if (rows.length > 0) yield `<h2>What was found</h2>\n${chart(rows)}${counts(report)}`;
  yield* list(report, 'failed');
  yield* list(report, 'reported');
  yield '</main>\n</body>\n</html>\n';
}

const heading = (names: readonly string[]): string =>
  `<thead><tr>${names.map((name, at) => `<th scope="col"${at > 1 && names.length > 5 ? ' class="number"' : ''}>${name}</th>`).join('')}</tr></thead>\n`;

function counts({ rows }: RunReport): string {
  const lines = rows.map(({ situation, action, outcomes }) => {
    const cells = OUTCOMES.map((outcome) => `<td class="number">${numberText(outcomes[outcome])}</td>`);
    return `<tr><th scope="row">${htmlText(situation)}</th><td>${htmlText(action)}</td>${cells.join('')}</tr>\n`;
  });
  const names = ['Situation', 'Action', ...OUTCOMES.map((outcome) => OUTCOME_NAMES[outcome])];
  return `<div class="wide"><table>\n${heading(names)}<tbody>\n${lines.join('')}</tbody>\n</table></div>\n`;
}

async function* list(report: RunReport, outcome: Outcome): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const item of report.items(outcome)) {
    if (isFirst)
      yield `<h2>${OUTCOME_NAMES[outcome]}</h2>\n<div class="wide"><table>\n${heading(['Name', 'Uid', 'Identity', 'Situation', 'Reason'])}<tbody>\n`;
    isFirst = false;
    const cells = [item.name, item.uid, item.identity, item.situation, reasonOf(item)];
    yield `<tr>${cells.map((cell) => `<td>${htmlText(cell ?? '')}</td>`).join('')}</tr>\n`;
  }
  if (!isFirst) yield '</tbody>\n</table></div>\n';
}
