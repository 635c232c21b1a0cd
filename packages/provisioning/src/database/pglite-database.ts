import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Database, Queryable, SqlParameter } from './database.js';
import { databaseError } from './database-error.js';
import { lockFolder } from './folder-lock.js';

/**
 * PostgreSQL in WASM, inside this process: no installation. `folder` keeps the data; without it they end with the
 * process. One process at a time may open a folder.
 * @throws DatabaseError where the folder is in use or cannot be written.
 */
export async function openPglite(folder?: string): Promise<Database> {
  const { PGlite: Engine } = await import('@electric-sql/pglite');
  if (folder === undefined) return database(await Engine.create(), 'in memory');
  const path = resolve(folder);
  const name = `in folder ${path}`;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const unlock = await lockFolder(path);
    try {
      return database(await Engine.create({ dataDir: path }), name, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw databaseError(error, name);
  }
}

function database(engine: PGlite, name: string, closed?: () => Promise<void>): Database {
  // Nobody else has the folder: what is known in this process is known to all.
  const busy = new Set<string>();
  return {
    name,
    ...queryable(engine, name),
    exclusive: async (key, work) => {
      if (busy.has(key)) return undefined;
      busy.add(key);
      try {
        return { result: await work() };
      } finally {
        busy.delete(key);
      }
    },
    transaction: (work) => engine.transaction((transaction) => work(queryable(transaction, name))),
    close: async () => {
      await engine.close();
      await closed?.();
    },
  };
}

const queryable = (engine: PGlite | Transaction, name: string): Queryable => ({
  query: async <Row>(sql: string, parameters: readonly SqlParameter[] = []) => {
    try {
      return (await engine.query<Row>(sql, [...parameters])).rows;
    } catch (error) {
      throw databaseError(error, name);
    }
  },
});
