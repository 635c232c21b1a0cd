import { ZonedDateTime, type AttributeValue } from '@icf-ts/framework/spi';

/** A date, or a date-time with or without fractions and offset; without an offset it is UTC. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** The furthest instants that JavaScript can tell, in milliseconds. */
const MAX_MS = 8_640_000_000_000_000n;

/**
 * The instant of a date-time: a ZonedDateTime, ISO text (not every client can send the former), or a Long in
 * milliseconds since 1970. Undefined for what is none.
 */
export function instantOf(value: AttributeValue): Date | undefined {
  if (value instanceof ZonedDateTime) return validDate(value.toDate());
  if (typeof value === 'bigint')
    return value >= -MAX_MS && value <= MAX_MS ? new Date(Number(value)) : undefined;
  if (typeof value !== 'string') return undefined;
  const match = ISO.exec(value.trim());
  if (!match) return undefined;
  const [, day, minutes = '00:00', seconds = '00', offset = 'Z'] = match;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const zone = offset.toUpperCase() === 'Z' ? 'Z' : `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
  const date = validDate(new Date(`${day}T${minutes}:${seconds.slice(0, 6)}${zone}`));
  // JavaScript takes 30 February for 2 March.
  return date &&
    validDate(new Date(`${day}T00:00:00Z`))
      ?.toISOString()
      .startsWith(day!)
    ? date
    : undefined;
}

/** The day of a date, or of a date-time in UTC, as Salesforce writes it; undefined for what is none. */
export const dayOf = (value: AttributeValue): string | undefined =>
  instantOf(value)?.toISOString().slice(0, 10);

const validDate = (date: Date): Date | undefined => (Number.isNaN(date.getTime()) ? undefined : date);
