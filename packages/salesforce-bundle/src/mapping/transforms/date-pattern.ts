import { text } from '../../words/text.js';
import { MapProblem } from '../map-problem.js';

/** The parts of a pattern, each with the digits that it takes. */
const TOKENS = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2, SSS: 3 } as const;
type Token = keyof typeof TOKENS;
const TOKEN = /yyyy|MM|dd|HH|mm|ss|SSS/g;

/** A way of writing dates, such as `dd.MM.yyyy` or `yyyy-MM-dd HH:mm`. */
export interface DatePattern {
  /** ISO text in UTC: a date, or a date-time where the pattern has hours. Undefined for a text that does not fit. */
  toIso(text: string): string | undefined;
  /** In UTC. */
  fromDate(date: Date): string;
}

/** @throws MapProblem for a pattern without year, month and day, or with other letters. */
export function datePattern(pattern: string): DatePattern {
  const tokens = [...pattern.matchAll(TOKEN)].map(([token]) => token as Token);
  const isDay = (['yyyy', 'MM', 'dd'] as const).every((token) => tokens.includes(token));
  const hasTwice = new Set(tokens).size < tokens.length;
  const hasOthers = /[A-Za-z]/.test(pattern.replaceAll(TOKEN, '').replaceAll('T', ''));
  if (!isDay || hasTwice || hasOthers)
    throw new MapProblem(text('map.form', pattern, 'yyyy-MM-ddTHH:mm:ss.SSS'));
  const escaped = pattern.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const form = new RegExp(`^${escaped.replaceAll(TOKEN, (token) => `(\\d{${TOKENS[token as Token]}})`)}$`);
  const hasTime = tokens.includes('HH');

  return {
    toIso(given) {
      const match = form.exec(given.trim());
      if (!match) return undefined;
      const part = (token: Token): string =>
        tokens.includes(token) ? match[tokens.indexOf(token) + 1]! : '0'.repeat(TOKENS[token]);
      const day = `${part('yyyy')}-${part('MM')}-${part('dd')}`;
      const instant = `${day}T${part('HH')}:${part('mm')}:${part('ss')}.${part('SSS')}Z`;
      // A day that no month has is rolled over by Date, and so found out.
      const date = new Date(instant);
      if (Number.isNaN(date.getTime()) || date.toISOString() !== instant) return undefined;
      return hasTime ? instant : day;
    },
    fromDate(date) {
      const iso = date.toISOString();
      const at: Readonly<Record<Token, string>> = {
        yyyy: iso.slice(0, 4),
        MM: iso.slice(5, 7),
        dd: iso.slice(8, 10),
        HH: iso.slice(11, 13),
        mm: iso.slice(14, 16),
        ss: iso.slice(17, 19),
        SSS: iso.slice(20, 23),
      };
      return pattern.replaceAll(TOKEN, (token) => at[token as Token]);
    },
  };
}
