import type { Queryable } from '../database/database.js';
import type { JsonObject, JsonValue } from './identity.js';
import { storable } from './storable.js';

export type RunState = 'running' | 'done' | 'failed' | 'stopped';

/** One execution of a job. */
export interface Run {
  readonly id: string;
  readonly job: string;
  readonly kind: string;
  readonly fingerprint: string;
  readonly state: RunState;
  /** Where it would go on; null at its beginning. */
  readonly checkpoint: JsonValue;
  readonly counts: JsonObject;
  readonly message: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id::text, job, kind, fingerprint, state, checkpoint, counts, message,
  ${instant('started_at')} AS "startedAt", ${instant('ended_at')} AS "endedAt"`;

/** Begins a run. */
export async function beginRun(
  database: Queryable,
  { job, kind, fingerprint }: Pick<Run, 'job' | 'kind' | 'fingerprint'>,
): Promise<Run> {
  const [run] = await database.query<Run>(
    `INSERT INTO run (job, kind, fingerprint, state) VALUES ($1, $2, $3, 'running') RETURNING ${COLUMNS}`,
    [job, kind, fingerprint],
  );
  return run!;
}

/** Where a run stands: in the transaction of the work that it counts, so that a kill leaves both or neither. */
export async function saveProgress(
  database: Queryable,
  run: string,
  checkpoint: JsonValue,
  counts: JsonObject,
): Promise<void> {
  await database.query(
    'UPDATE run SET checkpoint = $2::jsonb, counts = $3::jsonb, changed_at = now() WHERE id = $1::bigint',
    [run, JSON.stringify(checkpoint), JSON.stringify(counts)],
  );
}

export async function endRun(
  database: Queryable,
  run: string,
  state: Exclude<RunState, 'running'>,
  counts: JsonObject,
  message: string | null = null,
): Promise<void> {
  await database.query(
    `UPDATE run SET state = $2, counts = $3::jsonb, message = $4, changed_at = now(), ended_at = now()
     WHERE id = $1::bigint`,
    [run, state, JSON.stringify(counts), message && storable(message)],
  );
}

/** The last run of the job and kind, if a kill or a failure left it unfinished and the same configuration can finish it. */
export async function unfinishedRun(
  database: Queryable,
  { job, kind, fingerprint }: Pick<Run, 'job' | 'kind' | 'fingerprint'>,
): Promise<Run | undefined> {
  const [run] = await database.query<Run>(
    `SELECT ${COLUMNS} FROM run WHERE job = $1 AND kind = $2 ORDER BY run.id DESC LIMIT 1`,
    [job, kind],
  );
  return run && run.state !== 'done' && run.fingerprint === fingerprint ? run : undefined;
}

/** A run by its id; what is no id is that of none. */
export async function runById(database: Queryable, id: string): Promise<Run | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const [run] = await database.query<Run>(`SELECT ${COLUMNS} FROM run WHERE id = $1::bigint`, [id]);
  return run;
}

export const runsOf = (database: Queryable, job: string, limit = 20): Promise<readonly Run[]> =>
  database.query<Run>(`SELECT ${COLUMNS} FROM run WHERE job = $1 ORDER BY run.id DESC LIMIT $2`, [
    job,
    limit,
  ]);

/** What happened to one object or identity. */
export interface RunItem {
  readonly uid: string | null;
  readonly name: string | null;
  readonly identity: string | null;
  readonly situation: string;
  readonly action: string;
  readonly outcome: string;
  readonly message: string | null;
}

/** Adds items after those that the run has: one statement. */
export async function addRunItems(
  database: Queryable,
  run: string,
  first: number,
  items: readonly RunItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ uid, name, message, ...item }, index) => ({
    ...item,
    ...{ uid: uid && storable(uid), name: name && storable(name), message: message && storable(message) },
    position: first + index,
  }));
  await database.query(
    `INSERT INTO run_item (run, position, uid, name, identity, situation, action, outcome, message)
     SELECT $1::bigint, position, uid, name, identity, situation, action, outcome, message
     FROM jsonb_to_recordset($2::jsonb) AS row (position bigint, uid text, name text, identity bigint, situation text,
       action text, outcome text, message text)`,
    [run, JSON.stringify(rows)],
  );
}

/** The items of a run in pages, in their order. */
export async function* runItems(
  database: Queryable,
  run: string,
  pageSize = 1_000,
): AsyncGenerator<readonly RunItem[], void, void> {
  for (let last = -1; ; last += pageSize) {
    const page = await database.query<RunItem>(
      `SELECT uid, name, identity::text, situation, action, outcome, message FROM run_item
       WHERE run = $1::bigint AND position > $2 ORDER BY position LIMIT $3`,
      [run, last, pageSize],
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
  }
}

/** Forgets a run, with its items. */
export async function removeRun(database: Queryable, run: string): Promise<void> {
  await database.query('DELETE FROM run WHERE id = $1::bigint', [run]);
}
