import { parseFilter } from '../filter/parse-filter.js';
import type { Filter } from '../filter/filter.js';
import { scimErrors } from '../scim-error.js';
import { knownName, resolvePath } from './attribute.js';
import type { AttributePath, ResourceSchema } from './attribute.js';

/** What an operation is about: an attribute, some of its items, or a sub-attribute of either. */
export interface PatchPath extends AttributePath {
  readonly filter: Filter | null;
}

/** Reads `active`, `name.familyName` or `emails[type eq "work"].value`. @throws ScimError */
export function readPatchPath(schema: ResourceSchema, text: string): PatchPath {
  const match = /^([^[\]]+)(?:\[(.*)\](?:\.(\w+|\$ref))?)?$/s.exec(text.trim());
  const path = match?.[1] === undefined ? undefined : resolvePath(schema, match[1]);
  if (!match || !path) throw scimErrors.invalidPath(text);
  const [, , condition, subName] = match;
  if (condition === undefined) return { ...path, filter: null };
  const sub = subName === undefined ? null : knownName(path.attribute.subAttributes, subName);
  if (!path.attribute.multiValued || path.sub !== null || sub === undefined)
    throw scimErrors.invalidPath(text);
  return { ...path, sub, filter: parseFilter(condition) };
}
