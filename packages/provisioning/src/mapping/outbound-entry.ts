import {
  GuardedString,
  attribute as attributeWith,
  attributeOf,
  type Attribute,
  type ConnectorObject,
} from '@icf-ts/framework';
import type { ExpressionContext } from '../expressions/expression.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { valueOfJson } from './attribute-values.js';
import { MappingError, type Secrets } from './identity-mapping.js';
import type { IdentityPath } from './identity-path.js';
import { check, isNone, make, type MapRules } from './map-rules.js';
import { valuesOf, type ObjectSlot } from './object-slot.js';
import { sameValues } from './same-json.js';

/** One value of an object that comes from an identity. */
export interface OutboundEntry {
  readonly label: string;
  readonly path: IdentityPath | undefined;
  readonly rules: MapRules;
  readonly slot: ObjectSlot;
}

/** All entries of one attribute. */
export interface OutboundAttribute {
  readonly name: string;
  readonly textCase: 'exact' | 'ignore';
  readonly secret: boolean;
  readonly entries: readonly OutboundEntry[];
}

/** What goes out, and to what. */
export interface OutboundCase {
  readonly identity: JsonObject;
  readonly present: ConnectorObject | undefined;
  readonly secrets: Secrets | undefined;
  readonly context: ExpressionContext;
}

/** The attribute to write; undefined where there is nothing to write. @throws MappingError naming the entry. */
export function attributeToWrite(target: OutboundAttribute, given: OutboundCase): Attribute | undefined {
  if (target.secret) return secretToWrite(target, given);
  const { name, entries, textCase } = target;
  const present = valuesOf(given.present, name);
  let wanted = present;
  let speaks = false;
  let compared = present;
  for (const entry of entries) {
    const value = labelled(entry, () => valueToPlace(entry, present, given));
    if (value === undefined) continue;
    speaks = true;
    wanted = labelled(entry, () => entry.slot.place(value, wanted));
    compared = entry.slot.comparable(compared);
  }
  if (!speaks || sameValues(wanted, compared, textCase)) return undefined;
  return attributeOf(name, Object.freeze(wanted.map(valueOfJson)));
}

/** Null where the object is to have none, undefined where it is to stay as it is. */
function valueToPlace(
  { path, rules, slot }: OutboundEntry,
  present: readonly JsonValue[],
  { identity, context }: OutboundCase,
): JsonValue | undefined {
  const made = make(rules, path?.read(identity), context);
  if (!made) return undefined;
  const { value, defaulted } = made;
  const isCreate = context.operation === 'create';
  if (isNone(value)) {
    const silent = value === undefined && rules.strength !== 'strong';
    if (rules.required && (isCreate || !silent)) {
      throw new MappingError('The identity has no value, but one is required.');
    }
    return isCreate || silent || rules.strength === 'weak' ? undefined : null;
  }
  const fillsOnly = rules.strength === 'weak' || (defaulted && rules.strength !== 'strong');
  if (fillsOnly && sameValues(slot.place(null, present), present) === false) return undefined;
  check(rules, value, context);
  return value;
}

/** A secret cannot be read back, so it is written when it is given; one that the map makes, only with a create. */
function secretToWrite(
  { name, entries }: OutboundAttribute,
  { secrets, context }: OutboundCase,
): Attribute | undefined {
  const [entry] = entries;
  if (!entry) return undefined;
  const { path, rules } = entry;
  const given = path && secrets?.get(path.text);
  if (!given && context.operation !== 'create') return undefined;
  const written = (clear?: string): Attribute | undefined => {
    const made = silently(() => make(rules, clear, context));
    if (!made) return undefined;
    const { value } = made;
    if (isNone(value)) {
      if (rules.required) throw new MappingError('A create needs this secret, and none was given.');
      return undefined;
    }
    silently(() => check(rules, value, context));
    return attributeWith(name, new GuardedString(String(value)));
  };
  return labelled(entry, () => (given ? given.access(written) : written()));
}

/** What an expression says of its failure may quote the secret; what a check says is the map's own text. */
function silently<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MappingError) throw error;
    throw new MappingError('The expression cannot be worked out for this secret.');
  }
}

/** Does what an entry asks for; an error says which entry it was. */
export function labelled<T>({ label }: { readonly label: string }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new MappingError(`${label}: ${(error as Error).message}`, { cause: error });
  }
}
