import type { FieldSpec } from '../../describe/field-spec.js';
import type { RestValue, StoredValue } from '../../record/row.js';

/** An expression held against the org: of which type it is, and its value for a subject (a row, a group of rows). */
export interface Bound<Subject> {
  /** The field at the path's end; for functions a made-up one of the type they yield. */
  readonly field: FieldSpec;
  /** The expression in canonical names: equal for equal expressions. */
  readonly text: string;
  read(subject: Subject): StoredValue;
  /** The value as REST shows it. */
  present(subject: Subject): RestValue;
}
