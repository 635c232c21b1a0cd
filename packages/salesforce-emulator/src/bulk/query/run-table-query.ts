import { ApiError } from '../../errors/api-error.js';
import { bulkErrors } from '../../errors/bulk-errors.js';
import type { Row } from '../../record/row.js';
import { isAggregate } from '../../soql/aggregate.js';
import { bindField } from '../../soql/bind/bind-field.js';
import { parseStatement } from '../../soql/parse/parse-statement.js';
import { openScope } from '../../soql/bind/query-scope.js';
import type { QueryScope, QueryTarget } from '../../soql/bind/query-scope.js';
import { runQuery } from '../../soql/run-query.js';
import type { PathRef, SelectItem, Statement } from '../../soql/parse/statement.js';
import { csvValue } from './csv-value.js';

/** A query's rows, and how a row reads as a record of the table. */
export interface TableQuery {
  readonly objectName: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  record(row: Row): string[];
}

/** The object that a statement reads. @throws ApiError API_ERROR for what is no SOQL */
export function runTableQuery(text: string, target: QueryTarget): TableQuery {
  try {
    const statement = parseStatement(text);
    const scope = openScope(statement, target);
    refuseUnserved(statement);
    const fields = statement.select
      .flatMap((item) => columnsOf(item, scope))
      .map((ref) => {
        const { field, text, read } = bindField(ref, scope);
        if (field.type === 'address') throw unserved('Selecting compound data');
        return { path: text, read: (row: Row) => csvValue(read(row), field.type) };
      });
    const outcome = runQuery(text, target);
    if (outcome.kind !== 'rows') throw unserved('Aggregate Relationships');
    return {
      objectName: scope.object.name,
      columns: fields.map(({ path }) => path),
      rows: outcome.rows,
      record: (row) => fields.map(({ read }) => read(row)),
    };
  } catch (error) {
    const [first] = error instanceof ApiError ? error.elements : [];
    throw first ? bulkErrors.query(first.message) : error;
  }
}

function refuseUnserved(statement: Statement): void {
  if (isAggregate(statement)) throw unserved('Aggregate Relationships');
  if (statement.select.some(({ kind }) => kind === 'children' || kind === 'typeof'))
    throw unserved('Sub-selects and TYPEOF');
  if (statement.skip > 0) throw unserved('OFFSET');
}

function columnsOf(item: SelectItem, { object }: QueryScope): PathRef[] {
  if (item.kind === 'expression' && item.expression.kind === 'field') return [item.expression];
  if (item.kind !== 'fields' || item.group !== 'STANDARD')
    throw unserved('Functions and FIELDS other than FIELDS(STANDARD)');
  return object.fields
    .filter(({ custom, type }) => !custom && type !== 'address')
    .map(({ name }) => ({ path: name, offset: item.offset }));
}

const unserved = (what: string): ApiError => bulkErrors.query(`${what} not supported in Bulk Query`);
