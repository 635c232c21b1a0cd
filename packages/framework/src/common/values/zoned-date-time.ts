import { IllegalArgumentException } from '../errors/exceptions.js';
import { ATTRIBUTE_VALUE } from './attribute-value-mark.js';

const ISO =
  /^([+-]?\d{4,9}-\d\d-\d\dT\d\d:\d\d)(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)(\[[^\]]+\])?$/;

/**
 * A date-time with an offset, as ICF writes it: ISO 8601 text such as `2024-02-29T23:59:58.123456789+02:00`. The text
 * is kept as it is, so that nanoseconds survive, which a Date would lose.
 */
export class ZonedDateTime {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly text: string;

  constructor(text: string) {
    if (!ISO.test(text)) {
      throw new IllegalArgumentException(
        `Not an ISO date-time with an offset: '${text}'. Expected a form like 2024-02-29T23:59:58+02:00.`,
      );
    }
    this.text = text;
  }

  static fromDate(date: Date): ZonedDateTime {
    return new ZonedDateTime(date.toISOString());
  }

  /** To the millisecond. */
  toDate(): Date {
    const [, minutes, seconds = ':00', , offset] = ISO.exec(this.text)!;
    const fraction = seconds.slice(0, 7);
    return new Date(`${minutes}${fraction}${offset === 'Z' ? 'Z' : withMinutes(offset!)}`);
  }

  toString(): string {
    return this.text;
  }
  toJSON(): string {
    return this.text;
  }
}

/** `+02` and `+0200` are ICF's to read, but not Date's. */
function withMinutes(offset: string): string {
  const digits = offset.slice(1).replaceAll(':', '').padEnd(4, '0');
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2, 4)}`;
}
