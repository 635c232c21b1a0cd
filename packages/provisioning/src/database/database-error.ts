/** A statement that failed, or a database that cannot be reached. The message holds neither data nor secrets. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, where the database told one. */
  readonly code: string | undefined;

  constructor(message: string, code?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** What a driver threw, as a {@link DatabaseError}. Details of the driver, which may quote rows, are left out. */
export function databaseError(error: unknown, name: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message = String(error) } = error as { code?: string; message?: string };
  return new DatabaseError(`The repository ${name} failed: ${message}.`, code, error);
}
