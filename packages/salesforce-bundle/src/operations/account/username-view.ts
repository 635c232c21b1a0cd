import {
  ConnectorObject,
  attribute,
  filters,
  type Attribute,
  type Filter,
  type ObjectClass,
} from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import type { Org } from '../operation-context.js';
import { mapEach, usersOf, type Search } from './search-view.js';
import { withSuffix } from './username-candidates.js';

/**
 * The search as those see it who know nothing of the suffix of property `usernameSuffix`: it is taken off the names that
 * are found, and a name is found with it and without. No further call.
 */
export const underOwnNames =
  (search: Search): Search =>
  (org, objectClass, filter, options) => {
    const suffix = org.accounts.usernameSuffix;
    const mapping = usersOf(org, objectClass);
    if (suffix === '' || !mapping) return search(org, objectClass, filter, options);
    const found = search(org, objectClass, filter && asked(filter, mapping, suffix), options);
    return mapEach(found, withOwnNames(org, objectClass));
  };

/** An object as {@link underOwnNames} shows it. */
export function withOwnNames(
  org: Org,
  objectClass: ObjectClass,
): (object: ConnectorObject) => ConnectorObject {
  const suffix = org.accounts.usernameSuffix;
  const mapping = usersOf(org, objectClass);
  return suffix === '' || !mapping ? (object) => object : (object) => shown(object, mapping, suffix);
}

const isUsername = (name: string, mapping: ObjectMapping): boolean =>
  mapping.fieldOf(name)?.field === 'Username';

/** Without the suffix, in whatever case it stands there. */
export const withoutSuffix = (username: string, suffix: string): string =>
  suffix !== '' && username.toLowerCase().endsWith(suffix.toLowerCase())
    ? username.slice(0, -suffix.length)
    : username;

function shown(object: ConnectorObject, mapping: ObjectMapping, suffix: string): ConnectorObject {
  const own = (item: Attribute): Attribute => {
    const { single } = item;
    return typeof single === 'string' && isUsername(item.name, mapping)
      ? attribute(item.name, withoutSuffix(single, suffix))
      : item;
  };
  return new ConnectorObject(object.objectClass, [...object.attributes].map(own));
}

/** Comparisons whose outcome depends on how a name ends. */
const TO_THE_END = new Set<Filter['kind']>(['equals', 'equalsIgnoreCase', 'containsAllValues', 'endsWith']);

/** The filter with names as Salesforce has them. */
function asked(filter: Filter, mapping: ObjectMapping, suffix: string): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filters[filter.kind](asked(filter.left, mapping, suffix), asked(filter.right, mapping, suffix));
    case 'not':
      return filters.not(asked(filter.filter, mapping, suffix));
    case 'present':
    case 'extendedMatch':
      return filter;
    default: {
      const { single, name } = filter.attribute;
      if (typeof single !== 'string' || !TO_THE_END.has(filter.kind) || !isUsername(name, mapping))
        return filter;
      const complete = filter.kind === 'endsWith' ? single + suffix : withSuffix(single, suffix);
      return complete === single ? filter : filters.or(filter, filters[filter.kind](name, complete));
    }
  }
}
