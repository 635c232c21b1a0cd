import type { RestValue, Row } from '../record/row.js';
import { bindField, follow } from './bind-field.js';
import type { BoundField, Hop } from './bind-field.js';
import type { QueryScope } from './query-scope.js';
import type { PathRef, Statement } from './statement.js';

const MAX_FIELDS_LIMIT = 200;

/** A record as a page shows it: attributes, then the fields as selected. */
export interface RestRecord {
  readonly attributes: { readonly type: string; readonly url?: string };
  readonly [field: string]: unknown;
}

/** What a SELECT list makes of a row. */
export interface Projection {
  readonly columnCount: number;
  /** @param basePath `/services/data/vXX.0` of the request */
  render(row: Row, basePath: string): RestRecord;
}

/** Columns of one row of the result, and below them those of the rows it refers to. */
interface Level {
  readonly hops: readonly Hop[];
  readonly columns: Map<string, BoundField | Level>;
}

/** @throws ApiError for unknown or repeated fields and for FIELDS() without its limit */
export function projectFields(statement: Statement, scope: QueryScope): Projection {
  const root: Level = { hops: [], columns: new Map() };
  const refs = statement.select.flatMap((item): PathRef[] => {
    if (item.kind === 'aggregate') {
      throw scope.query.malformed('unexpected aggregate expression', item.offset);
    }
    return item.kind === 'fields' ? expandFields(item.group, item.offset, statement, scope) : [item];
  });
  for (const ref of refs) addColumn(root, bindField(ref, scope), ref, scope);
  return {
    columnCount: refs.length,
    render: (row, basePath) => renderLevel(root, row, row, scope.object.name, scope, basePath),
  };
}

/** All fields here are standard ones, so ALL and STANDARD differ only in the limit that ALL demands. */
function expandFields(group: string, offset: number, statement: Statement, scope: QueryScope): PathRef[] {
  if (group !== 'STANDARD' && (statement.limit ?? Infinity) > MAX_FIELDS_LIMIT) {
    throw scope.query.malformed(
      `The SOQL FIELDS function must have a LIMIT of at most ${MAX_FIELDS_LIMIT}`,
      offset,
    );
  }
  if (group === 'CUSTOM') {
    throw scope.query.malformed(`no custom fields on entity '${scope.object.name}'`, offset);
  }
  return scope.object.fields.map(({ name }) => ({ path: name, offset }));
}

function addColumn(root: Level, bound: BoundField, ref: PathRef, { query }: QueryScope): void {
  let level = root;
  for (const [depth, hop] of bound.hops.entries()) {
    const name = hop.reference.as ?? hop.reference.name;
    let below = level.columns.get(name);
    if (!below || 'field' in below) {
      below = { hops: bound.hops.slice(0, depth + 1), columns: new Map() };
      level.columns.set(name, below);
    }
    level = below;
  }
  if (level.columns.has(bound.field.name)) {
    throw query.malformed(`duplicate field selected: ${bound.field.name}`, ref.offset);
  }
  level.columns.set(bound.field.name, bound);
}

function renderLevel(
  level: Level,
  start: Row,
  row: Row,
  type: string,
  scope: QueryScope,
  basePath: string,
): RestRecord {
  const record: Record<string, RestValue | RestRecord> = {};
  for (const [name, column] of level.columns) {
    if ('field' in column) {
      record[name] = column.present(start);
      continue;
    }
    const related = follow(start, column.hops, scope);
    const target = column.hops.at(-1)?.target.name ?? type;
    record[name] = related && renderLevel(column, start, related, target, scope, basePath);
  }
  return { attributes: { type, url: `${basePath}/sobjects/${type}/${row.Id}` }, ...record };
}
