import type { FieldSpec } from '../describe/field-spec.js';
import { presentValue, readValue } from '../describe/field-value.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import type { RestValue, Row, StoredValue } from '../record/row.js';
import type { QueryScope } from './query-scope.js';
import type { PathRef } from './statement.js';

const MAX_HOPS = 5;

/** A step from a row to the row one of its references names. */
export interface Hop {
  readonly reference: FieldSpec;
  readonly target: ObjectSpec;
}

/** A field path held against the org: which field it is and how to reach it from a row. */
export interface BoundField {
  readonly field: FieldSpec;
  readonly hops: readonly Hop[];
  read(row: Row): StoredValue;
  present(row: Row): RestValue;
}

/**
 * Resolves `Profile.UserLicense.Name`, with or without the object's name or alias in front.
 *
 * @throws ApiError INVALID_FIELD for an unknown field or relationship
 */
export function bindField({ path, offset }: PathRef, scope: QueryScope): BoundField {
  const parts = path.split('.');
  if (parts.length > 1 && isOwnName(parts[0] ?? '', scope)) parts.shift();
  const name = parts.pop() ?? '';
  const hops: Hop[] = [];
  let object = scope.object;
  for (const relationship of parts) {
    const reference = object.referenceNamed(relationship);
    const target = reference?.to.map((to) => scope.catalog.named(to)).find((spec) => spec !== undefined);
    if (!reference || !target || hops.length === MAX_HOPS) {
      throw scope.query.invalidField(
        `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
        offset,
      );
    }
    hops.push({ reference, target });
    object = target;
  }
  const field = object.fieldNamed(name);
  if (!field) {
    throw scope.query.invalidField(
      `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
      offset,
    );
  }
  const { sources } = scope;
  return {
    field,
    hops,
    read: (row) => {
      const end = follow(row, hops, scope);
      return end ? readValue(end, field, sources) : null;
    },
    present: (row) => {
      const end = follow(row, hops, scope);
      return end ? presentValue(end, field, sources) : null;
    },
  };
}

/** The row at the end of the hops, or null when a reference on the way is empty. */
export function follow(row: Row, hops: readonly Hop[], scope: QueryScope): Row | null {
  let at: Row | undefined = row;
  for (const { reference, target } of hops) {
    const id: StoredValue = readValue(at, reference, scope.sources);
    at = typeof id === 'string' ? scope.store.table(target.name).get(id) : undefined;
    if (!at) return null;
  }
  return at;
}

function isOwnName(name: string, { object, alias }: QueryScope): boolean {
  const lower = name.toLowerCase();
  if (alias !== null && lower === alias.toLowerCase()) return true;
  return lower === object.name.toLowerCase() && !object.referenceNamed(name);
}
