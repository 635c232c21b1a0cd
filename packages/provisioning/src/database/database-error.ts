/** What is the matter with a database: who can mend it depends on that. */
export type DatabaseProblem =
  /** A statement failed. */
  | 'failed'
  /** Another process has the folder. */
  | 'in-use'
  | 'unreachable'
  /** The credentials are refused. */
  | 'denied'
  /** The URL or the folder is none. */
  | 'misplaced'
  /** There is no such run. */
  | 'unknown-run';

/** A statement that failed, or a database that cannot be reached. The message holds neither data nor secrets. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly problem: DatabaseProblem;
  /** SQLSTATE, where the database told one. */
  readonly code: string | undefined;

  constructor(
    message: string,
    {
      code,
      cause,
      problem = problemOf(code, message),
    }: {
      readonly code?: string | undefined;
      readonly cause?: unknown;
      readonly problem?: DatabaseProblem;
    } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.problem = problem;
  }
}

/** Errors of sockets, and the classes of SQLSTATE for connections, for servers that start or end, and for logins. */
const PROBLEMS: readonly (readonly [RegExp, DatabaseProblem])[] = [
  [/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|08|57P0)/, 'unreachable'],
  [/^28/, 'denied'],
  [/^3D000/, 'misplaced'],
];
/** What the driver says without a code. */
const BROKEN = /connection terminated|timeout/i;

const problemOf = (code: string | undefined, message: string): DatabaseProblem =>
  code === undefined
    ? BROKEN.test(message)
      ? 'unreachable'
      : 'failed'
    : (PROBLEMS.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed');

/** What a driver threw, as a {@link DatabaseError}. Details of the driver, which may quote rows, are left out. */
export function databaseError(error: unknown, name: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = error as { code?: string; message?: string };
  // Where a host has several addresses, what failed has no message of its own.
  const what = message || code || String(error);
  return new DatabaseError(`The repository ${name} failed: ${what}.`, { code, cause: error });
}
