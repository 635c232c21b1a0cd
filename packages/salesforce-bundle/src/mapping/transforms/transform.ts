import type { AttributeValue } from '@icf-ts/framework/spi';
import { say, type Words } from '../../words/text.js';

export type Values = readonly AttributeValue[];

/** A change of values between an attribute and its field, both ways. */
export interface Transform {
  /** Towards Salesforce. @throws UnfitValue for a value that has no counterpart. */
  write(values: Values): Values;
  /** Back. Never fails: a value that it does not know passes as it is. */
  read(values: Values): Values;
  /** The ICF type of the attribute, where it is not that of the field. */
  readonly icfType?: string;
  /** Whether the attribute has several values, where that is not as with the field. */
  readonly multiValued?: boolean;
  /**
   * Every value that the field may have when the attribute equals `value`, so that an equality can be asked of
   * Salesforce; undefined where only reading tells. A transform without it cannot be asked.
   */
  sources?(value: AttributeValue): Values | undefined;
}

/** A value that a transform cannot write; the words are a sentence without its subject. */
export class UnfitValue extends Error {
  readonly words: Words;

  constructor(words: Words) {
    super(say(words));
    this.words = words;
  }
}

/** What transforms make of the values of an attribute. */
export const writeThrough = (transforms: readonly Transform[] | undefined, values: Values): Values =>
  transforms ? transforms.reduce((left, transform) => transform.write(left), values) : values;

/** What transforms make of the values of a field. */
export const readThrough = (transforms: readonly Transform[] | undefined, values: Values): Values =>
  transforms ? transforms.reduceRight((left, transform) => transform.read(left), values) : values;

/** What the field may hold when the attribute equals `value`; undefined where that cannot be said. */
export function sourcesOf(transforms: readonly Transform[], value: AttributeValue): Values | undefined {
  let found: Values | undefined = [value];
  for (const transform of transforms) {
    const next: AttributeValue[] = [];
    for (const each of found) {
      const sources = transform.sources?.(each);
      if (!sources) return undefined;
      next.push(...sources);
    }
    found = next;
  }
  return found;
}

/** A transform of every text by itself; other values pass. */
export const eachText = (
  write: (text: string) => string,
  read: (text: string) => string,
): Pick<Transform, 'write' | 'read'> => ({
  write: (values) => values.map((value) => (typeof value === 'string' ? write(value) : value)),
  read: (values) => values.map((value) => (typeof value === 'string' ? read(value) : value)),
});
