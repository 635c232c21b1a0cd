import { foldCase } from '../values/case-insensitive.js';
import type { Filter } from './filter.js';

/** The attributes that a filter looks at, each once, as it is spelled first. */
export function attributeNames(filter: Filter): string[] {
  const spelling = new Map<string, string>();
  for (const name of namesIn(filter)) {
    if (!spelling.has(foldCase(name))) spelling.set(foldCase(name), name);
  }
  return [...spelling.values()];
}

function* namesIn(filter: Filter): Generator<string, void, void> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      yield* namesIn(filter.left);
      yield* namesIn(filter.right);
      break;
    case 'not':
      yield* namesIn(filter.filter);
      break;
    case 'present':
      yield filter.name;
      break;
    default:
      yield filter.attribute.name;
  }
}
