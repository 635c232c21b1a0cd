import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import type { Run } from '../repository/runs.js';
import type { RunReport } from './run-report.js';

const NUMBERS = new Intl.NumberFormat('en-US');
export const numberText = (count: number): string => NUMBERS.format(count);

/** What the outcomes are called where people read of them. */
export const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  changed: 'Changed',
  unchanged: 'Unchanged',
  reported: 'To be looked at',
  failed: 'Failed',
};

const STATES: Readonly<Record<Run['state'], string>> = {
  done: 'Finished',
  running: 'Not finished',
  stopped: 'Stopped',
  failed: 'Failed',
};
export const stateText = ({ state }: Run): string => STATES[state];

export const overview = ({ totals }: RunReport): string => {
  const all = OUTCOMES.reduce((sum, outcome) => sum + totals[outcome], 0);
  if (all === 0) return 'There was nothing to do.';
  const parts = OUTCOMES.map(
    (outcome) => `${numberText(totals[outcome])} ${OUTCOME_NAMES[outcome].toLowerCase()}`,
  );
  return `${numberText(all)} in all: ${parts.join(', ')}.`;
};

/** What is left to do after the run, a sentence each. */
export function whatIsLeft({ run, totals }: RunReport): readonly string[] {
  const left: string[] = [];
  if (run.kind === 'dry run') left.push('This was a dry run: nothing was written.');
  if (run.state !== 'done')
    left.push(
      'The run did not come to its end. The next run of the job goes on, or begins anew if it cannot.',
    );
  if (totals.failed > 0)
    left.push(`${numberText(totals.failed)} failed and wait for what their reasons say.`);
  if (totals.reported > 0) left.push(`${numberText(totals.reported)} are for a person to look at.`);
  return left.length > 0 ? left : ['Nothing is left to do.'];
}

/** A span of time in its two largest units; rounded to whole seconds. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

export const durationOf = ({ startedAt, endedAt }: Run): string | undefined =>
  endedAt === null ? undefined : durationText(Date.parse(endedAt) - Date.parse(startedAt));
