import { IllegalArgumentException } from '../errors/exceptions.js';
import { ATTRIBUTE_VALUE } from './attribute-value-mark.js';

const ISO =
  /^([+-]?\d{4,9}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)(\[[^\]]+\])?$/;

/**
 * A date-time with an offset, as ICF writes it: ISO 8601 text such as `2024-02-29T23:59:58.123456789+02:00`. The text is
 * kept, so that nanoseconds survive, which a Date would lose; only an offset without colons, which Java cannot read
 * (Salesforce writes `+0000`), gets its colons.
 */
export class ZonedDateTime {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly text: string;

  constructor(text: string) {
    const parts = ISO.exec(text);
    if (!parts) {
      throw new IllegalArgumentException(
        `Not an ISO date-time with an offset: '${text}'. Expected a form like 2024-02-29T23:59:58+02:00.`,
      );
    }
    const [, minutes, seconds = '', offset, region = ''] = parts;
    this.text = `${minutes}${seconds}${withColons(offset!)}${region}`;
  }

  static fromDate(date: Date): ZonedDateTime {
    return new ZonedDateTime(date.toISOString());
  }

  /** To the millisecond. */
  toDate(): Date {
    const [, minutes, seconds = ':00', offset] = ISO.exec(this.text)!;
    // Date knows three digits of a second and no seconds in an offset.
    return new Date(`${minutes}${seconds.slice(0, 7)}${offset!.slice(0, 6)}`);
  }

  toString(): string {
    return this.text;
  }
  toJSON(): string {
    return this.text;
  }
}

/** `Z`, `+02:00` or `+02:00:30`. */
function withColons(offset: string): string {
  if (offset === 'Z') return offset;
  const digits = offset.slice(1).replaceAll(':', '').padEnd(4, '0');
  return offset[0] + digits.match(/../g)!.join(':');
}
