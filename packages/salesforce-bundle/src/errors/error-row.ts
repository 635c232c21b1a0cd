import type { ExceptionName } from '@icf-ts/framework/spi';

/** What one refusal of Salesforce means to a caller. Whether repeating may help is what ICF says of the exception. */
export interface ErrorRow {
  readonly code: string;
  /** Where one code means several things: the row is for messages that match. */
  readonly when?: RegExp;
  readonly exception: ExceptionName;
  /** What to do about it, in one sentence. */
  readonly next: string;
}

export const rows = (
  exception: ExceptionName,
  next: string,
  ...codes: readonly (string | [string, RegExp])[]
): ErrorRow[] =>
  codes.map((code) =>
    typeof code === 'string' ? { code, exception, next } : { code: code[0], when: code[1], exception, next },
  );

/** What to do when Salesforce is at fault. */
export const BUSY = 'Salesforce is busy or being maintained; repeat the call later.';

export const rowFor = (table: readonly ErrorRow[], code: string, message: string): ErrorRow | undefined =>
  table.find((row) => row.code === code && (row.when === undefined || row.when.test(message)));
