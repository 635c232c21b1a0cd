import type { Condition } from './condition.js';

export interface SortField {
  readonly field: string;
  readonly ascending: boolean;
}

export interface Select {
  readonly fields: readonly string[];
  readonly sobject: string;
  readonly where: Exclude<Condition, 'none'>;
  readonly orderBy?: readonly SortField[];
  /** How many rows at most; all where it is undefined. */
  readonly limit?: number | undefined;
}

/** Salesforce's own limits of a statement, and of a URL with its headers. */
export const MAX_STATEMENT = 100_000;
const MAX_URL = 15_000;

/** Rows without a value come first in ascending order and last in descending one, said so that it can be relied on. */
export function selectStatement({ fields, sobject, where, orderBy = [], limit }: Select): string {
  const order = orderBy.map(({ field, ascending }) => {
    const nulls = field === 'Id' ? '' : ascending ? ' NULLS FIRST' : ' NULLS LAST';
    return `${field} ${ascending ? 'ASC' : 'DESC'}${nulls}`;
  });
  return [
    `SELECT ${fields.join(', ')} FROM ${sobject}`,
    where === 'all' ? '' : ` WHERE ${where.text}`,
    order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '',
    limit === undefined ? '' : ` LIMIT ${limit}`,
  ].join('');
}

/** Whether a statement can be asked for with GET. */
export const fitsUrl = (soql: string): boolean =>
  soql.length <= MAX_URL && encodeURIComponent(soql).length <= MAX_URL;
