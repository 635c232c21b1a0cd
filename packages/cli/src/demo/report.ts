import type { Style } from '../terminal/style.js';
import { wrap } from '../terminal/wrap.js';
import { duration, plural } from './figures.js';
import type { StepResult } from './tour.js';

/** Columns; together with their gaps they stay below 100. */
const NAME = 18;
const WORDS = 48;
const COST = 20;
const TIME = 7;
const INDENT = ' '.repeat(2 + NAME + 1);
const MESSAGE = 76;

const MARKS = { done: '✔', failed: '✖', skipped: '-' } as const;
const MARK_STYLES = { done: 'good', failed: 'bad', skipped: 'faint' } as const;

/** One step as a line; what does not fit goes on below. */
export function stepLine(result: StepResult, style: Style): string {
  const { outcome, name } = result;
  const head = `${style(MARK_STYLES[outcome], MARKS[outcome])} ${name.padEnd(NAME)} `;
  if (outcome === 'skipped') return `${head}${style('faint', `skipped: ${result.words}`)}`;
  const figures = style(
    'faint',
    `${costOf(result).padEnd(COST)} ${duration(result.durationMs).padStart(TIME)}`,
  );
  if (outcome === 'done') {
    const [first = '', ...more] = wrap(result.words, WORDS);
    return [
      `${head}${first.padEnd(WORDS)} ${figures}`,
      ...more.map((line) => INDENT + line),
      ...(result.details ?? []).map((line) => INDENT + style('faint', line)),
    ].join('\n');
  }
  const lines = wrap(result.words, MESSAGE).map((line) => INDENT + style('bad', line));
  return [`${head}${'failed'.padEnd(WORDS)} ${figures}`, ...lines].join('\n');
}

/** The last line: what all steps together came to. */
export function totalLine(results: readonly StepResult[], style: Style): string {
  const sum = (figure: (result: StepResult) => number): number =>
    results.reduce((total, result) => total + figure(result), 0);
  const failed = results.filter(({ outcome }) => outcome === 'failed').length;
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
  const done = results.length - failed - skipped;
  const outcome = [
    `${done} of ${plural(results.length, 'step')} done`,
    ...(failed > 0 ? [style('bad', `${failed} failed`)] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  const cost = `${plural(
    sum((result) => result.apiCalls),
    'API call',
  )} and ${plural(
    sum((result) => result.logins),
    'login',
  )} in ${duration(sum((result) => result.durationMs))}`;
  return `${outcome}: ${style('strong', cost)}`;
}

function costOf({ apiCalls, logins }: StepResult): string {
  if (apiCalls === 0 && logins === 0) return 'no API call';
  const parts = [
    ...(apiCalls > 0 ? [plural(apiCalls, 'API call')] : []),
    ...(logins > 0 ? [plural(logins, 'login')] : []),
  ];
  return parts.join(' + ');
}
