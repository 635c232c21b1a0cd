import type { Queryable } from '../database/database.js';
import type { PushScope } from './pending-changes.js';

/** The revision that a removed identity is pushed at. */
export const REMOVED = 0;

/** How often, and from when on, what failed is tried again: the pause doubles with each attempt. */
export interface RetryPauses {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** A push that left no link of its revision. */
export interface PushState {
  readonly identity: string;
  readonly revision: number;
  /** Whether it is tried again by and by. */
  readonly isRetried: boolean;
  readonly message: string | null;
}

/** Keeps the states: one statement. `now` is in milliseconds since the epoch. */
export async function savePushStates(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  states: readonly PushState[],
  now: number,
  { firstMs, maxMs }: RetryPauses,
): Promise<void> {
  if (states.length === 0) return;
  await database.query(
    `INSERT INTO push AS kept (system, object_class, identity_type, identity, revision, attempts, next_try, message)
     SELECT $1, $2, $3, identity, revision, 1,
       CASE WHEN "isRetried" THEN $5::timestamptz + $6::float8 * interval '1 millisecond' END, message
     FROM jsonb_to_recordset($4::jsonb) AS row (identity bigint, revision integer, "isRetried" boolean, message text)
     ON CONFLICT (system, object_class, identity) DO UPDATE SET
       revision = excluded.revision, message = excluded.message, identity_type = excluded.identity_type,
       attempts = CASE WHEN kept.revision = excluded.revision THEN kept.attempts + 1 ELSE 1 END,
       next_try = CASE
         WHEN excluded.next_try IS NULL OR kept.revision <> excluded.revision THEN excluded.next_try
         ELSE $5::timestamptz
           + least($6::float8 * power(2, least(kept.attempts, 40)), $7::float8) * interval '1 millisecond'
       END`,
    [
      system,
      objectClass,
      identityType,
      JSON.stringify(states),
      new Date(now).toISOString(),
      Math.min(firstMs, maxMs),
      maxMs,
    ],
  );
}

/** Forgets the states of identities whose push has come to its end. */
export async function removePushStates(
  database: Queryable,
  { system, objectClass }: PushScope,
  identities: readonly string[],
): Promise<void> {
  if (identities.length === 0) return;
  await database.query(
    'DELETE FROM push WHERE system = $1 AND object_class = $2 AND identity = ANY($3::bigint[])',
    [system, objectClass, identities],
  );
}

/** Which of the removed identities have been pushed as such. */
export async function settledRemovals(
  database: Queryable,
  { system, objectClass }: PushScope,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  if (identities.length === 0) return new Set();
  const rows = await database.query<{ identity: string }>(
    `SELECT identity::text FROM push
     WHERE system = $1 AND object_class = $2 AND identity = ANY($3::bigint[]) AND revision = ${REMOVED}`,
    [system, objectClass, identities],
  );
  return new Set(rows.map(({ identity }) => identity));
}

/** Ids of identities whose next try has come, in pages. `now` is in milliseconds since the epoch. */
export async function* duePushes(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  now: number,
  pageSize = 1_000,
): AsyncGenerator<readonly string[], void, void> {
  for (let last = '0'; ;) {
    const page = await database.query<{ id: string }>(
      `SELECT identity::text AS id FROM push
       WHERE system = $1 AND object_class = $2 AND identity_type = $3 AND next_try <= $4::timestamptz
         AND identity > $5::bigint
       ORDER BY identity LIMIT $6`,
      [system, objectClass, identityType, new Date(now).toISOString(), last, pageSize],
    );
    if (page.length > 0) yield page.map(({ id }) => id);
    if (page.length < pageSize) return;
    last = page.at(-1)!.id;
  }
}

/** A push that failed and is tried again. */
export interface FailedPush {
  readonly identity: string;
  readonly attempts: number;
  /** RFC 3339, UTC. */
  readonly nextTry: string;
  readonly message: string | null;
}

/** The pushes that failed and are tried again, those that come first before the others. */
export const failedPushes = (
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  limit = 1_000,
): Promise<readonly FailedPush[]> =>
  database.query<FailedPush>(
    `SELECT identity::text, attempts, message,
       to_char(next_try AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "nextTry"
     FROM push WHERE system = $1 AND object_class = $2 AND identity_type = $3 AND next_try IS NOT NULL
     ORDER BY next_try, push.identity LIMIT $4`,
    [system, objectClass, identityType, limit],
  );

/** How many identities beside these have a push that failed and is tried again. */
export async function countFailedPushes(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  others: readonly string[],
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM push
     WHERE system = $1 AND object_class = $2 AND identity_type = $3 AND next_try IS NOT NULL
       AND identity <> ALL($4::bigint[])`,
    [system, objectClass, identityType, others],
  );
  return row!.count;
}
