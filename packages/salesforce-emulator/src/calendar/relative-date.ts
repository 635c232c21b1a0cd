import { startOfUnit } from './day.js';
import type { CalendarUnit, DayNumber } from './day.js';

/** Days from `from` up to, not including, `to`. */
export interface DayRange {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const UNITS = '(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)';
const COUNTED_UNITS = '(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)';
const DAY_OFFSETS: Readonly<Record<string, number>> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const UNIT_OFFSETS: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/** The days that a relative date of SOQL (`LAST_N_DAYS:7`) stands for, or null when it is none. */
export function relativeDays(literal: string, today: DayNumber): DayRange | null {
  const name = literal.toUpperCase();
  const offset = DAY_OFFSETS[name];
  if (offset !== undefined) return units('DAY', today, offset, offset + 1);

  const named = new RegExp(`^(LAST|THIS|NEXT)_${UNITS}$`).exec(name);
  if (named) {
    const count = UNIT_OFFSETS[named[1] ?? ''] ?? 0;
    return units(named[2] as CalendarUnit, today, count, count + 1);
  }
  const window = /^(LAST|NEXT)_(?:90_DAYS|N_DAYS:(\d{1,5}))$/.exec(name);
  if (window) {
    const days = Number(window[2] ?? 90);
    // Counting back in days includes today; counting forward begins tomorrow.
    return window[1] === 'LAST' ? units('DAY', today, -days, 1) : units('DAY', today, 1, days + 1);
  }
  const counted = new RegExp(`^(LAST|NEXT)_N_${COUNTED_UNITS}S:(\\d{1,5})$`).exec(name);
  if (counted) {
    const count = Number(counted[3]);
    const unit = counted[2] as CalendarUnit;
    return counted[1] === 'LAST' ? units(unit, today, -count, 0) : units(unit, today, 1, count + 1);
  }
  const ago = new RegExp(`^N_${COUNTED_UNITS}S_AGO:(\\d{1,5})$`).exec(name);
  if (ago) return units(ago[1] as CalendarUnit, today, -Number(ago[2]), 1 - Number(ago[2]));
  return null;
}

function units(unit: CalendarUnit, today: DayNumber, first: number, end: number): DayRange {
  return { from: startOfUnit(unit, today, first), to: startOfUnit(unit, today, end) };
}
