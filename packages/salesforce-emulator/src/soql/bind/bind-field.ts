import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import type { RestValue, Row } from '../../record/row.js';
import type { PathRef } from '../parse/statement.js';
import type { Bound } from './bound.js';
import { fieldPresenter, fieldReader } from './field-reader.js';
import { NAME } from './name-object.js';
import type { QueryScope } from './query-scope.js';

const MAX_HOPS = 5;

/** A step from a row to the row one of its references names. */
export interface Hop {
  readonly reference: FieldSpec;
  /** {@link NAME} where the reference may name rows of several objects. */
  readonly target: ObjectSpec;
  step(row: Row): Row | undefined;
}

/** A field path held against the org: which field of which object it is and how to reach it from a row. */
export interface BoundField extends Bound<Row> {
  readonly hops: readonly Hop[];
  readonly object: ObjectSpec;
  /** The value of the row at the end of the hops. */
  presentEnd(end: Row): RestValue;
}

/**
 * Resolves `Profile.UserLicense.Name`, with or without the object's name or alias in front.
 *
 * @throws ApiError INVALID_FIELD for an unknown field or relationship
 */
export function bindField({ path, offset }: PathRef, scope: QueryScope): BoundField {
  const parts = ownParts(path, scope);
  const name = parts.pop() ?? '';
  const hops = followHops(parts, offset, scope);
  const object = hops.at(-1)?.target ?? scope.object;
  const field = object.fieldNamed(name);
  if (!field) {
    throw scope.query.invalidField(
      `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
      offset,
    );
  }
  const text = [...hops.map(({ reference }) => reference.as), field.name].join('.');
  const readEnd = fieldReader(object, field, scope);
  const presentEnd = fieldPresenter(object, field, scope);
  if (hops.length === 0) {
    return { field, text, hops, object, presentEnd, read: readEnd, present: presentEnd };
  }
  const endOf = (row: Row): Row | undefined => {
    let at: Row | undefined = row;
    for (const hop of hops) at = at && hop.step(at);
    return at;
  };
  return {
    field,
    text,
    hops,
    object,
    presentEnd,
    read: (row) => {
      const end = endOf(row);
      return end ? readEnd(end) : null;
    },
    present: (row) => {
      const end = endOf(row);
      return end ? presentEnd(end) : null;
    },
  };
}

/** The step of a relationship of the object itself, as TYPEOF names it. @throws ApiError INVALID_FIELD */
export function bindRelationship({ path, offset }: PathRef, scope: QueryScope): Hop {
  const [hop, ...more] = followHops(ownParts(path, scope), offset, scope);
  if (!hop || more.length > 0) throw scope.query.malformed(`${path} is not a relationship`, offset);
  return hop;
}

function followHops(relationships: readonly string[], offset: number, scope: QueryScope): Hop[] {
  const hops: Hop[] = [];
  let object = scope.object;
  for (const relationship of relationships) {
    const hop = hops.length < MAX_HOPS ? hopFrom(object, relationship, scope) : undefined;
    if (!hop) {
      throw scope.query.invalidField(
        `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
        offset,
      );
    }
    hops.push(hop);
    object = hop.target;
  }
  return hops;
}

function hopFrom(object: ObjectSpec, relationship: string, scope: QueryScope): Hop | undefined {
  const { catalog, store } = scope;
  const reference = object.referenceNamed(relationship);
  if (!reference) return undefined;
  const read = fieldReader(object, reference, scope);
  const [only, ...others] = reference.to;
  if (others.length > 0) {
    return {
      reference,
      target: NAME,
      step: (row) => {
        const id = read(row);
        return typeof id === 'string' ? store.findById(id) : undefined;
      },
    };
  }
  const target = catalog.named(only ?? '');
  if (!target) return undefined;
  const table = store.table(target.name);
  const step = (row: Row): Row | undefined => {
    const id = read(row);
    return typeof id === 'string' ? table.get(id) : undefined;
  };
  return { reference, target, step };
}

/** The parts of a path below the object that is read: without its name or alias, other aliases written out. */
function ownParts(path: string, { object, aliases }: QueryScope): string[] {
  let parts = path.split('.');
  // An alias may stand for a path that begins with another one, never with itself.
  for (let replaced = 0; replaced <= aliases.size; replaced++) {
    const meaning = parts.length > 1 ? aliases.get((parts[0] ?? '').toLowerCase()) : undefined;
    if (meaning === undefined) break;
    parts = [...(meaning === '' ? [] : meaning.split('.')), ...parts.slice(1)];
  }
  const first = parts[0] ?? '';
  const isOwnName = first.toLowerCase() === object.name.toLowerCase() && !object.referenceNamed(first);
  return parts.length > 1 && isOwnName ? parts.slice(1) : parts;
}
