import { foldCase } from '@icf-ts/framework';
import type { JsonValue } from '../repository/identity.js';

/** Whether two JSON values are the same, whatever the order of their names. */
export function sameJson(a: JsonValue, b: JsonValue, textCase: 'exact' | 'ignore' = 'exact'): boolean {
  if (a === b) return true;
  if (textCase === 'ignore' && typeof a === 'string' && typeof b === 'string') {
    return foldCase(a) === foldCase(b);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every(
      (name) => Object.hasOwn(b, name) && sameJson((a as never)[name], (b as never)[name], textCase),
    )
  );
}

/** Whether two lists hold the same values, whatever their order: an attribute's values have none. */
export function sameValues(
  a: readonly JsonValue[],
  b: readonly JsonValue[],
  textCase: 'exact' | 'ignore' = 'exact',
): boolean {
  if (a.length !== b.length) return false;
  if (a.length <= 1) return a.length === 0 || sameJson(a[0]!, b[0]!, textCase);
  const rest = [...b];
  return a.every((value) => {
    const at = rest.findIndex((other) => sameJson(value, other, textCase));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}
