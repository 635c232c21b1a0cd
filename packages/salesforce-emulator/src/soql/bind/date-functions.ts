import { dayOf, dayText, startOfUnit } from '../../calendar/day.js';
import type { DayNumber } from '../../calendar/day.js';
import { zoneOffsetMs } from '../../calendar/time-zone.js';
import type { FieldType } from '../../describe/field-spec.js';
import type { StoredValue } from '../../record/row.js';

const DAY_MS = 86_400_000;

interface DateFunction {
  readonly yields: FieldType;
  readonly of: (day: DayNumber, hour: number) => StoredValue;
  /** Days have no hours. */
  readonly onlyDatetimes?: boolean;
}

const date = (day: DayNumber): Date => new Date(day * DAY_MS);
const month = (day: DayNumber): number => date(day).getUTCMonth() + 1;
const year = (day: DayNumber): number => date(day).getUTCFullYear();
const dayInMonth = (day: DayNumber): number => date(day).getUTCDate();
const dayInYear = (day: DayNumber): number => day - startOfUnit('YEAR', day, 0) + 1;
const quarter = (day: DayNumber): number => Math.ceil(month(day) / 3);
const int = (of: DateFunction['of']): DateFunction => ({ yields: 'int', of });

/** By name in upper case. Fiscal years begin in January here; the first week of a month or year begins with it. */
export const DATE_FUNCTIONS: ReadonlyMap<string, DateFunction> = new Map([
  ['CALENDAR_MONTH', int(month)],
  ['CALENDAR_QUARTER', int(quarter)],
  ['CALENDAR_YEAR', int(year)],
  ['DAY_IN_MONTH', int(dayInMonth)],
  ['DAY_IN_WEEK', int((day) => date(day).getUTCDay() + 1)],
  ['DAY_IN_YEAR', int(dayInYear)],
  ['DAY_ONLY', { yields: 'date', of: dayText, onlyDatetimes: true }],
  ['FISCAL_MONTH', int(month)],
  ['FISCAL_QUARTER', int(quarter)],
  ['FISCAL_YEAR', int(year)],
  ['HOUR_IN_DAY', { yields: 'int', of: (_day, hour) => hour, onlyDatetimes: true }],
  ['WEEK_IN_MONTH', int((day) => Math.ceil(dayInMonth(day) / 7))],
  ['WEEK_IN_YEAR', int((day) => Math.ceil(dayInYear(day) / 7))],
]);

/** Applies a function to a stored date (text) or datetime (seconds), the latter read in a time zone. */
export function applyDateFunction({ of }: DateFunction, value: StoredValue, zone: string): StoredValue {
  if (typeof value === 'string') return of(Date.parse(`${value}T00:00:00Z`) / DAY_MS, 0);
  if (typeof value !== 'number') return null;
  const atMs = value * 1000;
  return of(dayOf(atMs, zone), new Date(atMs + zoneOffsetMs(zone, atMs)).getUTCHours());
}
