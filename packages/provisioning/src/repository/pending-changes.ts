import type { Queryable } from '../database/database.js';
import type { Identity } from './identity.js';
import type { LinkScope } from './links.js';

/** Which identities are pushed where. */
export interface PushScope extends LinkScope {
  readonly identityType: string;
}

/** Transactions whose changes are looked at: from `since`, before `until`. All before `settled` have ended. */
export interface Horizon {
  /** Undefined where nothing was looked at yet: then everything is. */
  readonly since: string | undefined;
  readonly settled: string;
  readonly until: string;
  readonly cluster: string;
}

/** An identity that may have to be pushed. */
export interface PendingIdentity extends Identity {
  readonly changedXid: string;
}

/** What there is to look at now. Take it before looking: what commits later is behind `settled`. */
export async function pushHorizon(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
): Promise<Horizon> {
  const [row] = await database.query<{ since: string | null } & Omit<Horizon, 'since'>>(
    `SELECT settled::text, until::text, now.cluster,
       CASE WHEN before.cluster = now.cluster AND before.xid <= settled THEN before.xid::text END AS since
     FROM (
       SELECT pg_snapshot_xmin(pg_current_snapshot()) AS settled, pg_snapshot_xmax(pg_current_snapshot()) AS until,
         (SELECT system_identifier::text FROM pg_control_system()) AS cluster
     ) AS now
     LEFT JOIN push_position AS before ON system = $1 AND object_class = $2 AND identity_type = $3`,
    [system, objectClass, identityType],
  );
  return { ...row!, since: row!.since ?? undefined };
}

/**
 * Notes that everything before the horizon was looked at, unless that was noted already. Removed identities that
 * everybody has looked at are forgotten.
 */
export async function savePushPosition(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  { since, settled, cluster }: Horizon,
): Promise<void> {
  if (since !== undefined && !(await isPassed(database, identityType, since, settled))) return;
  await database.query(
    `INSERT INTO push_position (system, object_class, identity_type, cluster, xid) VALUES ($1, $2, $3, $4, $5::xid8)
     ON CONFLICT (system, object_class, identity_type) DO UPDATE SET cluster = excluded.cluster, xid = excluded.xid`,
    [system, objectClass, identityType, cluster, settled],
  );
  await database.query(
    `DELETE FROM removed_identity
     WHERE type = $1 AND changed_xid < (SELECT min(xid) FROM push_position WHERE identity_type = $1)`,
    [identityType],
  );
}

/** Whether anything lies between: a position that moves over nothing would be written for ever. */
async function isPassed(database: Queryable, type: string, since: string, settled: string): Promise<boolean> {
  // By its order, so that the index is used whatever the statistics say.
  const first = (table: string, id: string): string =>
    `(SELECT changed_xid FROM ${table} WHERE type = $1 AND changed_xid >= $2::xid8 AND changed_xid < $3::xid8
      ORDER BY changed_xid, ${id} LIMIT 1) IS NOT NULL`;
  const [row] = await database.query<{ passed: boolean }>(
    `SELECT ${first('identity', 'id')} OR ${first('removed_identity', 'identity')} AS passed`,
    [type, since, settled],
  );
  return row!.passed;
}

/**
 * Identities of the horizon whose present revision neither their objects have nor a push has settled, in pages in the
 * order of their changes. The subqueries are scalars on purpose: whatever the statistics, they are looked up one by one,
 * and where nothing has changed nothing is read.
 */
export async function* pendingIdentities(
  database: Queryable,
  { system, objectClass, identityType }: PushScope,
  { since, until }: Horizon,
  pageSize = 1_000,
): AsyncGenerator<readonly PendingIdentity[], void, void> {
  for (let last = { changedXid: since ?? '0', id: '0' }; ;) {
    const page = await database.query<PendingIdentity>(
      `SELECT id::text, type, attributes, revision, changed_xid::text AS "changedXid" FROM identity
       WHERE type = $3 AND (changed_xid, id) > ($4::xid8, $5::bigint) AND changed_xid < $6::xid8
         AND revision IS DISTINCT FROM (SELECT max(link.revision) FROM link
           WHERE link.identity = identity.id AND link.system = $1 AND link.object_class = $2)
         AND revision IS DISTINCT FROM (SELECT push.revision FROM push
           WHERE push.system = $1 AND push.object_class = $2 AND push.identity = identity.id)
       ORDER BY changed_xid, identity.id LIMIT $7`,
      [system, objectClass, identityType, last.changedXid, last.id, until, pageSize],
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!;
  }
}

/** Identities that were removed within the horizon, in pages; none before anything was looked at. */
export async function* removedIdentities(
  database: Queryable,
  type: string,
  { since, until }: Horizon,
  pageSize = 1_000,
): AsyncGenerator<readonly string[], void, void> {
  if (since === undefined) return;
  for (let last = { changedXid: since, id: '0' }; ;) {
    const page = await database.query<{ id: string; changedXid: string }>(
      `SELECT identity::text AS id, changed_xid::text AS "changedXid" FROM removed_identity
       WHERE type = $1 AND (changed_xid, identity) > ($2::xid8, $3::bigint) AND changed_xid < $4::xid8
       ORDER BY changed_xid, identity LIMIT $5`,
      [type, last.changedXid, last.id, until, pageSize],
    );
    if (page.length > 0) yield page.map(({ id }) => id);
    if (page.length < pageSize) return;
    last = page.at(-1)!;
  }
}
