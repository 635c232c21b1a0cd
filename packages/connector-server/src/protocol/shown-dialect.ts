import { OPERATIONS, type OperationRow } from '@icf-ts/framework';
import { ROW_NAMES, rowByName } from './rows/registry.js';
import { isField, isScalar, type Dialect, type Row } from './rows/row.js';

/** Operations that only the fork has; it names them in its hello where a connector has them. */
const FORK_OPERATIONS = ['BatchApiOp', 'ConnectorEventSubscriptionApiOp', 'SyncEventSubscriptionApiOp'];

/** A type whose fields tell the dialects apart: ConnId always writes one into it that the fork does not have. */
const TELLING_TYPE = 'ObjectPoolConfiguration';

/** Names of types, fields and operations that only one dialect has. */
const ONLY = new Map<string, Dialect>();
for (const row of ROW_NAMES.map((name) => rowByName(name)!)) {
  if (row.only) ONLY.set(row.name, row.only);
  for (const { name, only } of fieldsOf(row)) if (only) ONLY.set(name, only);
}
for (const { api, connIdOnly } of Object.values<OperationRow>(OPERATIONS))
  if (api !== null && connIdOnly) ONLY.set(api, 'connid');
for (const api of FORK_OPERATIONS) ONLY.set(api, 'openicf');

/**
 * The dialect that a peer's stream shows by the names it uses: in a server's hello, or in a client's facade key, the
 * configuration of a connector. Undefined where nothing tells, as in a hello without connectors.
 */
export function shownDialect(names: Iterable<string>): Dialect | undefined {
  let shown: Dialect | undefined;
  for (const name of names) {
    const only = ONLY.get(name) ?? (name === TELLING_TYPE ? 'openicf' : undefined);
    if (only === 'connid') return only;
    shown ??= only;
  }
  return shown;
}

function fieldsOf(row: Row): { readonly name: string; readonly only?: Dialect }[] {
  return isScalar(row) ? [] : row.parts.filter(isField);
}
