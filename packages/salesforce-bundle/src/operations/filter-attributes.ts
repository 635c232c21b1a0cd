import type { Filter } from '@icf-ts/framework/spi';

/** The names of the attributes that a filter looks at. */
export function attributesIn(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...attributesIn(filter.left), ...attributesIn(filter.right)];
    case 'not':
      return attributesIn(filter.filter);
    case 'present':
      return [filter.name];
    default:
      return [filter.attribute.name];
  }
}
