import { Character, Double, Float, TypedArray } from '@icf-ts/framework';

/**
 * A property's value as the wire wants it: boxed as its declared type says, arrays with their component. What does not
 * fit its type is sent as it is, for the other side's checks.
 */
export function writeProperty(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type.endsWith('[]') && Array.isArray(value)) {
    const component = type.slice(0, -2);
    return new TypedArray(
      component,
      value.map((item) => writeProperty(component, item)),
    );
  }
  if (typeof value === 'number') {
    if (type === 'double' || type === 'Double') return new Double(value);
    if (type === 'float' || type === 'Float') return new Float(value);
    if ((type === 'long' || type === 'Long') && Number.isInteger(value)) return BigInt(value);
  }
  if (typeof value === 'string' && value.length === 1 && (type === 'char' || type === 'Character'))
    return new Character(value);
  return value;
}

/** The way back: an array of the declared component is a plain array. What does not fit is left for the checks. */
export function readProperty(type: string, value: unknown): unknown {
  if (value instanceof TypedArray && type === `${value.component}[]`) {
    return value.items.map((item) => readProperty(value.component, item));
  }
  return unboxed(type, value);
}

const unboxed = (type: string, value: unknown): unknown =>
  (value instanceof Double && /^double$/i.test(type)) ||
  (value instanceof Float && /^float$/i.test(type)) ||
  (value instanceof Character && /^char(acter)?$/i.test(type))
    ? value.value
    : value;
