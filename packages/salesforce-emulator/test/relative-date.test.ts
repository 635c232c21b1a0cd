import { expect } from 'chai';
import { dayOf, startOfDayMs } from '#src/calendar/day.js';
import { relativeDays } from '#src/calendar/relative-date.js';

const DAY_MS = 86_400_000;
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const text = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A Wednesday in the second month of a quarter. */
const TODAY = dayNumber('2026-08-12');

describe('relative dates', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['TODAY', '2026-08-12', '2026-08-13'],
    ['yesterday', '2026-08-11', '2026-08-12'],
    ['TOMORROW', '2026-08-13', '2026-08-14'],
    ['THIS_WEEK', '2026-08-09', '2026-08-16'],
    ['LAST_WEEK', '2026-08-02', '2026-08-09'],
    ['NEXT_MONTH', '2026-09-01', '2026-10-01'],
    ['LAST_MONTH', '2026-07-01', '2026-08-01'],
    ['THIS_QUARTER', '2026-07-01', '2026-10-01'],
    ['LAST_FISCAL_QUARTER', '2026-04-01', '2026-07-01'],
    ['LAST_YEAR', '2025-01-01', '2026-01-01'],
    ['LAST_90_DAYS', '2026-05-14', '2026-08-13'],
    ['LAST_N_DAYS:7', '2026-08-05', '2026-08-13'],
    ['NEXT_N_DAYS:2', '2026-08-13', '2026-08-15'],
    ['LAST_N_MONTHS:2', '2026-06-01', '2026-08-01'],
    ['N_YEARS_AGO:3', '2023-01-01', '2024-01-01'],
    ['N_DAYS_AGO:1', '2026-08-11', '2026-08-12'],
  ];
  for (const [literal, from, to] of cases) {
    it(`${literal} is ${from} up to ${to}`, () => {
      const range = relativeDays(literal, TODAY);
      expect([text(range?.from ?? 0), text(range?.to ?? 0)]).to.deep.equal([from, to]);
    });
  }

  it('are known by name only', () => {
    for (const literal of ['SOMEDAY', 'LAST_N_DAYS', 'LAST_N_DAYS:x', 'LAST_DAY']) {
      expect(relativeDays(literal, TODAY), literal).to.equal(null);
    }
  });

  it('begin at midnight of the zone, on days with a change of clocks too', () => {
    const day = dayNumber('2026-03-29');
    expect(new Date(startOfDayMs(day, 'Europe/Berlin')).toISOString()).to.equal('2026-03-28T23:00:00.000Z');
    expect(new Date(startOfDayMs(day + 1, 'Europe/Berlin')).toISOString()).to.equal(
      '2026-03-29T22:00:00.000Z',
    );
    expect(text(dayOf(Date.parse('2026-08-12T03:00:00Z'), 'America/Los_Angeles'))).to.equal('2026-08-11');
  });
});
