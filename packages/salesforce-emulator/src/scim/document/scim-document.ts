import { MalformedPayload } from '../scim-error.js';
import { knownName, resolvePath } from './attribute.js';
import type { Attribute, AttributePath, ResourceSchema } from './attribute.js';

/** A resource, or a part of one, as JSON. */
export type ScimDocument = Record<string, unknown>;

export function isDocument(value: unknown): value is ScimDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of a multi-valued attribute; none where it is missing. */
export function itemsOf(value: unknown): readonly ScimDocument[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

/** The part of a document that holds the attribute of a path: the document itself, or an extension, made if need be. */
export function holderOf(document: ScimDocument, { urn }: Pick<AttributePath, 'urn'>): ScimDocument {
  if (urn === null) return document;
  const held = document[urn];
  return isDocument(held) ? held : (document[urn] = {});
}

/**
 * What a client sent, under the schema's own names and in its own forms: names compare without regard to case,
 * attributes of extensions may stand beside those of the core, `name.familyName` may be a key, a single item needs no
 * array and an item that is just its value no object. What the schema does not know is left out.
 *
 * @throws MalformedPayload
 */
export function readDocument(schema: ResourceSchema, body: ScimDocument): ScimDocument {
  const document: ScimDocument = {};
  for (const [key, value] of Object.entries(body)) {
    const urns = schema.extensions.map(({ urn }) => urn);
    const urn = knownName(urns, key);
    if (urn !== undefined) {
      if (!isDocument(value)) throw new MalformedPayload(key);
      for (const [name, inner] of Object.entries(value)) put(schema, document, `${urn}:${name}`, inner);
    } else put(schema, document, key, value);
  }
  return document;
}

function put(schema: ResourceSchema, document: ScimDocument, key: string, value: unknown): void {
  const path = resolvePath(schema, key);
  if (!path) return;
  const holder = holderOf(document, path);
  const { attribute, sub } = path;
  if (sub === null) holder[attribute.name] = readValue(attribute, value);
  else if (!attribute.multiValued) {
    const held = holder[attribute.name];
    holder[attribute.name] = { ...(isDocument(held) && held), [sub]: value };
  }
}

/** A value in the form that the attribute has. @throws MalformedPayload */
export function readValue(attribute: Attribute, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (attribute.multiValued) {
    return (Array.isArray(value) ? value : [value]).map((item) => readItem(attribute, item));
  }
  if (attribute.type !== 'complex') {
    if (typeof value === 'object') throw new MalformedPayload(attribute.name);
    return value;
  }
  // A reference such as `manager` may be given as its bare value.
  if (typeof value !== 'object') return { [attribute.subAttributes[0] ?? 'value']: value };
  return readItem(attribute, value);
}

function readItem(attribute: Attribute, item: unknown): ScimDocument {
  if (typeof item === 'string') return { value: item };
  if (!isDocument(item)) throw new MalformedPayload(attribute.name);
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [knownName(attribute.subAttributes, key) ?? key, value]),
  );
}
