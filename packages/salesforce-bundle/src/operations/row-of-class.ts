import type { ConnectorException, Uid } from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import { queryAll } from '../session/query/query-all.js';
import { queryPath, type SalesforceRecord } from '../session/query/query-page.js';
import type { Session } from '../session/session.js';
import { LOOK, LOOKED_UP, inPlaceOf, type WriteStep } from '../session/write-steps.js';
import { quote } from '../soql/escape.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { rowPath } from './operation-context.js';

/** The statement that finds a row if it is of the class. */
export const rowStatement = ({ sobject, where }: ObjectMapping, uid: string, fields = 'Id'): string =>
  `SELECT ${fields} FROM ${sobject} WHERE Id = ${quote(uid)}${where === undefined ? '' : ` AND (${where})`}`;

/**
 * Steps that write a row of the class. Where a condition tells which rows are of the class, the row is looked for first,
 * in the same API call, and every step goes by what was found: a row of another class stays untouched.
 */
export function onRowOfClass(
  mapping: ObjectMapping,
  uid: Uid,
  { action }: CallContext,
  steps: readonly WriteStep[],
): readonly WriteStep[] {
  if (mapping.where === undefined || steps.length === 0) return steps;
  const look: WriteStep = {
    action,
    request: { method: 'GET', path: queryPath(rowStatement(mapping, uid.value)) },
    ref: LOOK,
    mustFind: () => notOfClass(mapping, uid),
  };
  return [look, ...steps.map((step) => inPlaceOf(step, uid.value, LOOKED_UP))];
}

/** Some fields of a row of the class. One API call. @throws UnknownUidException */
export async function readRow(
  session: Session,
  mapping: ObjectMapping,
  uid: Uid,
  fields: readonly string[],
  context: CallContext,
): Promise<SalesforceRecord> {
  const path = `${rowPath(mapping, uid)}?fields=${fields.join(',')}`;
  if (mapping.where === undefined) return session.request<SalesforceRecord>({ method: 'GET', path }, context);
  const columns = [...new Set(['Id', ...fields])].join(', ');
  const [row] = await queryAll(session, rowStatement(mapping, uid.value, columns), context);
  if (!row) throw notOfClass(mapping, uid);
  return row;
}

const notOfClass = ({ objectClass }: ObjectMapping, uid: Uid): ConnectorException =>
  worded('UnknownUidException', text('fault.noOwner', objectClass, uid.value), { uid });
