import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { GuardedString } from '@icf-ts/framework/spi';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Clock } from '../clock.js';

const POLL_MS = 50;
/** Longer than a token request may take. */
const ABANDONED_AFTER_MS = 10 * 60_000;
const MAX_WAIT_MS = 30_000;
/** Where no lock can be made, no token can be written either. */
const NOT_WRITABLE = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT']);

/**
 * A file that holds a refresh token and nothing else, shared by all processes that log in with it. A file `….lock`
 * beside it keeps two of them from spending the same token.
 */
export class RefreshTokenFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined while there is no file. @throws ConfigurationException for a file that cannot be read. */
  async read(): Promise<string | undefined> {
    try {
      return (await readFile(this.path, 'utf8')).trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      throw worded('ConfigurationException', text('fault.refreshTokenFile', this.path, code ?? ''), {
        cause: error,
      });
    }
  }

  /** Readers see the old token or the new one, also after a crash; nobody but the owner may read it. */
  async write(token: GuardedString): Promise<void> {
    const target = await realpath(this.path).catch(() => this.path);
    const beside = `${target}.new-${process.pid}`;
    try {
      const file = await open(beside, 'w', 0o600);
      try {
        await token.access((clear) => file.writeFile(`${clear}\n`));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  /** Runs `work` while no other process does. @throws OperationTimeoutException, or the signal's reason. */
  async locked<T>(work: () => Promise<T>, clock: Clock, signal?: AbortSignal): Promise<T> {
    const lock = `${this.path}.lock`;
    const isMine = await acquire(lock, clock, signal);
    try {
      return await work();
    } finally {
      if (isMine) await rm(lock, { force: true });
    }
  }
}

async function acquire(lock: string, clock: Clock, signal?: AbortSignal): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= MAX_WAIT_MS; waitedMs += POLL_MS) {
    try {
      await writeFile(lock, `${hostname()} ${process.pid}`, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (NOT_WRITABLE.has(code)) return false;
      if (code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await clock.sleep(POLL_MS, signal);
  }
  throw worded('OperationTimeoutException', text('fault.refreshTokenHeld', lock, MAX_WAIT_MS));
}

/** Left behind by a process that ended in between. */
async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const [host, pid] = (await readFile(lock, 'utf8')).split(' ');
    if (host === hostname() && pid && !isAlive(Number(pid))) return true;
    return Date.now() - (await stat(lock)).mtimeMs > ABANDONED_AFTER_MS;
  } catch {
    // It has just been given back.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
