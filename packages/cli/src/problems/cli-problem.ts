import type { ExitName } from './exit-codes.js';

/** Something that the person at the command line can mend; its message says what. */
export class CliProblem extends Error {
  override readonly name = 'CliProblem';
  readonly exit: ExitName;
  /** What to do. */
  readonly advice?: string;

  constructor(
    exit: ExitName,
    message: string,
    detail: { readonly advice?: string; readonly cause?: unknown } = {},
  ) {
    super(message, 'cause' in detail ? { cause: detail.cause } : undefined);
    this.exit = exit;
    if (detail.advice !== undefined) this.advice = detail.advice;
  }
}
