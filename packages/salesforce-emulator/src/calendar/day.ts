import { zoneOffsetMs } from './time-zone.js';

const DAY_MS = 86_400_000;

/** A calendar day as days since 1970-01-01, free of any zone. */
export type DayNumber = number;

/** A unit that SOQL's relative dates count in. Fiscal years start in January here, so they need no unit. */
export type CalendarUnit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** The calendar day on which an instant falls in a zone. */
export function dayOf(atMs: number, zone: string): DayNumber {
  return Math.floor((atMs + zoneOffsetMs(zone, atMs)) / DAY_MS);
}

/** The instant at which a calendar day begins in a zone. */
export function startOfDayMs(day: DayNumber, zone: string): number {
  const local = day * DAY_MS;
  const guess = local - zoneOffsetMs(zone, local);
  return local - zoneOffsetMs(zone, guess);
}

/** The day as `2026-01-31`. */
export function dayText(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function firstOfMonth(day: DayNumber, months: number, length: number): DayNumber {
  const date = new Date(day * DAY_MS);
  const month = Math.floor(date.getUTCMonth() / length) * length + months;
  return Date.UTC(date.getUTCFullYear(), month, 1) / DAY_MS;
}

/** The first day of the unit that is `count` units after the one which holds `day`. Weeks begin on Sunday. */
export function startOfUnit(unit: CalendarUnit, day: DayNumber, count: number): DayNumber {
  switch (unit) {
    case 'DAY':
      return day + count;
    case 'WEEK':
      // 1970-01-01 was a Thursday, the fifth day of a week that begins on Sunday.
      return day - ((((day + 4) % 7) + 7) % 7) + 7 * count;
    case 'MONTH':
      return firstOfMonth(day, count, 1);
    case 'QUARTER':
      return firstOfMonth(day, 3 * count, 3);
    case 'YEAR':
      return firstOfMonth(day, 12 * count, 12);
  }
}
