import { foldCase, sameName } from '@icf-ts/framework/spi';
import { parsePath } from '../paths/attribute-path.js';

/** One part of a complex attribute's values: the entry of that name holds it. */
export interface ComplexPart {
  /** The entry's name: `phoneNumbers.value,type:work`. */
  readonly attribute: string;
  /** The key within a value: `value`. */
  readonly sub: string;
  /** What the value says beside it: `type` is `work`. */
  readonly conditions: readonly (readonly [name: string, value: string])[];
}

/** An attribute whose values are maps: `phoneNumbers` with `{value, type}`. */
export interface ComplexAttribute {
  readonly attribute: string;
  /** Whether it has several values, which their conditions tell apart. */
  readonly multiValued: boolean;
  readonly parts: readonly ComplexPart[];
}

/** Parts that make up one value. */
export interface ComplexValue {
  readonly conditions: ComplexPart['conditions'];
  readonly parts: readonly ComplexPart[];
}

/** The complex attribute whose parts are among the named attributes; undefined where none is. */
export function complexAttribute(base: string, names: readonly string[]): ComplexAttribute | undefined {
  const parts = names.flatMap((attribute): ComplexPart[] => {
    const path = parsePath(attribute);
    if (!path || path.embedded || path.sub === undefined || !sameName(path.base, base)) return [];
    return [{ attribute, sub: path.sub, conditions: path.conditions }];
  });
  if (parts.length === 0) return undefined;
  return { attribute: base, multiValued: parts.some(({ conditions }) => conditions.length > 0), parts };
}

/** The values that a complex attribute can have, in the order of the map. */
export function complexValues({ parts }: ComplexAttribute): readonly ComplexValue[] {
  const values = new Map<string, ComplexPart[]>();
  for (const part of parts) {
    const key = foldCase(part.conditions.map((condition) => condition.join(':')).join(','));
    values.set(key, [...(values.get(key) ?? []), part]);
  }
  return [...values.values()].map((group) => ({ conditions: group[0]!.conditions, parts: group }));
}
