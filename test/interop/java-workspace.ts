import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The folder with lerna.json, found from wherever the compiled module lies. */
export function repositoryRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'lerna.json'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(`no lerna.json in any folder above ${import.meta.dirname}`);
    }
  }
}

export const javaSourceFolder = (): string => join(repositoryRoot(), 'test', 'interop', 'java');

export const cacheFolder = (version: string): string => join(repositoryRoot(), '.cache', 'interop', version);

/** Paths of all files below a folder, relative to it and in a stable order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export async function hashOf(folder: string, files: readonly string[], seed: string): Promise<string> {
  const hash = createHash('sha256').update(seed);
  for (const file of files) {
    hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Fills a folder beside `target` and renames it when complete: `target` is whole, or it is not there. */
export async function fillOnce(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) {
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await fill(draft);
    await rename(draft, target).catch((error: unknown) => {
      if (!existsSync(target)) {
        throw error;
      }
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
