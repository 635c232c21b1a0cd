import type { SalesforceRecord } from '../session/query/query-page.js';
import type { Session } from '../session/session.js';

/** A field by which a row ceases to give what it stands for, though it stays. */
export interface Lapse {
  readonly field: string;
  /** The version of the API that has it first: an older one refuses a statement with it. */
  readonly since: number;
  /** Null for a date that ends it, false for a flag; and what brings the row back. */
  readonly renewed: null | false;
}

/** What may end rows, as far as the version that a session speaks tells. */
export const lapsesOf = (
  { lapses = [] }: { readonly lapses?: readonly Lapse[] },
  { apiVersion }: Pick<Session, 'apiVersion'>,
): readonly Lapse[] => lapses.filter(({ since }) => since <= apiVersion);

export const isLapsed = (row: SalesforceRecord, lapses: readonly Lapse[], nowMs: number): boolean =>
  lapses.some(({ field, renewed }) => {
    const value = row[field];
    return renewed === false ? value === true : typeof value === 'string' && Date.parse(value) <= nowMs;
  });

/** False for what has lapsed, by the org's own clock; but also for all that an inactive user has. */
const ACTIVE = { field: 'IsActive', since: 57 };

/**
 * The rows that give nothing any more. It names no moment, so that what many ask for at the same time is one question;
 * a row that expires later today is taken for one only where the user is inactive or the version is old.
 */
export function lapsedText(lapses: readonly Lapse[], { apiVersion }: Pick<Session, 'apiVersion'>): string {
  const any = lapses.map(({ field, renewed }) => `${field} ${renewed === null ? '< TOMORROW' : '= true'}`);
  return `(${any.join(' OR ')})${apiVersion < ACTIVE.since ? '' : ` AND ${ACTIVE.field} = false`}`;
}

/** The rows that count. */
export const heldText = (lapses: readonly Lapse[], nowMs: number): string =>
  lapses
    .map(({ field, renewed }) =>
      renewed === null
        ? `(${field} = null OR ${field} > ${new Date(nowMs).toISOString()})`
        : `${field} = false`,
    )
    .join(' AND ');

/** What a row is given so that it counts again. */
export const renewalOf = (lapses: readonly Lapse[]): Readonly<Record<string, null | false>> =>
  Object.fromEntries(lapses.map(({ field, renewed }) => [field, renewed]));
