import { ZonedDateTime, type AttributeValue } from '@icf-ts/framework/spi';
import { instantOf } from '../instant.js';
import { datePattern } from './date-pattern.js';
import { text } from '../../words/text.js';
import { UnfitValue, type Transform } from './transform.js';

/** `date: dd.MM.yyyy` makes texts of dates; `date: millis` makes Longs, counted from 1970. */
export function dateTransform(pattern: string): Transform {
  if (pattern === 'millis') {
    return {
      icfType: 'Long',
      write: (values) => values,
      read: (values) =>
        values.map((value) => {
          const date = dateOf(value);
          return date ? BigInt(date.getTime()) : value;
        }),
    };
  }
  const form = datePattern(pattern);
  return {
    icfType: 'String',
    write: (values) =>
      values.map((value) => {
        if (typeof value !== 'string') return value;
        const iso = form.toIso(value);
        if (iso === undefined) throw new UnfitValue(text('unfit.date', pattern, value));
        return iso;
      }),
    read: (values) =>
      values.map((value) => {
        const date = dateOf(value);
        return date ? form.fromDate(date) : value;
      }),
  };
}

const dateOf = (value: AttributeValue): Date | undefined =>
  typeof value === 'string' || value instanceof ZonedDateTime ? instantOf(value) : undefined;
