import type { Database } from './database.js';
import { DatabaseError } from './database-error.js';
import { MIGRATIONS, type Migration } from './migrations.js';

/** Any number that nobody else locks by: "icf" in ASCII. */
const LOCK = 0x696366;

/**
 * Brings the schema to the present version. Processes that start at the same time wait for each other.
 * @throws DatabaseError for a schema of a later release.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const latest = migrations.at(-1)?.version ?? 0;
  await database.transaction(async (transaction) => {
    await transaction.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await transaction.query(
      'CREATE TABLE IF NOT EXISTS icf_schema (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const rows = await transaction.query<{ version: number }>(
      'SELECT coalesce(max(version), 0)::integer AS version FROM icf_schema',
    );
    const present = rows[0]!.version;
    if (present > latest) {
      throw new DatabaseError(
        `The repository ${database.name} has schema ${present}, and this release knows ${latest}. Use the release that made it, or a later one.`,
      );
    }
    for (const { version, sql } of migrations.filter((migration) => migration.version > present)) {
      for (const statement of statementsOf(sql)) await transaction.query(statement);
      await transaction.query('INSERT INTO icf_schema (version) VALUES ($1)', [version]);
    }
  });
}

/** Statements end with a semicolon at the end of a line; a query with parameters takes one at a time. */
const statementsOf = (sql: string): readonly string[] =>
  sql
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
