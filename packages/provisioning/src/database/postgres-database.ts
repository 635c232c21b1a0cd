import { setTimeout } from 'node:timers/promises';
import type { Client, Pool, PoolClient } from 'pg';
import type { Database, Queryable, SqlParameter } from './database.js';
import { DatabaseError, databaseError } from './database-error.js';

/** How often a lock is asked for that somebody else has. */
const RETRY_MS = 100;

export interface PostgresLimits {
  /** Connections at most. */
  readonly maxConnections?: number;
  readonly connectTimeoutMs?: number;
  /** How long one statement may take. */
  readonly statementTimeoutMs?: number;
}

/**
 * A PostgreSQL server by its URL (`postgres://user:password@host/database`).
 * @throws DatabaseError where it is none, or the server is not reached.
 */
export async function openPostgres(url: string, limits: PostgresLimits = {}): Promise<Database> {
  assertUrl(url);
  const { maxConnections = 4, connectTimeoutMs = 10_000, statementTimeoutMs = 300_000 } = limits;
  const { Pool: Connections, Client: Connection } = (await import('pg')).default;
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    application_name: 'icf',
  };
  const pool = new Connections({ ...settings, max: maxConnections });
  // A connection that breaks while idle is replaced; whoever asks next is told if that fails.
  pool.on('error', () => undefined);
  const name = nameOf(url);
  const database: Database = {
    name,
    ...queryable(pool, name),
    transaction: (work) => inTransaction(pool, name, work),
    exclusive: (key, work, waitMs = 0) => exclusive(new Connection(settings), { name, key, waitMs }, work),
    close: () => pool.end(),
  };
  try {
    await database.query('SELECT 1');
    return database;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function inTransaction<T>(
  pool: Pool,
  name: string,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseError(error, name);
  });
  let broken: Error | undefined;
  const transaction = queryable(client, name);
  try {
    await transaction.query('BEGIN');
    const result = await work(transaction);
    await transaction.query('COMMIT');
    return result;
  } catch (error) {
    await transaction.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** On a connection of its own, which the server notices the end of, and which keeps none of the pool's from the work. */
async function exclusive<T>(
  client: Client,
  { name, key, waitMs }: { readonly name: string; readonly key: string; readonly waitMs: number },
  work: () => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw databaseError(error, name);
    });
    return (await isLocked(queryable(client, name), `icf ${key}`, waitMs))
      ? { result: await work() }
      : undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the lock is this connection's now, until it ends. */
async function isLocked(connection: Queryable, key: string, waitMs: number): Promise<boolean> {
  const untilMs = performance.now() + waitMs;
  for (;;) {
    const [row] = await connection.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
      [key],
    );
    const leftMs = untilMs - performance.now();
    if (row!.mine || leftMs <= 0) return row!.mine;
    await setTimeout(Math.min(leftMs, RETRY_MS));
  }
}

const queryable = (client: Client | Pool | PoolClient, name: string): Queryable => ({
  query: async <Row extends object>(sql: string, parameters: readonly SqlParameter[] = []) => {
    try {
      return (await client.query<Row>(sql, [...parameters])).rows;
    } catch (error) {
      throw databaseError(error, name);
    }
  },
});

const PROTOCOLS = ['postgres:', 'postgresql:', 'socket:'];
/** The driver lets the host out where it is a parameter: `postgres://user@/database?host=/run`. */
const parsed = (url: string): URL | undefined => {
  const whole = url.replace('@/', '@host/');
  return URL.canParse(whole) ? new URL(whole) : undefined;
};

function assertUrl(url: string): void {
  if (PROTOCOLS.includes(parsed(url)?.protocol ?? '')) return;
  // The URL itself may hold a password.
  throw new DatabaseError(
    'The URL of the repository is not one of a PostgreSQL server. Write it like postgres://USER:PASSWORD@HOST/DATABASE.',
    { problem: 'misplaced' },
  );
}

/** Host and database of the URL, without user and password. */
function nameOf(url: string): string {
  const { host, pathname } = parsed(url)!;
  return `at ${host}${pathname}`;
}
