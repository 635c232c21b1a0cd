import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Condition } from './condition.js';

export interface Select {
  readonly fields: readonly string[];
  readonly sobject: string;
  readonly where: Exclude<Condition, 'none'>;
  readonly orderBy?: readonly { readonly field: string; readonly ascending: boolean }[];
  readonly offset?: number;
}

/** Salesforce's own limits of a statement, of a URL with its headers, and of OFFSET. */
const MAX_STATEMENT = 100_000;
const MAX_URL = 15_000;
export const MAX_OFFSET = 2_000;

/** @throws IllegalArgumentException for a statement longer than Salesforce takes. */
export function selectStatement({ fields, sobject, where, orderBy = [], offset = 0 }: Select): string {
  const order = orderBy.map(({ field, ascending }) => `${field} ${ascending ? 'ASC' : 'DESC'}`);
  const soql = [
    `SELECT ${fields.join(', ')} FROM ${sobject}`,
    where === 'all' ? '' : ` WHERE ${where.text}`,
    order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '',
    offset > 0 ? ` OFFSET ${offset}` : '',
  ].join('');
  if (soql.length > MAX_STATEMENT || encodeURIComponent(soql).length > MAX_URL) {
    throw worded(
      'IllegalArgumentException',
      text('fault.longStatement', soql.length, MAX_STATEMENT, MAX_URL),
    );
  }
  return soql;
}
