import { join } from 'node:path';
import { problemAt, problemText } from '@icf-ts/connector-server/configuration';
import { DatabaseError, migrate, openDatabase, type Database } from '@icf-ts/provisioning';
import type { IcfConfiguration } from '../configuration/icf-configuration.js';
import { CliProblem } from '../problems/cli-problem.js';

/** Beside icf.yaml, where the file names no other place. */
const FOLDER = 'icf-data';

/** Opens the repository, and brings its tables up to date. @throws DatabaseError; CliProblem for a place that is none */
export async function openRepository({ repository, document }: IcfConfiguration): Promise<Database> {
  const database = await openDatabase(repository ?? { folder: join(document.base, FOLDER) }).catch(
    (cause: unknown) => {
      if (!(cause instanceof DatabaseError) || cause.problem !== 'misplaced') throw cause;
      const at = problemAt(document, ['repository', ...Object.keys(repository ?? {})], cause.message);
      throw new CliProblem('configuration', problemText(at), { cause });
    },
  );
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
