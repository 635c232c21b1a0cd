import type { QueryScope } from './bind/query-scope.js';
import type { PathRef, Statement } from './parse/statement.js';

const MAX_LIMIT = 200;

/**
 * The fields that FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM) stands for.
 *
 * @throws ApiError MALFORMED_QUERY: all but STANDARD demand a LIMIT, for custom fields are many
 */
export function expandFields(
  group: string,
  offset: number,
  statement: Statement,
  scope: QueryScope,
): readonly PathRef[] {
  if (group !== 'STANDARD' && (statement.limit ?? Infinity) > MAX_LIMIT) {
    throw scope.query.malformed(`The SOQL FIELDS function must have a LIMIT of at most ${MAX_LIMIT}`, offset);
  }
  const fields = scope.object.fields.filter(
    ({ custom }) => group === 'ALL' || custom === (group === 'CUSTOM'),
  );
  if (fields.length === 0) {
    throw scope.query.malformed(`no custom fields on entity '${scope.object.name}'`, offset);
  }
  return fields.map(({ name }) => ({ path: name, offset }));
}
