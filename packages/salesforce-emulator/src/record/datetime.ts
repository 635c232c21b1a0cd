const DAY_SECONDS = 86_400;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

let lastDay = Number.NaN;
let lastDayText = '';

/**
 * REST writes datetimes as `2020-07-09T17:44:12.000+0000`: always milliseconds, no colon in the offset. A page shows
 * thousands of them, most of one day, so the last day's text is kept.
 */
export function formatDatetime(epochSeconds: number): string {
  const day = Math.floor(epochSeconds / DAY_SECONDS);
  if (day !== lastDay) {
    lastDayText = new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 11);
    lastDay = day;
  }
  const second = Math.floor(epochSeconds) - day * DAY_SECONDS;
  const hours = TWO_DIGITS[Math.floor(second / 3_600)];
  const minutes = TWO_DIGITS[Math.floor(second / 60) % 60];
  return `${lastDayText}${hours}:${minutes}:${TWO_DIGITS[second % 60]}.000+0000`;
}

const DATETIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:?\d{2})$/i;

/** Milliseconds since 1970 of a datetime with a zone, or null when it is none. */
export function parseDatetimeMs(text: string): number | null {
  const match = DATETIME.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? '').padEnd(3, '0')));
  const same = new Date(utc);
  if (same.getUTCMonth() !== month - 1 || same.getUTCDate() !== day || hour > 23 || minute > 59) return null;
  return utc - offsetMs(match[8] ?? 'Z');
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** True for a day of the calendar as `2026-01-31`. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDatetimeMs(`${text}T00:00:00Z`) !== null;
}
