import { createHash } from 'node:crypto';
import { formatDatetime } from '../record/datetime.js';
import type { Row } from '../record/row.js';
import type { ResourceSchema } from './document/attribute.js';
import type { ScimDocument } from './document/scim-document.js';
import { locationOf } from './scim-call.js';
import type { ScimView } from './scim-call.js';

/** One kind of resource, and the rows that it shows. */
export interface ResourceType {
  readonly name: string;
  /** Its path below `/services/scim/vN`. */
  readonly endpoint: string;
  schema(view: ScimView): ResourceSchema;
  /** The rows in the order of their ids. */
  rows(view: ScimView): Iterable<Row>;
  find(view: ScimView, id: string): Row | undefined;
  /** The value of an attribute of the core, or a whole extension by its name; undefined where there is none. */
  present(row: Row, name: string, view: ScimView): unknown;
  /** Attributes by which rows are found without a look at all of them: path to indexed field. */
  readonly indexed: Readonly<Record<string, string>>;
  /** Extensions that the resource names among its schemas even where it holds nothing of them. */
  constantSchemas(view: ScimView): readonly string[];
}

/** SCIM writes times to the second. */
const time = (seconds: Row[string]): string | undefined =>
  typeof seconds === 'number' ? formatDatetime(seconds).replace('.000+0000', 'Z') : undefined;

/** What is known of a resource's making, without its version, which needs all of the resource. */
export function presentMeta(row: Row, { name, endpoint }: ResourceType, view: ScimView): ScimDocument {
  return {
    created: time(row.CreatedDate ?? row.SystemModstamp),
    lastModified: time(row.LastModifiedDate ?? row.SystemModstamp),
    location: locationOf(view, endpoint, row.Id),
    ...(view.dialect.version === 2 && { resourceType: name }),
  };
}

/** The value under a top-level name of a resource, `id` and `meta` included. */
export function presentTop(row: Row, name: string, type: ResourceType, view: ScimView): unknown {
  if (name === 'id') return row.Id;
  return name === 'meta' ? presentMeta(row, type, view) : type.present(row, name, view);
}

/**
 * The resource that shows a row.
 *
 * @param only names of top-level attributes, in lower case, where not all are wanted
 */
export function presentResource(
  row: Row,
  type: ResourceType,
  view: ScimView,
  only?: ReadonlySet<string>,
): ScimDocument {
  const schema = type.schema(view);
  const resource: ScimDocument = { schemas: [], id: row.Id };
  const schemas = new Set([schema.urn, ...type.constantSchemas(view)]);
  const names = [...schema.attributes, ...schema.extensions.map(({ urn }) => ({ name: urn }))];
  for (const { name } of names) {
    if (name === 'id' || name === 'meta') continue;
    const value = type.present(row, name, view);
    if (value === undefined || value === null) continue;
    resource[name] = value;
    if (schema.extensions.some(({ urn }) => urn === name)) schemas.add(name);
  }
  resource.schemas = [...schemas];
  const version = createHash('sha1').update(JSON.stringify(resource)).digest('hex');
  resource.meta = { ...presentMeta(row, type, view), version };
  if (!only) return resource;
  const kept = Object.entries(resource).filter(
    ([name]) => ['schemas', 'id'].includes(name) || only.has(name.toLowerCase()),
  );
  return Object.fromEntries(kept);
}
