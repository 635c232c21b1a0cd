/**
 * Marks the classes whose instances may be a value of an attribute, so that `attribute.ts` need not know each class.
 * A registered symbol: a bundle with its own copy of the framework is still understood.
 */
export const ATTRIBUTE_VALUE: unique symbol = Symbol.for('icf-ts.attributeValue') as never;

export interface MarkedValue {
  readonly [ATTRIBUTE_VALUE]: true;
}
