import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import type { Store } from '../store/store.js';
import type { Transaction } from '../store/journal.js';

/** The fields of User whose write makes it one to a setup object. */
const SETUP_FIELDS: Readonly<Record<string, readonly string[]>> = {
  User: ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'],
};

/** The object first written in each open transaction. */
const originals = new WeakMap<Transaction, ObjectSpec>();

/**
 * Setup objects and others are never written in one transaction.
 *
 * @throws ApiError MIXED_DML_OPERATION naming the object first written
 */
export function refuseMixedDml(spec: ObjectSpec, fields: readonly string[], store: Store): void {
  const transaction = store.openTransaction;
  const setupFields = SETUP_FIELDS[spec.name];
  if (!transaction || (setupFields && !fields.some((name) => setupFields.includes(name)))) return;
  const original = originals.get(transaction);
  if (!original) originals.set(transaction, spec);
  else if (original.isSetup !== spec.isSetup) throw rowErrors.mixedDml(spec.name, original.name);
}
