import type { Json } from './json.js';

/** What an answer is made of: keys and types, lists by the shapes that occur in them. */
export function shapeOf(value: Json): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort();
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, shapeOf(value[name])]));
}
