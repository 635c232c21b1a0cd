import type { ConnectorObject } from '@icf-ts/framework';
import type { ExpressionContext } from '../expressions/expression.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { MappingError } from './identity-mapping.js';
import type { IdentityPath } from './identity-path.js';
import { check, isNone, make, type MapRules } from './map-rules.js';
import type { ObjectSlot } from './object-slot.js';
import { sameValues } from './same-json.js';

/** One value of an identity that comes from an object. */
export interface InboundEntry {
  readonly label: string;
  readonly path: IdentityPath;
  readonly rules: MapRules;
  /** Undefined for an entry that makes its value of others, or of nothing. */
  readonly slot: ObjectSlot | undefined;
}

/** The identity with the entry's value in it; `own` has what may be changed in place. @throws MappingError */
export function applyEntry(
  { path, rules, slot }: InboundEntry,
  object: ConnectorObject,
  identity: JsonObject,
  context: ExpressionContext,
  own: Set<object>,
): JsonObject {
  const made = make(rules, slot?.read(object), context);
  if (!made) return identity;
  const present = path.read(identity);
  const { value, defaulted } = made;
  if (isNone(value)) {
    if (rules.required) throw new MappingError('The object has no value, but one is required.');
    // What no attribute stands behind cannot be said to have been emptied.
    if (isNone(present) || rules.strength === 'weak' || !slot) return identity;
    return path.write(identity, null, own);
  }
  const fillsOnly = rules.strength === 'weak' || (defaulted && rules.strength !== 'strong');
  if (fillsOnly && !isNone(present)) return identity;
  check(rules, value, context);
  return isSame(value, present) ? identity : path.write(identity, value, own);
}

/** A list that is the same but for its order stays as it was. */
const isSame = (value: JsonValue, present: JsonValue | undefined): boolean =>
  Array.isArray(value) && Array.isArray(present)
    ? sameValues(value as readonly JsonValue[], present as readonly JsonValue[])
    : value === present;
