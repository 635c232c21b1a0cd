import type { Row } from '../record/row.js';
import { ok } from '../rest/rest-call.js';
import type { RestAnswer } from '../rest/rest-call.js';
import { resolvePath } from './document/attribute.js';
import { isDocument, itemsOf } from './document/scim-document.js';
import { compileFilter } from './filter/compile-filter.js';
import type { Binder } from './filter/compile-filter.js';
import { indexedRows } from './filter/indexed-rows.js';
import { parseFilter } from './filter/parse-filter.js';
import { presentResource, presentTop } from './resource-type.js';
import type { ResourceType } from './resource-type.js';
import type { ScimCall } from './scim-call.js';
import { scimErrors } from './scim-error.js';

/** The largest page, and the page where no `count` is given. */
export const MAX_COUNT = 200;

/** Rows that a page may skip: with the last page, 2,200 can be reached. */
const MAX_OFFSET = 2_000;

/** The row that the path names. @throws ScimError 404 */
export function rowOf(type: ResourceType, call: ScimCall): Row {
  const row = type.find(call, call.id);
  if (!row) throw scimErrors.noResource(call.id);
  return row;
}

export function getOne(type: ResourceType, call: ScimCall): RestAnswer {
  return ok(presentResource(rowOf(type, call), type, call, wantedNames(call)));
}

/** One page of all resources, or of those that `filter` selects. */
export function listAll(type: ResourceType, call: ScimCall): RestAnswer {
  const { count, startIndex, filter } = call.query;
  const size = Math.min(MAX_COUNT, Math.max(0, wholeNumber(count) ?? MAX_COUNT));
  const start = Math.max(1, wholeNumber(startIndex) ?? 1);
  const isBeyond = start - 1 > MAX_OFFSET;
  if (isBeyond && call.org.settings.scimPagingCeiling === 'error') throw scimErrors.beyondPaging(MAX_OFFSET);
  const rows = [...(filter === undefined ? type.rows(call) : select(type, call, filter))];
  const page = isBeyond ? [] : rows.slice(start - 1, start - 1 + size);
  const only = wantedNames(call);
  return ok({
    schemas: [call.dialect.listSchema],
    totalResults: rows.length,
    startIndex: start,
    itemsPerPage: page.length,
    Resources: page.map((row) => presentResource(row, type, call, only)),
  });
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

/** `attributes=userName,emails.value` names what to show, by the top-level attribute. */
function wantedNames({ query }: ScimCall): ReadonlySet<string> | undefined {
  const names = query.attributes?.split(',').map((name) => name.trim().toLowerCase());
  if (!names || names.join('') === '') return undefined;
  return new Set(names.flatMap((name) => [name, /^urn:/.test(name) ? name : (name.split('.')[0] ?? '')]));
}

function select(type: ResourceType, call: ScimCall, text: string): readonly Row[] {
  const filter = parseFilter(text);
  const selects = compileFilter(filter, rowBinder(type, call), text);
  const schema = type.schema(call);
  const near = indexedRows(filter, (path, value) => {
    const found = resolvePath(schema, path);
    const name = found && [found.attribute.name, found.sub].filter((part) => part !== null).join('.');
    const field = name === undefined ? undefined : type.indexed[name];
    return field === undefined ? undefined : call.org.store.table(type.name).findBy(field, value);
  });
  const shown = near?.filter(({ Id: id }) => type.find(call, id) !== undefined);
  const sorted = shown?.sort((a, b) => (a.Id < b.Id ? -1 : 1));
  return [...(sorted ?? type.rows(call))].filter(selects);
}

/** Names in a filter stand for parts of the resource that shows a row; only those parts are made. */
function rowBinder(type: ResourceType, call: ScimCall): Binder<Row> {
  const schema = type.schema(call);
  return {
    values: (text) => {
      const path = resolvePath(schema, text);
      if (!path) return undefined;
      const { urn, attribute, sub } = path;
      return (row) => {
        const top = presentTop(row, urn ?? attribute.name, type, call);
        const value = urn === null ? top : isDocument(top) ? top[attribute.name] : undefined;
        if (attribute.multiValued) return itemsOf(value).map((item) => item[sub ?? 'value']);
        if (!isDocument(value)) return [value];
        return [value[sub ?? attribute.subAttributes[0] ?? 'value']];
      };
    },
    items: (text) => {
      const path = resolvePath(schema, text);
      if (path?.attribute.multiValued !== true || path.sub !== null) return undefined;
      const { attribute } = path;
      return { of: attribute, read: (row) => itemsOf(presentTop(row, attribute.name, type, call)) };
    },
  };
}
