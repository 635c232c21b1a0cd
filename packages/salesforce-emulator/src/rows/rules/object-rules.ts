import type { OrgState } from '../../org-state.js';
import type { FieldValues, Row } from '../../record/row.js';

/** Who writes, and where. */
export interface WriteContext {
  readonly org: OrgState;
  readonly runningUser: Row;
}

/** What an object demands beyond its describe. Each may refuse by an ApiError; `values` may be added to. */
export interface ObjectRules {
  /** The row that a create amounts to, where creating it again is no error. */
  existing?(values: FieldValues, context: WriteContext): Row | undefined;
  beforeInsert?(values: FieldValues, context: WriteContext): void;
  afterInsert?(row: Row, context: WriteContext): void;
  beforeUpdate?(row: Row, changes: FieldValues, context: WriteContext): void;
  afterUpdate?(before: Readonly<Row>, row: Row, context: WriteContext): void;
  beforeDelete?(row: Row, context: WriteContext): void;
  afterDelete?(row: Row, context: WriteContext): void;
}
