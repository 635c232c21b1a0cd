import { ProtocolError } from '../protocol-error.js';

/** The time to read a number grows faster than its length; nobody's number is longer than this. */
const MAX_DIGITS = 10_000;

/** A whole number of any sensible size, as decimal text. */
export function bigintOf(text: string): bigint {
  if (text.length > MAX_DIGITS || !/^-?\d+$/.test(text)) {
    throw new ProtocolError(`'${text.slice(0, 40)}' is not a whole number of at most ${MAX_DIGITS} digits.`);
  }
  return BigInt(text);
}
