import type { Attribute, AttributeValue } from '../attribute.js';
import { attribute } from '../attributes.js';
import { ComparisonFilter, NotFilter, PresenceFilter, type Comparison, type Filter } from './filter.js';
import { joined } from './parts.js';

type Compare = (name: string | Attribute, ...values: AttributeValue[]) => ComparisonFilter;

const comparison =
  (kind: Comparison): Compare =>
  (name, ...values) =>
    new ComparisonFilter(kind, typeof name === 'string' ? attribute(name, ...values) : name);

export const equals = comparison('equals');
export const equalsIgnoreCase = comparison('equalsIgnoreCase');
export const contains = comparison('contains');
export const startsWith = comparison('startsWith');
export const endsWith = comparison('endsWith');
export const greaterThan = comparison('greaterThan');
export const greaterThanOrEqual = comparison('greaterThanOrEqual');
export const lessThan = comparison('lessThan');
export const lessThanOrEqual = comparison('lessThanOrEqual');
export const containsAllValues = comparison('containsAllValues');

export const present = (name: string): Filter => new PresenceFilter(name);
export const not = (filter: Filter): Filter => new NotFilter(filter);
export const and = (...filters: readonly Filter[]): Filter => joined('and', filters);
export const or = (...filters: readonly Filter[]): Filter => joined('or', filters);
