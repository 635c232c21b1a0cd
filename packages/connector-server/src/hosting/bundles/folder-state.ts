import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder's files as they are now: two equal states are the same files. */
export interface FolderState {
  readonly fingerprint: string;
  /** When something in it changed last, in milliseconds since 1970. */
  readonly changedMs: number;
}

/** By every file in it. @throws the system's error, e.g. for a folder that is just being removed */
export async function folderState(folder: string): Promise<FolderState> {
  const root = await realpath(folder);
  const hash = createHash('sha256').update(root);
  let changedMs = 0;
  const look = async (path: string): Promise<void> => {
    const { size, mtimeMs, ctimeMs, ino } = await stat(path);
    hash.update(`\n${path} ${size} ${mtimeMs} ${ino}`);
    changedMs = Math.max(changedMs, mtimeMs, ctimeMs);
  };
  await look(root);
  for (const entry of await entriesOf(root)) await look(entry);
  return { fingerprint: hash.digest('base64'), changedMs };
}

/** By what tells one bundle from another: which folder it is, and its manifest. Cheap enough to be asked often. */
export async function manifestState(folder: string): Promise<string> {
  const root = await realpath(folder);
  const { mtimeMs, size, ino } = await stat(join(root, 'package.json'));
  return `${root} ${mtimeMs} ${size} ${ino}`;
}

async function entriesOf(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
