import type { Attribute } from '@icf-ts/framework/spi';

/** Values of one field that are remembered, and how long it is watched whether that pays. */
const MAX_KEPT = 128;
const TRIAL = 1_000;

/**
 * Makes the attributes of one field for many rows, and the same one again for the same value: a listing has a hundred
 * thousand time zones, but few different ones. Attributes cannot change, so rows may share them.
 * @param make the attribute of a value that is a text, a number or a boolean; of another it is made each time.
 */
export function sharedAttributes(make: (json: unknown) => Attribute): (json: unknown) => Attribute {
  const kept = new Map<unknown, Attribute>();
  let misses = 0;
  let hits = 0;
  let pays = true;
  return (json) => {
    if (!pays || typeof json === 'object') return make(json);
    const known = kept.get(json);
    if (known) {
      hits++;
      return known;
    }
    misses++;
    const made = make(json);
    if (kept.size < MAX_KEPT) kept.set(json, made);
    else if (misses > TRIAL && misses > hits) {
      pays = false;
      kept.clear();
    }
    return made;
  };
}
