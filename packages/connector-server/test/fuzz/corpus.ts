import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The compiled code lies elsewhere than the package's test folder. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

const ROOT = join(packageRoot(), 'test', 'fuzz');
/** Inputs of earlier runs that did something new; part of the repository. */
export const CORPUS = join(ROOT, 'corpus');
/** Inputs that broke something. */
export const CRASHES = join(ROOT, 'crashes');

/** Files by name, so that they come in the same order everywhere. */
export const savedInputs = (folder = CORPUS): { readonly name: string; readonly bytes: Buffer }[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.bin'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

/** Writes bytes under their hash; returns the file. */
export function save(folder: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.bin`);
  writeFileSync(file, bytes);
  return file;
}
