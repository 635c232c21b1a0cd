import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '@icf-ts/provisioning';
import type { IcfConfiguration } from '../configuration/icf-configuration.js';

/** Beside icf.yaml, where the file names no other place. */
const FOLDER = 'icf-data';

/** Opens the repository, and brings its tables up to date. @throws DatabaseError */
export async function openRepository({ repository, document }: IcfConfiguration): Promise<Database> {
  const database = await openDatabase(repository ?? { folder: join(document.base, FOLDER) });
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
