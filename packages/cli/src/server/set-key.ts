import { readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { GuardedString } from '@icf-ts/framework';
import { hashKey } from '@icf-ts/connector-server';
import { readSecret } from '../terminal/read-secret.js';
import type { Terminal } from '../terminal/terminal.js';
import { editKeys, KeyEditProblem, type KeyEdit } from './key-edit.js';
import { newKey } from './new-key.js';

const SHORTEST_KEY = 8;

export interface SetKeyOptions extends Omit<KeyEdit, 'hash'> {
  readonly config: string;
  readonly keyFile?: string;
  readonly generate?: boolean;
}

/** Returns the exit code. */
export async function setKey(options: SetKeyOptions, terminal: Terminal): Promise<number> {
  try {
    const { config, keepNewest } = options;
    const content = await readFile(config, 'utf8');
    // First without a key: nobody likes to type one in vain.
    editKeys(content, { ...options, hash: '' });
    const key = keepNewest ? undefined : await keyFrom(options, terminal);
    const { text, done } = editKeys(content, { ...options, hash: key ? await hashKey(key) : '' });
    await replaceFile(config, text);
    terminal.write(`${config}: ${done}\n`);
    if (key && options.generate) {
      terminal.write(
        `The key, which is not stored and not shown again:\n\n  ${key.access((clear) => clear)}\n`,
      );
    }
    return 0;
  } catch (error) {
    const isSystems = (error as NodeJS.ErrnoException).code !== undefined;
    if (!isSystems && !(error instanceof KeyEditProblem)) throw error;
    terminal.writeError(`${(error as Error).message}\n`);
    return 1;
  }
}

async function keyFrom({ keyFile, generate }: SetKeyOptions, terminal: Terminal): Promise<GuardedString> {
  if (generate) return newKey();
  const clear =
    keyFile === undefined
      ? await readSecret('New key', terminal)
      : (await readFile(keyFile, 'utf8')).replace(/\r?\n$/, '');
  if (clear === undefined) throw new KeyEditProblem('The two keys are not the same. Nothing was changed.');
  if (clear.length < SHORTEST_KEY) {
    throw new KeyEditProblem(
      `A key must have at least ${SHORTEST_KEY} characters. --generate makes a good one.`,
    );
  }
  if (clear === 'changeit') {
    throw new KeyEditProblem(
      "'changeit' is the key of every Java connector server. --generate makes a good one.",
    );
  }
  return new GuardedString(clear);
}

/** A server that watches the file never sees half of it. */
async function replaceFile(path: string, text: string): Promise<void> {
  const file = await realpath(path);
  const { mode } = await stat(file);
  const beside = `${file}.new-${process.pid}`;
  await writeFile(beside, text, { flag: 'wx', mode });
  await rename(beside, file);
}
