import type { Attribute } from './attribute.js';
import type { ScimDocument } from './scim-document.js';

/** What tells the items of an attribute apart: their type where there is one of each, else their value. */
export function itemKey({ itemTypes }: Attribute, item: ScimDocument): string {
  return String(itemTypes.length > 0 ? (item.type ?? itemTypes[0]) : item.value);
}

/** The items with others added: one with the same key is merged into it, and taken away where `operation` says delete. */
export function mergeItems(
  attribute: Attribute,
  held: readonly ScimDocument[],
  added: readonly ScimDocument[],
): ScimDocument[] {
  const merged = new Map(held.map((item) => [itemKey(attribute, item), item]));
  for (const { operation, ...item } of added) {
    const key = itemKey(attribute, item);
    if (typeof operation === 'string' && operation.toLowerCase() === 'delete') merged.delete(key);
    else merged.set(key, { ...merged.get(key), ...item });
  }
  return [...merged.values()];
}

/** The items without those of the same keys. */
export function withoutItems(
  attribute: Attribute,
  held: readonly ScimDocument[],
  removed: readonly ScimDocument[],
): ScimDocument[] {
  const keys = new Set(removed.map((item) => itemKey(attribute, item)));
  return held.filter((item) => !keys.has(itemKey(attribute, item)));
}
