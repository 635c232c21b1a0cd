import type { Queryable } from '../database/database.js';
import type { JsonValue } from './identity.js';

/** The token that the job's next incremental run goes on from; undefined before its first. */
export async function syncToken(database: Queryable, job: string): Promise<JsonValue | undefined> {
  const [row] = await database.query<{ token: JsonValue }>('SELECT token FROM sync_token WHERE job = $1', [
    job,
  ]);
  return row?.token;
}

/** Keeps a token: in the transaction of the work up to it. */
export async function saveSyncToken(database: Queryable, job: string, token: JsonValue): Promise<void> {
  await database.query(
    `INSERT INTO sync_token (job, token) VALUES ($1, $2::jsonb)
     ON CONFLICT (job) DO UPDATE SET token = excluded.token, changed_at = now()`,
    [job, JSON.stringify(token)],
  );
}
