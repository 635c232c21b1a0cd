import { requestErrors } from '../../errors/request-errors.js';
import { objectOf, ok } from '../rest-call.js';
import type { RestAnswer, RestCall } from '../rest-call.js';
import { presentRow, selectedFields } from '../row-answer.js';

const MAX_BY_GET = 800;
const MAX_BY_POST = 2_000;

/** Rows by id in the order asked for, with null for each that is missing. */
export function retrieveByGet(call: RestCall): RestAnswer {
  const list = (name: string): readonly string[] =>
    (call.query[name] ?? '').split(',').filter((item) => item !== '');
  return retrieve(call, list('ids'), list('fields'), MAX_BY_GET);
}

/** The same for more ids than a URL holds. */
export function retrieveByPost(call: RestCall): RestAnswer {
  const { values } = call.body();
  const list = (name: string): readonly string[] => {
    const items = values[name];
    return Array.isArray(items) ? items.map(String) : [];
  };
  return retrieve(call, list('ids'), list('fields'), MAX_BY_POST);
}

function retrieve(
  call: RestCall,
  ids: readonly string[],
  names: readonly string[],
  maxIds: number,
): RestAnswer {
  const spec = objectOf(call);
  if (ids.length === 0) throw requestErrors.missingParameter('ids');
  if (names.length === 0) throw requestErrors.missingParameter('fields');
  if (ids.length > maxIds) throw requestErrors.tooManyRecords(maxIds);
  const fields = selectedFields(spec, names);
  const table = call.org.store.table(spec.name);
  return ok(
    ids.map((id) => {
      const row = table.get(id.trim());
      return row ? presentRow(call, spec, row, fields) : null;
    }),
  );
}
