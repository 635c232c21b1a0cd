import { sameName, type AttributeValue } from '@icf-ts/framework/spi';
import { text } from '../../words/text.js';
import { UnfitValue, type Transform } from './transform.js';

type Scalar = string | number | boolean;

/**
 * A list of pairs, attribute to field: `values: {Active: true, Inactive: false}`. Texts compare without regard to case.
 * Of two attribute values for one field value the first is read.
 */
export function valuesTransform(pairs: Readonly<Record<string, Scalar>>): Transform {
  const list = Object.entries(pairs);
  const written = (value: AttributeValue): Scalar | undefined =>
    list.find(([code]) => sameName(code, String(value)))?.[1];
  const unlisted = (value: AttributeValue): boolean => !list.some(([, field]) => equal(field, value));
  return {
    icfType: 'String',
    write: (values) =>
      values.map((value) => {
        const found = written(value);
        if (found === undefined)
          throw new UnfitValue(text('unfit.value', list.map(([code]) => code).join(', '), String(value)));
        return found;
      }),
    read: (values) => values.map((value) => list.find(([, field]) => equal(field, value))?.[0] ?? value),
    sources: (value) => {
      const found = written(value);
      // A value of the field that is not in the list is read as it is, so it may be the one that is asked for.
      const itself = unlisted(value) ? [value] : [];
      return found === undefined ? itself : [found, ...itself];
    },
  };
}

/** `boolean: {true: Y, false: N}`: a Boolean of ICF in a field of texts. */
export function booleanTransform(texts: { readonly true: Scalar; readonly false: Scalar }): Transform {
  return {
    icfType: 'Boolean',
    write: (values) =>
      values.map((value) => {
        if (typeof value !== 'boolean') throw new UnfitValue(text('unfit.boolean', String(value)));
        return value ? texts.true : texts.false;
      }),
    // What is neither counts as false: a Boolean cannot say more.
    read: (values) => values.map((value) => equal(texts.true, value)),
    sources: (value) => (value === true ? [texts.true] : undefined),
  };
}

const equal = (field: Scalar, value: AttributeValue): boolean =>
  typeof field === 'string' && typeof value === 'string'
    ? sameName(field, value)
    : field === value?.valueOf();
