import type { Queryable } from '../database/database.js';
import { isStorable, storable } from './storable.js';

/** Which objects are meant: those of one class in one system. */
export interface LinkScope {
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly objectClass: string;
}

/** That an object of a system belongs to an identity. */
export interface Link {
  readonly uid: string;
  readonly name: string | null;
  readonly identity: string;
  /** Digest of the object as it was last seen or written; null where it is not known. */
  readonly digest: string | null;
  /** The identity's revision that the object was brought up to, or that was read from it; null where none was. */
  readonly revision: number | null;
}

const COLUMNS = 'uid, name, identity::text, digest, revision';

/** Links by the Uids of their objects: one statement. */
export const linksByUid = (
  database: Queryable,
  { system, objectClass }: LinkScope,
  uids: readonly string[],
): Promise<readonly Link[]> =>
  uids.length === 0
    ? Promise.resolve([])
    : database.query<Link>(
        `SELECT ${COLUMNS} FROM link WHERE system = $1 AND object_class = $2 AND uid = ANY($3::text[])`,
        [system, objectClass, uids.filter(isStorable)],
      );

/** Links by the ids of their identities: one statement. */
export const linksByIdentity = (
  database: Queryable,
  { system, objectClass }: LinkScope,
  identities: readonly string[],
): Promise<readonly Link[]> =>
  identities.length === 0
    ? Promise.resolve([])
    : database.query<Link>(
        `SELECT ${COLUMNS} FROM link
         WHERE system = $1 AND object_class = $2 AND identity = ANY($3::bigint[]) ORDER BY uid`,
        [system, objectClass, identities],
      );

/** Makes links, or renews them: one statement. `run` is the run that saw the objects. */
export async function saveLinks(
  database: Queryable,
  { system, objectClass }: LinkScope,
  links: readonly Link[],
  run: string | null = null,
): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({ ...link, name: link.name && storable(link.name) }));
  await database.query(
    `INSERT INTO link (system, object_class, uid, name, identity, digest, revision, seen_run)
     SELECT $1, $2, uid, name, identity, digest, revision, $4::bigint
     FROM jsonb_to_recordset($3::jsonb) AS row (uid text, name text, identity bigint, digest text, revision integer)
     ON CONFLICT (system, object_class, uid) DO UPDATE
       SET name = excluded.name, identity = excluded.identity, digest = excluded.digest, revision = excluded.revision,
           seen_run = coalesce(excluded.seen_run, link.seen_run)`,
    [system, objectClass, JSON.stringify(rows), run],
  );
}

/** Notes which revisions of their identities the objects agree with: one statement. */
export async function saveLinkRevisions(
  database: Queryable,
  { system, objectClass }: LinkScope,
  revisions: readonly { readonly uid: string; readonly revision: number }[],
): Promise<void> {
  if (revisions.length === 0) return;
  await database.query(
    `UPDATE link SET revision = row.revision FROM jsonb_to_recordset($3::jsonb) AS row (uid text, revision integer)
     WHERE system = $1 AND object_class = $2 AND link.uid = row.uid`,
    [system, objectClass, JSON.stringify(revisions)],
  );
}

/** Gives links the Uids that their objects have now: one statement. A link that has the new Uid already stays. */
export async function moveLinks(
  database: Queryable,
  { system, objectClass }: LinkScope,
  moves: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  const possible = moves.filter(({ from, to }) => isStorable(from) && isStorable(to));
  if (possible.length === 0) return;
  await database.query(
    `UPDATE link SET uid = row.to_uid FROM jsonb_to_recordset($3::jsonb) AS row (from_uid text, to_uid text)
     WHERE system = $1 AND object_class = $2 AND uid = row.from_uid
       AND NOT EXISTS (SELECT FROM link AS other
         WHERE other.system = $1 AND other.object_class = $2 AND other.uid = row.to_uid)`,
    [system, objectClass, JSON.stringify(possible.map(({ from, to }) => ({ from_uid: from, to_uid: to })))],
  );
}

