import type { OrgCredentials } from '../org-options.js';

/** A state file that cannot be read or written; the message names the file and what to do. */
export class StateFileError extends Error {
  override name = 'StateFileError';
}

export const FORMAT = 'icf-ts emulated Salesforce org';
export const VERSION = 1;

/** The first line. */
export interface StateHead {
  readonly format: string;
  readonly version: number;
  readonly organizationId: string;
  readonly integrationUserId: string;
  readonly credentials: OrgCredentials;
}

/** Comes before the rows of an object: so many lines of living rows, then so many of deleted ones. */
export interface TableHead {
  readonly table: string;
  /** Row lines are arrays of values in this order; `[]` stands for a property that the row has not. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly deleted: number;
  readonly nextNumber: number;
}

/** The last line, without which the file is torn. */
export const END = { end: true } as const;
