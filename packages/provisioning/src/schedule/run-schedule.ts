import { Cron } from 'croner';
import { SYSTEM_CLOCK, type Clock } from './clock.js';

/** Something that is done again and again. */
export interface Turn {
  readonly name: string;
  /** When: a cron expression, in a time zone. */
  readonly schedule?: string | undefined;
  readonly timeZone?: string | undefined;
  /** Or how long after its last end. The first time is at once. */
  readonly everyMs?: number | undefined;
  run(signal: AbortSignal): Promise<void>;
}

export interface ScheduleOptions {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** A turn failed. It comes again at `nextAt`; undefined where that is never. */
  readonly onFailure: (turn: Turn, error: unknown, nextAt: Date | undefined) => void;
}

interface Row {
  readonly turn: Turn;
  nextAt: number | undefined;
  failures: number;
}

/** A turn that keeps failing comes ever more seldom: twice its interval, four times, and so on to this. */
const LONGEST_BACKOFF_MS = 15 * 60_000;
const MOST_DOUBLINGS = 10;

/**
 * Takes turns as they come, one at a time, so that two never work on the same identities. What was due several times
 * meanwhile is done once. Ends when the signal is aborted, after the turn that is under way, or when nothing is left
 * to come.
 */
export async function runSchedule(turns: readonly Turn[], options: ScheduleOptions): Promise<void> {
  const { signal, clock = SYSTEM_CLOCK, onFailure } = options;
  const began = clock.now();
  const rows = turns.map((turn): Row => ({ turn, failures: 0, nextAt: firstOf(turn, began) }));
  while (!signal.aborted) {
    const row = earliest(rows);
    if (!row) return;
    const ms = row.nextAt! - clock.now().getTime();
    if (ms > 0) {
      await clock.wait(ms, signal);
      // A wait may end before its time: look again what is due.
      continue;
    }
    try {
      await row.turn.run(signal);
      row.failures = 0;
      row.nextAt = followingOf(row, clock.now());
    } catch (error) {
      if (signal.aborted) return;
      row.failures += 1;
      row.nextAt = followingOf(row, clock.now());
      onFailure(row.turn, error, row.nextAt === undefined ? undefined : new Date(row.nextAt));
    }
  }
}

const earliest = (rows: readonly Row[]): Row | undefined =>
  rows
    .filter(({ nextAt }) => nextAt !== undefined)
    .reduce<Row | undefined>(
      (first, row) => (first && first.nextAt! <= row.nextAt! ? first : row),
      undefined,
    );

const firstOf = (turn: Turn, now: Date): number | undefined =>
  turn.everyMs === undefined ? nextOf(turn, now) : now.getTime();

function followingOf({ turn, failures }: Row, now: Date): number | undefined {
  const { everyMs } = turn;
  if (everyMs === undefined) return nextOf(turn, now);
  const backoffMs = Math.min(everyMs * 2 ** Math.min(failures, MOST_DOUBLINGS), LONGEST_BACKOFF_MS);
  return now.getTime() + Math.max(everyMs, backoffMs);
}

function nextOf({ schedule, timeZone }: Turn, now: Date): number | undefined {
  if (schedule === undefined) return undefined;
  const cron = new Cron(schedule, {
    paused: true,
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
  });
  return cron.nextRun(now)?.getTime();
}
