import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from './database-error.js';

/** Beside PostgreSQL's own file of that purpose, which an embedded engine leaves behind when it is killed. */
const FILE = 'icf.lock';

/**
 * Keeps other processes from opening the folder, because two engines on the same files would destroy them. A lock of a
 * process that has ended is taken over.
 * @throws DatabaseError naming the process that has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, FILE);
  for (;;) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner !== process.pid && isAlive(owner)) {
      throw new DatabaseError(
        `The repository in folder ${folder} is in use by process ${owner}. Let it end first, or use a PostgreSQL server, which several processes can share.`,
        { problem: 'in-use' },
      );
    }
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
