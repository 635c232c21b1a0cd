import { ProtocolError } from '../protocol-error.js';

/** A field that the type cannot be without. */
export function need<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new ProtocolError(`${what} is missing.`);
  return value;
}

/** A field that must hold an object of a class where it is there at all. */
export function only<T>(type: abstract new (...args: never[]) => T, value: unknown, what: string): T | null {
  if (value === null || value === undefined) return null;
  if (value instanceof type) return value;
  throw misplaced(what);
}

export const misplaced = (what: string): ProtocolError =>
  new ProtocolError(`${what} holds something else than it should.`);

export const needOnly = <T>(type: abstract new (...args: never[]) => T, value: unknown, what: string): T =>
  need(only(type, value, what), what);

/** A List; null and missing stay apart from an empty one. */
export function list(value: unknown, what: string): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (value === null || value === undefined) return null;
  throw misplaced(what);
}

export const set = (value: unknown, what: string): ReadonlySet<unknown> =>
  needOnly(Set as unknown as new () => Set<unknown>, value, what);

export const map = (value: unknown, what: string): ReadonlyMap<unknown, unknown> | null =>
  only(Map as unknown as new () => Map<unknown, unknown>, value, what);

/** A text among a closed list of constants. */
export function oneOf<T extends string>(constants: readonly T[], value: string, what: string): T {
  if ((constants as readonly string[]).includes(value)) return value as T;
  throw new ProtocolError(`'${value.slice(0, 40)}' is not a ${what}.`);
}

/** Every element of a collection must be of a class. */
export function allOf<T>(
  type: abstract new (...args: never[]) => T,
  values: Iterable<unknown>,
  what: string,
): readonly T[] {
  return [...values].map((value) => needOnly(type, value, what));
}
