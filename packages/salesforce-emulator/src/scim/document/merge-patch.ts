import { resolvePath } from './attribute.js';
import type { Attribute, ResourceSchema } from './attribute.js';
import { mergeItems } from './merge-items.js';
import { holderOf, isDocument, itemsOf, readDocument } from './scim-document.js';
import type { ScimDocument } from './scim-document.js';

/**
 * PATCH of version 1: `meta.attributes` names what is to be emptied, then a part of a resource is laid over the whole.
 *
 * @param resource changed in place
 * @throws MalformedPayload
 */
export function mergePatch(schema: ResourceSchema, resource: ScimDocument, body: ScimDocument): void {
  const { meta } = body;
  const names = isDocument(meta) && Array.isArray(meta.attributes) ? meta.attributes : [];
  for (const name of names) {
    const path = resolvePath(schema, String(name));
    if (!path) continue;
    const holder = holderOf(resource, path);
    const held = holder[path.attribute.name];
    if (path.sub === null) delete holder[path.attribute.name];
    else for (const part of Array.isArray(held) ? itemsOf(held) : [held]) dropSub(part, path.sub);
  }
  const { meta: _, ...rest } = readDocument(schema, body);
  overlay(schema, resource, rest, 'merge');
}

function dropSub(part: unknown, sub: string): void {
  if (isDocument(part)) delete part[sub];
}

/** Lays the attributes of a part over a resource; items are merged into the present ones or take their place. */
export function overlay(
  schema: ResourceSchema,
  resource: ScimDocument,
  part: ScimDocument,
  mode: 'merge' | 'replace',
): void {
  const lay = (attributes: readonly Attribute[], target: ScimDocument, source: ScimDocument): void => {
    for (const attribute of attributes) {
      if (Object.hasOwn(source, attribute.name)) {
        target[attribute.name] = laid(attribute, target[attribute.name], source[attribute.name], mode);
      }
    }
  };
  lay(schema.attributes, resource, part);
  for (const { urn, attributes } of schema.extensions) {
    const source = part[urn];
    if (isDocument(source)) lay(attributes, holderOf(resource, { urn }), source);
  }
}

/** A new value of an attribute over the one it holds. */
export function laid(
  attribute: Attribute,
  held: unknown,
  value: unknown,
  mode: 'merge' | 'replace',
): unknown {
  if (attribute.multiValued && mode === 'merge') return mergeItems(attribute, itemsOf(held), itemsOf(value));
  if (!attribute.multiValued && isDocument(held) && isDocument(value)) return { ...held, ...value };
  return value;
}
