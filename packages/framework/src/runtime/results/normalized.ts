import type { Attribute } from '../../common/attribute.js';
import { AttributeSet } from '../../common/attributes.js';
import { ConnectorObject } from '../../common/connector-object.js';
import {
  ComparisonFilter,
  CompositeFilter,
  ExtendedMatchFilter,
  NotFilter,
  type Filter,
} from '../../common/filter/filter.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { AttributeNormalizer } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';

/** Brings one attribute into the form in which the target compares it. */
export type Normalize = (attribute: Attribute) => Attribute;

/** The connector's own normalising, where it has one and the configuration wants it. */
export function normalizerOf(call: Call, objectClass: ObjectClass): Normalize | undefined {
  const connector = call.connector as unknown as Partial<AttributeNormalizer>;
  const wanted = call.facade.apiConfiguration.resultsHandlers.enableNormalizingResultsHandler;
  if (!wanted || !connector.normalizeAttribute) return undefined;
  return (attribute) => connector.normalizeAttribute!(objectClass, attribute);
}

export const normalizedAttributes = (attributes: Iterable<Attribute>, normalize: Normalize): AttributeSet =>
  AttributeSet.of([...attributes].map(normalize));

export const normalizedObject = (object: ConnectorObject, normalize: Normalize): ConnectorObject =>
  new ConnectorObject(object.objectClass, normalizedAttributes(object.attributes, normalize));

export function normalizedFilter(filter: Filter, normalize: Normalize): Filter {
  if (filter instanceof CompositeFilter) {
    return new CompositeFilter(
      filter.kind,
      normalizedFilter(filter.left, normalize),
      normalizedFilter(filter.right, normalize),
    );
  }
  if (filter instanceof NotFilter) return new NotFilter(normalizedFilter(filter.filter, normalize));
  if (filter instanceof ComparisonFilter)
    return new ComparisonFilter(filter.kind, normalize(filter.attribute));
  if (filter instanceof ExtendedMatchFilter) {
    return new ExtendedMatchFilter(filter.operator, normalize(filter.attribute));
  }
  return filter;
}
