import type { Queryable } from '../database/database.js';
import type { ChangedIdentity, Identity, IdentityKey, JsonObject, NewIdentity } from './identity.js';
import { isStorable } from './storable.js';

// In ORDER BY, `id` alone would be this text, and ten would come before two.
const COLUMNS = 'id::text, type, attributes, revision';

/** Adds identities: two statements, however many. @returns their ids, in order. */
export async function addIdentities(
  database: Queryable,
  identities: readonly NewIdentity[],
): Promise<readonly string[]> {
  if (identities.length === 0) return [];
  // Ids are drawn first, because INSERT promises no order of what it returns.
  const drawn = await database.query<{ id: string }>(
    `SELECT nextval((SELECT pg_get_serial_sequence('identity', 'id')))::text AS id
     FROM generate_series(1, $1::integer)`,
    [identities.length],
  );
  const ids = drawn.map(({ id }) => id);
  const rows = identities.map(({ type, attributes }, index) => ({ id: ids[index], type, attributes }));
  await database.query(
    `INSERT INTO identity (id, type, attributes) OVERRIDING SYSTEM VALUE
     SELECT id, type, attributes FROM jsonb_to_recordset($1::jsonb) AS row (id bigint, type text, attributes jsonb)`,
    [JSON.stringify(rows)],
  );
  await addKeys(
    database,
    identities.map(({ type, keys }, index) => ({ id: ids[index]!, type, keys })),
  );
  return ids;
}

/**
 * Changes identities: three statements, however many. @returns the ids of those that were changed; one that is missing
 * was changed by somebody else since it was read, or is gone.
 */
export async function changeIdentities(
  database: Queryable,
  type: string,
  changes: readonly ChangedIdentity[],
): Promise<readonly string[]> {
  if (changes.length === 0) return [];
  const changed = await database.query<{ id: string }>(
    `UPDATE identity SET attributes = row.attributes, revision = identity.revision + 1, changed_at = now(),
       changed_xid = pg_current_xact_id()
     FROM jsonb_to_recordset($1::jsonb) AS row (id bigint, revision integer, attributes jsonb)
     WHERE identity.id = row.id AND identity.revision = row.revision AND identity.type = $2
     RETURNING identity.id::text AS id`,
    [JSON.stringify(changes.map(({ id, revision, attributes }) => ({ id, revision, attributes }))), type],
  );
  const ids = new Set(changed.map(({ id }) => id));
  await database.query('DELETE FROM identity_key WHERE identity = ANY($1::bigint[])', [[...ids]]);
  await addKeys(
    database,
    changes.filter(({ id }) => ids.has(id)).map(({ id, keys }) => ({ id, type, keys })),
  );
  return [...ids];
}

/**
 * Removes identities with their keys: two statements. Their links stay, and tell which objects have lost their owner.
 * What is pushed to systems learns of it.
 */
export async function removeIdentities(database: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.query(
    `WITH gone AS (DELETE FROM identity WHERE id = ANY($1::bigint[]) RETURNING id, type)
     INSERT INTO removed_identity (identity, type) SELECT id, type FROM gone`,
    [ids],
  );
  // Afterwards: whoever was changing the identity has written its keys by now.
  await database.query('DELETE FROM identity_key WHERE identity = ANY($1::bigint[])', [ids]);
}

export const identitiesById = (database: Queryable, ids: readonly string[]): Promise<readonly Identity[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : database.query<Identity>(
        `SELECT ${COLUMNS} FROM identity WHERE id = ANY($1::bigint[]) ORDER BY identity.id`,
        [ids],
      );

/** Which of the ids there are: one statement, which reads no attributes. */
export async function presentIdentities(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await database.query<{ id: string }>(
    'SELECT id::text FROM identity WHERE id = ANY($1::bigint[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** An identity that nobody else can change until the transaction ends; undefined where there is none. */
export async function lockIdentity(transaction: Queryable, id: string): Promise<Identity | undefined> {
  const [identity] = await transaction.query<Identity>(
    `SELECT ${COLUMNS} FROM identity WHERE id = $1::bigint FOR UPDATE`,
    [id],
  );
  return identity;
}

/** An identity that was found by a key. */
export interface KeyMatch {
  readonly value: string;
  readonly identity: Identity;
}

/** Looks identities up by many values of one key: one statement. */
export async function identitiesByKey(
  database: Queryable,
  type: string,
  key: string,
  values: readonly string[],
): Promise<readonly KeyMatch[]> {
  // What cannot be kept is not there; to ask for it would be an error.
  const possible = values.filter(isStorable);
  if (possible.length === 0) return [];
  const rows = await database.query<Identity & { readonly value: string }>(
    `SELECT identity_key.value, ${COLUMNS.replace('type', 'identity.type')}
     FROM identity_key JOIN identity ON identity.id = identity_key.identity
     WHERE identity_key.type = $1 AND identity_key.name = $2 AND identity_key.value = ANY($3::text[])
     ORDER BY identity.id`,
    [type, key, possible],
  );
  return rows.map(({ value, ...identity }) => ({ value, identity }));
}

/** All identities of a type, in the order of their ids, in pages: memory stays flat. */
export async function* allIdentities(
  database: Queryable,
  type: string,
  { after = '0', pageSize = 1_000 }: { readonly after?: string; readonly pageSize?: number } = {},
): AsyncGenerator<readonly Identity[], void, void> {
  for (let last = after; ;) {
    const page = await database.query<Identity>(
      `SELECT ${COLUMNS} FROM identity WHERE type = $1 AND id > $2::bigint ORDER BY identity.id LIMIT $3`,
      [type, last, pageSize],
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!.id;
  }
}

export async function countIdentities(database: Queryable, type: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM identity WHERE type = $1',
    [type],
  );
  return row!.count;
}

async function addKeys(
  database: Queryable,
  owners: readonly { readonly id: string; readonly type: string; readonly keys: readonly IdentityKey[] }[],
): Promise<void> {
  const rows: JsonObject[] = owners.flatMap(({ id, type, keys }) =>
    keys.map(({ name, value }) => ({ type, name, value, identity: id })),
  );
  if (rows.length === 0) return;
  await database.query(
    `INSERT INTO identity_key (type, name, value, identity)
     SELECT type, name, value, identity
     FROM jsonb_to_recordset($1::jsonb) AS row (type text, name text, value text, identity bigint)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
