import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '@icf-ts/provisioning';
import { startPostgres } from '../database/postgres-server.js';

/** A repository, and whether a text stands anywhere in what it keeps on disk. */
export interface KeptRepository {
  readonly database: Database;
  keeps(text: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Whether a text stands in the bytes of any file of a folder. */
export async function bytesHold(folder: string, text: string): Promise<boolean> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(text)) return true;
  }
  return false;
}

async function kept(database: Database, folder: string, end: () => Promise<void>): Promise<KeptRepository> {
  await migrate(database);
  return {
    database,
    keeps: async (text) => {
      await database.query('CHECKPOINT', []);
      return bytesHold(folder, text);
    },
    close: async () => {
      await database.close();
      await end();
    },
  };
}

/** Both kinds of repository with their folders; the second is undefined where PostgreSQL is not installed. */
export const KEPT: Readonly<Record<string, () => Promise<KeptRepository | undefined>>> = {
  embedded: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'icf-kept-'));
    return kept(await openDatabase({ folder: join(folder, 'data') }), folder, () =>
      rm(folder, { recursive: true, force: true }),
    );
  },
  'on a PostgreSQL server': async () => {
    const server = await startPostgres();
    if (!server) return undefined;
    const folder = new URL(server.url).searchParams.get('host')!;
    return kept(await openDatabase({ url: server.url }), join(folder, 'data'), () => server.stop());
  },
};
