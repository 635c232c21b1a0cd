import type { Filter } from './filter.js';

/** The attributes that a filter looks at, as they are spelled in it; a name may come more than once. */
export function attributeNames(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...attributeNames(filter.left), ...attributeNames(filter.right)];
    case 'not':
      return attributeNames(filter.filter);
    case 'present':
      return [filter.name];
    default:
      return [filter.attribute.name];
  }
}
