import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Database, Queryable, SqlParameter } from './database.js';
import { DatabaseError, databaseError } from './database-error.js';
import { lockFolder } from './folder-lock.js';
import { Housekeeping } from './housekeeping.js';

/**
 * Of the pages of the database the engine keeps this much in memory; the system has the others in its file cache. The
 * default, four times as much, is no quicker here.
 */
const BUFFERS = ['-c', 'shared_buffers=32MB'];

/**
 * PostgreSQL in WASM, inside this process: no installation. `folder` keeps the data; without it they end with the
 * process. One process at a time may open a folder. What was committed outlives the end of the process, however it ends;
 * against a loss of power the engine does not guard.
 * @throws DatabaseError where the folder is in use or cannot be written.
 */
export async function openPglite(folder?: string): Promise<Database> {
  const { PGlite: Engine } = await import('@electric-sql/pglite');
  const startParams = [...Engine.defaultStartParams, ...BUFFERS];
  // Unpacks the files of an empty database, which takes a fraction of the time of making them.
  const { dataDir: emptyDatabase } = await import('@electric-sql/pglite-prepopulatedfs');
  if (folder === undefined)
    return database(await Engine.create({ loadDataDir: await emptyDatabase(), startParams }), 'in memory');
  const path = resolve(folder);
  const name = `in folder ${path}`;
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === 'EEXIST' || cause.code === 'ENOTDIR' ? 'there is a file of that name' : cause.code;
    throw new DatabaseError(`${path} cannot be the folder of a repository: ${why}.`, {
      cause,
      problem: 'misplaced',
    });
  });
  try {
    const unlock = await lockFolder(path);
    try {
      // Unpacking takes several times the memory of an engine that only uses the files: it ends first.
      if (!existsSync(join(path, READY))) await unpack(Engine, path, await emptyDatabase());
      const engine = await Engine.create({ dataDir: path, startParams });
      return database(engine, name, { housekeeping: new Housekeeping(engine), closed: unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw databaseError(error, name);
  }
}

/** Written when the files are all there. */
const READY = 'icf.ready';

/** @throws DatabaseError for a folder in which an earlier start was cut off, or that is something else's. */
async function unpack(Engine: typeof PGlite, path: string, files: Blob): Promise<void> {
  if (existsSync(join(path, 'PG_VERSION'))) {
    throw new DatabaseError(
      `The folder ${path} holds files of a PostgreSQL that are not all there, or not of a repository: it has no ${READY}. ` +
        'Where its first start was cut off, nothing is in it yet: remove the folder, and start again.',
    );
  }
  await (await Engine.create({ dataDir: path, loadDataDir: files })).close();
  await writeFile(join(path, READY), '');
}

interface OfFolder {
  readonly housekeeping: Housekeeping;
  readonly closed: () => Promise<void>;
}

function database(engine: PGlite, name: string, ofFolder?: OfFolder): Database {
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
    transaction: async (work) => {
      const result = await engine.transaction((transaction) => work(queryable(transaction, name)));
      await ofFolder?.housekeeping.afterTransaction();
      return result;
    },
    close: async () => {
      await engine.close();
      await ofFolder?.closed();
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