/** Notes that a run saw the objects, which have not changed: one statement. */
export async function markSeen(
  database: Queryable,
  { system, objectClass }: LinkScope,
  uids: readonly string[],
  run: string,
): Promise<void> {
  if (uids.length === 0) return;
  await database.query(
    `UPDATE link SET seen_run = $4::bigint WHERE system = $1 AND object_class = $2 AND uid = ANY($3::text[])`,
    [system, objectClass, uids, run],
  );
}

/** Links whose objects neither a finished run nor a later one saw, in pages by Uid. */
export async function* unseenLinks(
  database: Queryable,
  { system, objectClass }: LinkScope,
  run: string,
  pageSize = 1_000,
): AsyncGenerator<readonly Link[], void, void> {
  for (let last = ''; ;) {
    const page = await database.query<Link>(
      `SELECT ${COLUMNS} FROM link
       WHERE system = $1 AND object_class = $2 AND uid > $4 AND coalesce(seen_run, 0) < $3::bigint
       ORDER BY uid LIMIT $5`,
      [system, objectClass, run, last, pageSize],
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!.uid;
  }
}

/**
 * Links whose identities are gone, in pages by Uid. Each statement looks at one page of links, whatever the planner knows
 * of the tables, so that time grows with the links alone.
 */
export async function* orphanedLinks(
  database: Queryable,
  { system, objectClass }: LinkScope,
  pageSize = 1_000,
): AsyncGenerator<readonly Link[], void, void> {
  for (let last = ''; ;) {
    const page = await database.query<Link & { readonly orphaned: boolean }>(
      `SELECT ${COLUMNS}, owner.found IS NULL AS orphaned FROM (
         SELECT * FROM link WHERE system = $1 AND object_class = $2 AND uid > $3 ORDER BY uid LIMIT $4
       ) AS page
       LEFT JOIN LATERAL (SELECT true AS found FROM identity WHERE identity.id = page.identity LIMIT 1) AS owner ON true
       ORDER BY uid`,
      [system, objectClass, last, pageSize],
    );
    const orphans = page.filter(({ orphaned }) => orphaned);
    if (orphans.length > 0) yield orphans.map(({ orphaned: _orphaned, ...link }) => link);
    if (page.length < pageSize) return;
    last = page.at(-1)!.uid;
  }
}

/** Identities of a type without a link into the scope, in pages by id; each statement looks at one page of identities. */
export async function* unlinkedIdentities(
  database: Queryable,
  { system, objectClass }: LinkScope,
  type: string,
  pageSize = 1_000,
): AsyncGenerator<readonly string[], void, void> {
  for (let last = '0'; ;) {
    const page = await database.query<{ readonly id: string; readonly unlinked: boolean }>(
      `SELECT page.id::text AS id, own.found IS NULL AS unlinked FROM (
         SELECT id FROM identity WHERE type = $3 AND id > $4::bigint ORDER BY identity.id LIMIT $5
       ) AS page
       LEFT JOIN LATERAL (
         SELECT true AS found FROM link WHERE link.identity = page.id AND system = $1 AND object_class = $2 LIMIT 1
       ) AS own ON true
       ORDER BY page.id`,
      [system, objectClass, type, last, pageSize],
    );
    const unlinked = page.filter((row) => row.unlinked).map(({ id }) => id);
    if (unlinked.length > 0) yield unlinked;
    if (page.length < pageSize) return;
    last = page.at(-1)!.id;
  }
}

/** How many objects of the scope belong to an identity. */
export async function countLinks(database: Queryable, { system, objectClass }: LinkScope): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM link WHERE system = $1 AND object_class = $2
       AND EXISTS (SELECT FROM identity WHERE identity.id = link.identity)`,
    [system, objectClass],
  );
  return row!.count;
}

export async function removeLinks(
  database: Queryable,
  { system, objectClass }: LinkScope,
  uids: readonly string[],
): Promise<void> {
  if (uids.length === 0) return;
  await database.query('DELETE FROM link WHERE system = $1 AND object_class = $2 AND uid = ANY($3::text[])', [
    system,
    objectClass,
    uids,
  ]);
}
