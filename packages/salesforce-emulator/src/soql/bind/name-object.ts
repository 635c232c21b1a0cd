import { field } from '../../describe/field-spec.js';
import type { FieldSpec } from '../../describe/field-spec.js';
import { readValue } from '../../describe/field-value.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { object } from '../../describe/object-spec.js';
import type { Row, StoredValue } from '../../record/row.js';
import type { QueryTarget } from './query-scope.js';

/** What a path sees of a row that may be of several objects, whichever it is: `Owner.Name`, `Owner.Type`. */
export const NAME = object('Name', 'Name', '', '', [
  field('Id', 'id', 'FSG', 'ID'),
  field('Name', 'string(255)', 'FSG', 'Name', { nameField: true }),
  field('Type', 'string(40)', 'FSG', 'Type'),
  field('FirstName', 'string(40)', 'NFSG', 'First Name'),
  field('LastName', 'string(80)', 'NFSG', 'Last Name'),
  field('Alias', 'string(8)', 'NFSG', 'Alias'),
  field('Username', 'string(80)', 'NFSG', 'Username'),
  field('Email', 'email(128)', 'NFSG', 'Email'),
  field('Phone', 'phone(40)', 'NFSG', 'Phone'),
  field('Title', 'string(128)', 'NFSG', 'Title'),
  field('IsActive', 'boolean', 'NFSG', 'Active'),
  field('ProfileId', 'reference', 'NFSG', 'Profile ID', { to: ['Profile'], as: 'Profile' }),
  field('UserRoleId', 'reference', 'NFSG', 'Role ID', { to: ['UserRole'], as: 'UserRole' }),
]);

/** The object that a row is of, by the prefix of its id. */
export function objectOfRow(row: Row, { catalog }: QueryTarget): ObjectSpec | undefined {
  return catalog.withPrefix(row.Id.slice(0, 3));
}

/** Reads a field of {@link NAME} from a row of any object; null where that object has no such field. */
export function nameReader(named: FieldSpec, target: QueryTarget): (row: Row) => StoredValue {
  if (named.name === 'Type') return (row) => objectOfRow(row, target)?.name ?? null;
  return (row) => {
    const object = objectOfRow(row, target);
    const own = named.nameField
      ? object?.fields.find(({ nameField }) => nameField)
      : object?.fieldNamed(named.name);
    return own ? readValue(row, own, target.sources) : null;
  };
}
