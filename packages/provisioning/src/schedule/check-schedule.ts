import type { Section } from '../document/source-document.js';
import { cronTimes } from './cron-times.js';

/** Complains of a schedule that cannot be followed. */
export function checkSchedule(section: Section): void {
  const schedule = section.at('schedule');
  const timeZone = section.at('timeZone');
  if (typeof timeZone.value === 'string' && !isTimeZone(timeZone.value)) {
    timeZone.complain(`'${timeZone.value}' is no time zone; write one such as Europe/Berlin`);
  }
  if (schedule.value === undefined) {
    if (timeZone.value !== undefined) timeZone.complain('is of no use without a schedule');
    return;
  }
  const text = schedule.value as string;
  try {
    if (cronTimes(text, undefined)(Date.now()) === Infinity) schedule.complain(`'${text}' never comes`);
  } catch {
    schedule.complain(`'${text}' is no cron expression; one is '0 2 * * *', every night at two`);
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
