import { total, type RunCounts } from '../reconciliation/run-counts.js';
import { durationText, numberText } from '../report/sentences.js';

/** How far a run is. */
export interface ProgressState {
  readonly run: string;
  readonly counts: RunCounts;
  readonly done: number;
  /** How many there will be, where that is known. */
  readonly expected: number | undefined;
  readonly perSecond: number | undefined;
}

const LONGEST_BAR = 30;
const SHORTEST_BAR = 5;
/** Thirty days; beyond that it is no estimate. */
const LONGEST_ESTIMATE_MS = 2_592_000_000;

/** The rest of the time in ms; undefined where it cannot be told. */
export function estimateMs({ done, expected, perSecond }: ProgressState): number | undefined {
  if (expected === undefined || !perSecond || done > expected) return undefined;
  const left = ((expected - done) / perSecond) * 1_000;
  return left <= LONGEST_ESTIMATE_MS ? left : undefined;
}

/** One line for a terminal of so many columns, never longer than that. */
export function progressBar(state: ProgressState, columns: number): string {
  const { done, expected, perSecond, counts } = state;
  const left = estimateMs(state);
  const failed = total(counts, 'failed');
  const known = expected !== undefined && done <= expected;
  const facts = [
    known ? `${numberText(done)}/${numberText(expected)}` : numberText(done),
    ...(perSecond === undefined ? [] : [`${numberText(Math.round(perSecond))}/s`]),
    ...(failed > 0 ? [`${numberText(failed)} failed`] : []),
    ...(left === undefined ? [] : [`${durationText(left)} left`]),
  ].join('  ');
  const room = Math.min(LONGEST_BAR, columns - facts.length - ' 100%  '.length);
  if (!known || room < SHORTEST_BAR) return facts.slice(0, columns);
  const share = expected === 0 ? 1 : done / expected;
  const full = Math.floor(share * room);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `${'█'.repeat(full)}${'░'.repeat(room - full)} ${percent}  ${facts}`;
}

/** One line of JSON for programs. */
export function progressJson(state: ProgressState, at: Date): string {
  const { run, counts, done, expected, perSecond } = state;
  const left = estimateMs(state);
  return JSON.stringify({
    event: 'progress',
    at: at.toISOString(),
    run,
    done,
    ...(expected === undefined ? {} : { expected }),
    ...(perSecond === undefined ? {} : { perSecond: Math.round(perSecond * 10) / 10 }),
    ...(left === undefined ? {} : { leftMs: Math.round(left) }),
    changed: total(counts, 'changed'),
    unchanged: total(counts, 'unchanged'),
    reported: total(counts, 'reported'),
    failed: total(counts, 'failed'),
  });
}
