import type { Catalog } from '../describe/catalog.js';
import type { FieldSpec } from '../describe/field-spec.js';
import { isDecimal, isPicklist, isText } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import { canonicalId } from '../record/record-id.js';
import type { FieldValues, Row } from '../record/row.js';
import type { Store } from '../store/store.js';

const EMAIL = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+\.[^\s@.,;:<>()[\]"\\]+$/;

/** True for text in the form of a mail address, which user names must have too. */
export function isEmailForm(text: string): boolean {
  return EMAIL.test(text);
}

/** @throws ApiError REQUIRED_FIELD_MISSING naming all of them at once, in describe order */
export function requireFields(spec: ObjectSpec, values: FieldValues): void {
  const missing = spec.fields.filter(
    (field) => field.requiredOnCreate && (values[field.name] ?? null) === null,
  );
  if (missing.length > 0) throw rowErrors.requiredMissing(missing.map(({ name }) => name));
}

/** What a check may need to know of the org. */
interface CheckContext {
  readonly catalog: Catalog;
  readonly store: Store;
}

/**
 * Holds each value against its field's describe: length, mail form, picklist, reference. References are brought to
 * 18 characters in place.
 *
 * @throws ApiError for the first value that does not fit
 */
export function checkFields(spec: ObjectSpec, values: FieldValues, context: CheckContext): void {
  for (const [name, value] of Object.entries(values)) {
    const field = spec.fieldNamed(name);
    if (!field) throw new TypeError(`${spec.name} has no field ${name}`);
    if (value === null) refuseNull(field);
    else if (field.type === 'reference') values[name] = checkReference(field, String(value), context);
    else if (typeof value === 'string' && (isText(field.type) || isPicklist(field.type)))
      checkText(field, value);
    else if (typeof value === 'number' && isDecimal(field.type)) checkRange(field, value);
  }
}

function refuseNull(field: FieldSpec): void {
  if (field.nillable) return;
  if (field.restricted) throw rowErrors.restrictedPicklist(field.label, field.name, 'null');
  throw rowErrors.requiredMissing([field.name]);
}

function checkText(field: FieldSpec, value: string): void {
  const { label, name, length, restricted } = field;
  if (restricted) {
    const entries = field.picklist?.().map((entry) => entry.value);
    const given = field.type === 'multipicklist' ? value.split(';') : [value];
    const other = given.find((each) => entries?.includes(each) === false);
    if (other !== undefined) throw rowErrors.restrictedPicklist(label, name, other);
  } else if (length > 0 && value.length > length) {
    throw rowErrors.tooLong(label, name, value, length);
  }
  if (field.type === 'email' && !isEmailForm(value)) throw rowErrors.invalidEmail(label, name, value);
}

function checkRange(field: FieldSpec, value: number): void {
  if (Math.abs(value) < 10 ** (field.precision - field.scale)) return;
  throw rowErrors.outOfRange(field.label, field.name, value);
}

function checkReference(field: FieldSpec, value: string, { catalog, store }: CheckContext): string {
  const id = canonicalId(value);
  const prefixes = field.to.map((target) => catalog.prefixOf(target));
  if (id === null || !prefixes.includes(id.slice(0, 3))) {
    throw rowErrors.malformedId(field.label, field.name, value);
  }
  if (!store.findById(id)) throw rowErrors.invalidReference();
  return id;
}

/** @throws ApiError DUPLICATE_VALUE naming the row that has the value of a unique field already */
export function checkUnique(spec: ObjectSpec, values: FieldValues, self: Row | null, store: Store): void {
  for (const [name, value] of Object.entries(values)) {
    if (spec.fieldNamed(name)?.unique !== true) continue;
    const other = store
      .table(spec.name)
      .findBy(name, value)
      .find((row) => row !== self);
    if (other) throw rowErrors.duplicateValue(name, other.Id);
  }
}
