import type { ExceptionName } from '@icf-ts/framework/spi';

/** What one refusal of Salesforce means to a caller. Whether repeating may help is what ICF says of the exception. */
export interface ErrorRow {
  readonly code: string;
  /** Where one code means several things: the row is for messages that match. */
  readonly when?: RegExp;
  readonly exception: ExceptionName;
  /** Key of the text that says what to do about it. */
  readonly next: string;
  /** Whether the refusal only follows from another one of the same call. */
  readonly consequence?: true;
}

/** Rows of one meaning; `next` is the part of the text's key behind `next.`. */
export const rows = (
  exception: ExceptionName,
  next: string,
  ...codes: readonly (string | readonly [code: string, when: RegExp])[]
): ErrorRow[] =>
  codes
    .map((code) => (typeof code === 'string' ? { code } : { code: code[0], when: code[1] }))
    .map((row) => ({ ...row, exception, next: `next.${next}` }));

export const rowFor = (table: readonly ErrorRow[], code: string, message: string): ErrorRow | undefined =>
  table.find((row) => row.code === code && (row.when === undefined || row.when.test(message)));
