import type { SalesforceRecord } from '../session/query/query-page.js';
import { quote } from '../soql/escape.js';

/** A condition that is asked of Salesforce and looked at in its rows alike. */
export interface RowTest {
  /** A field, or a path to one: `Group.Type`. */
  readonly path: string;
  readonly is: '=' | '!=';
  readonly value: string | boolean | null;
}

const literal = (value: RowTest['value']): string =>
  typeof value === 'string' ? quote(value) : String(value);

export const testText = ({ path, is, value }: RowTest): string => `${path} ${is} ${literal(value)}`;

export const passes = (row: SalesforceRecord, { path, is, value }: RowTest): boolean =>
  ((valueAt(row, path) ?? null) === value) === (is === '=');

/** What stands at the end of a path such as `Group.Type`; undefined where a step of it is missing. */
export function valueAt(row: SalesforceRecord, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], row);
}
