import type { Database, Queryable } from '../database/database.js';

/** One entry of a lookup definition. */
export interface LookupEntry {
  readonly code: string;
  readonly decode: string;
}

/** What a synchronisation changed. */
export interface LookupChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Makes the entries of a lookup those given, all or nothing. */
export const saveLookup = (
  database: Database,
  system: string,
  lookup: string,
  entries: readonly LookupEntry[],
): Promise<LookupChanges> =>
  database.transaction(async (transaction) => {
    const removed = await transaction.query(
      `DELETE FROM lookup_entry WHERE system = $1 AND lookup = $2 AND NOT (code = ANY($3::text[])) RETURNING code`,
      [system, lookup, entries.map(({ code }) => code)],
    );
    const present = await lookupEntries(transaction, system, lookup);
    const known = new Map(present.map(({ code, decode }) => [code, decode]));
    const written = entries.filter(({ code, decode }) => known.get(code) !== decode);
    await transaction.query(
      `INSERT INTO lookup_entry (system, lookup, code, decode)
       SELECT $1, $2, code, decode FROM jsonb_to_recordset($3::jsonb) AS row (code text, decode text)
       ON CONFLICT (system, lookup, code) DO UPDATE SET decode = excluded.decode`,
      [system, lookup, JSON.stringify(written)],
    );
    const changed = written.filter(({ code }) => known.has(code)).length;
    return { added: written.length - changed, changed, removed: removed.length };
  });

export const lookupEntries = (
  database: Queryable,
  system: string,
  lookup: string,
): Promise<readonly LookupEntry[]> =>
  database.query<LookupEntry>(
    'SELECT code, decode FROM lookup_entry WHERE system = $1 AND lookup = $2 ORDER BY code',
    [system, lookup],
  );

/** All entries of all lookups of a system. */
export const lookupsOfSystem = (
  database: Queryable,
  system: string,
): Promise<readonly (LookupEntry & { readonly lookup: string })[]> =>
  database.query<LookupEntry & { readonly lookup: string }>(
    'SELECT lookup, code, decode FROM lookup_entry WHERE system = $1 ORDER BY lookup, code',
    [system],
  );

/** A short text that is the same while no entry of the system's lookups changes. */
export async function lookupsDigest(database: Queryable, system: string): Promise<string> {
  const [row] = await database.query<{ digest: string }>(
    `SELECT md5(coalesce(string_agg(md5(lookup) || md5(code) || md5(decode), '' ORDER BY lookup, code), '')) AS digest
     FROM lookup_entry WHERE system = $1`,
    [system],
  );
  return row!.digest;
}
