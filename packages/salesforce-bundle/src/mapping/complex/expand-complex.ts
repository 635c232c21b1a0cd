import {
  AttributeDelta,
  AttributeSet,
  CaseInsensitiveMap,
  attributeOf,
  sameName,
  type Attribute,
  type AttributeValue,
  type ConnectorException,
} from '@icf-ts/framework/spi';
import { complexValues, type ComplexAttribute, type ComplexValue } from './complex-attribute.js';
import type { ObjectMapping } from '../object-mapping.js';
import { parsePath } from '../paths/attribute-path.js';
import { text, type Words } from '../../words/text.js';
import { worded } from '../../words/worded.js';

type Values = readonly AttributeValue[];

/** Attributes with the complex ones taken apart, into the attributes of their parts. What is not given is cleared. */
export function expandComplex(mapping: ObjectMapping, all: AttributeSet): AttributeSet {
  if (mapping.complex.length === 0 && ![...all].some(({ name }) => name.includes('~'))) return all;
  const whole = wholeValues(mapping, [...all]);
  return AttributeSet.of(
    whole.flatMap((attribute) => {
      const complex = mapping.complexOf(attribute.name);
      if (!complex) return [attribute];
      const parts = partsOf(complex, attribute.values ?? []);
      return complex.parts
        .filter((part) => mapping.entryOf(part.attribute)?.direction !== 'fromTarget')
        .map((part) => attributeOf(part.attribute, parts.get(part.attribute) ?? []));
    }),
  );
}

/** Changes of complex attributes as changes of their parts. */
export function expandDeltas(
  mapping: ObjectMapping,
  deltas: readonly AttributeDelta[],
): readonly AttributeDelta[] {
  return deltas.flatMap((delta) => {
    const complex = mapping.complexOf(delta.name);
    if (!complex) return [renamed(mapping, delta)];
    if (sameName(complex.attribute, delta.name)) return deltasOfParts(complex, delta);
    throw invalid(delta.name, text('fault.complexList', complex.attribute, delta.name));
  });
}

function deltasOfParts(complex: ComplexAttribute, delta: AttributeDelta): readonly AttributeDelta[] {
  const { valuesToReplace, valuesToAdd, valuesToRemove } = delta;
  if (valuesToReplace) {
    const parts = partsOf(complex, valuesToReplace);
    return complex.parts.map(
      ({ attribute }) => new AttributeDelta(attribute, { replace: parts.get(attribute) ?? [] }),
    );
  }
  const added = partsOf(complex, valuesToAdd ?? []);
  const removed = partsOf(complex, valuesToRemove ?? []);
  return complex.parts.flatMap(({ attribute }) => {
    const add = added.get(attribute);
    if (add) return [new AttributeDelta(attribute, { replace: add })];
    const remove = removed.get(attribute);
    return remove ? [new AttributeDelta(attribute, { remove })] : [];
  });
}

/** The values of the parts, by the names of their attributes. */
function partsOf(complex: ComplexAttribute, values: Values): CaseInsensitiveMap<Values> {
  const found = new CaseInsensitiveMap<Values>();
  const groups = complexValues(complex);
  for (const value of values) {
    if (value === null) continue;
    const group = groupOf(complex, groups, value);
    for (const part of group.parts) {
      const single = value instanceof Map ? entryIn(value, part.sub) : value;
      // A plain value is that of the first part.
      if (single === undefined || (!(value instanceof Map) && part !== group.parts[0])) continue;
      if (found.has(part.attribute)) {
        throw invalid(complex.attribute, text('fault.complexTwice', complex.attribute, part.attribute));
      }
      found.set(part.attribute, (Array.isArray(single) ? single : [single]) as Values);
    }
  }
  return found;
}

/** The only value that the given one can be. */
function groupOf(
  complex: ComplexAttribute,
  groups: readonly ComplexValue[],
  value: AttributeValue,
): ComplexValue {
  if (groups.length === 1) return groups[0]!;
  const fits = groups.filter(({ conditions }) =>
    conditions.every(
      ([name, wanted]) => value instanceof Map && sameName(String(entryIn(value, name) ?? ''), wanted),
    ),
  );
  if (fits.length === 1) return fits[0]!;
  const known = groups.map(({ conditions }) => conditions.map((part) => part.join(' ')).join(' and '));
  throw invalid(complex.attribute, text('fault.complexKinds', complex.attribute, known.join(', ')));
}

const entryIn = (map: ReadonlyMap<string, unknown>, name: string): unknown =>
  [...map].find(([key]) => sameName(key, name))?.[1];

/** Lists of parts (`x~x~value`, `x~x~type`) put together to maps, by their order. */
function wholeValues(mapping: ObjectMapping, attributes: readonly Attribute[]): readonly Attribute[] {
  const whole: Attribute[] = [];
  const maps = new CaseInsensitiveMap<Map<string, AttributeValue>[]>();
  for (const attribute of attributes) {
    const path = attribute.name.includes('~') ? parsePath(attribute.name) : undefined;
    const complex = path?.embedded ? mapping.complexOf(attribute.name) : undefined;
    if (complex) {
      const list = maps.get(complex.attribute) ?? [];
      (attribute.values ?? []).forEach((value, at) => (list[at] ??= new Map()).set(path!.sub!, value));
      maps.set(complex.attribute, list);
    } else {
      const attached = path && mapping.attachedOf(attribute.name);
      whole.push(attached ? attributeOf(attached.attribute, attribute.values) : attribute);
    }
  }
  return [...whole, ...[...maps].map(([name, list]) => attributeOf(name, list))];
}

function renamed(mapping: ObjectMapping, delta: AttributeDelta): AttributeDelta {
  const attached = delta.name.includes('~') ? mapping.attachedOf(delta.name) : undefined;
  if (!attached) return delta;
  const { valuesToReplace: replace, valuesToAdd: add, valuesToRemove: remove } = delta;
  return new AttributeDelta(attached.attribute, {
    ...(replace ? { replace } : {}),
    ...(add ? { add } : {}),
    ...(remove ? { remove } : {}),
  });
}

const invalid = (attribute: string, words: Words): ConnectorException =>
  worded('InvalidAttributeValueException', words, { attributeNames: [attribute] });
