import { Cron } from 'croner';

/** When a schedule comes next after a moment, in milliseconds since the epoch; Infinity where that is never. */
export function cronTimes(schedule: string, timeZone: string | undefined): (afterMs: number) => number {
  const cron = new Cron(schedule, {
    paused: true,
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
  });
  return (afterMs) => cron.nextRun(new Date(afterMs))?.getTime() ?? Infinity;
}
