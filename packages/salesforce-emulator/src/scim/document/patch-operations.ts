import { compileFilter, itemBinder } from '../filter/compile-filter.js';
import type { Filter } from '../filter/filter.js';
import { MalformedPayload, scimErrors } from '../scim-error.js';
import type { ResourceSchema } from './attribute.js';
import { mergeItems, withoutItems } from './merge-items.js';
import { laid, overlay } from './merge-patch.js';
import { readPatchPath } from './patch-path.js';
import type { PatchPath } from './patch-path.js';
import { holderOf, isDocument, itemsOf, readDocument, readValue } from './scim-document.js';
import type { ScimDocument } from './scim-document.js';

interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string | null;
  readonly value: unknown;
}

/**
 * PATCH of version 2: a list of operations.
 *
 * @param resource changed in place
 * @throws MalformedPayload, ScimError for a path that names nothing
 */
export function applyOperations(schema: ResourceSchema, resource: ScimDocument, body: ScimDocument): void {
  const key = Object.keys(body).find((name) => name.toLowerCase() === 'operations');
  const list = key === undefined ? undefined : body[key];
  if (!Array.isArray(list) || list.length === 0) throw new MalformedPayload('Operations');
  for (const operation of list.map(readOperation)) {
    if (operation.path !== null) {
      applyAt(readPatchPath(schema, operation.path), resource, operation, operation.path);
      continue;
    }
    if (operation.op === 'remove' || !isDocument(operation.value)) throw new MalformedPayload('value');
    const mode = operation.op === 'add' ? 'merge' : 'replace';
    overlay(schema, resource, readDocument(schema, operation.value), mode);
  }
}

function readOperation(value: unknown): Operation {
  if (!isDocument(value)) throw new MalformedPayload('operation');
  const member = (name: string): unknown =>
    Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
  const op = String(member('op')).toLowerCase();
  if (op !== 'add' && op !== 'replace' && op !== 'remove') throw new MalformedPayload('op');
  const path = member('path') ?? null;
  if (path !== null && typeof path !== 'string') throw new MalformedPayload('path');
  return { op, path: path === '' ? null : path, value: member('value') ?? null };
}

function applyAt(path: PatchPath, resource: ScimDocument, { op, value }: Operation, text: string): void {
  const { attribute, sub } = path;
  const holder = holderOf(resource, path);
  const { name } = attribute;
  if (attribute.multiValued && (path.filter || sub !== null)) {
    holder[name] = changeItems(path, itemsOf(holder[name]), op === 'remove' ? undefined : value, text);
  } else if (sub !== null) {
    const held = holder[name];
    holder[name] = { ...(isDocument(held) && held), [sub]: op === 'remove' ? null : value };
  } else {
    const given = readValue(attribute, unwrapped(name, value));
    if (op !== 'remove')
      holder[name] = laid(attribute, holder[name], given, op === 'add' ? 'merge' : 'replace');
    else if (!attribute.multiValued || given === null) delete holder[name];
    else holder[name] = withoutItems(attribute, itemsOf(holder[name]), itemsOf(given));
  }
}

/** The documented form repeats the attribute that the path names: `{"members":[…]}`. */
function unwrapped(name: string, value: unknown): unknown {
  if (!isDocument(value)) return value;
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? value : value[key];
}

/** @param value undefined removes */
function changeItems(
  { attribute, filter, sub }: PatchPath,
  held: readonly ScimDocument[],
  value: unknown,
  text: string,
): ScimDocument[] {
  const matches = filter ? compileFilter(filter, itemBinder(attribute), text) : () => true;
  if (value === undefined) {
    if (sub === null) return held.filter((item) => !matches(item));
    return held.map((item) => (matches(item) ? { ...item, [sub]: null } : item));
  }
  const change = sub === null ? itemsOf(readValue(attribute, value))[0] : { [sub]: value };
  if (!change) throw new MalformedPayload(text);
  if (held.some(matches)) return held.map((item) => (matches(item) ? { ...item, ...change } : item));
  // Nothing there yet: the item that the filter describes is made, as common clients expect.
  const made = filter ? described(filter) : { type: attribute.itemTypes[0] };
  if (!made) throw scimErrors.noTarget(text);
  return mergeItems(attribute, held, [{ ...made, ...change }]);
}

function described(filter: Filter): ScimDocument | null {
  return filter.kind === 'compare' && filter.operator === 'eq' ? { [filter.path]: filter.value } : null;
}
