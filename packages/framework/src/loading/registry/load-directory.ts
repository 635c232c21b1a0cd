import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationException } from '../../common/errors/exceptions.js';
import type { Bundle } from '../bundle-loader.js';

/** What came of a folder of bundles. */
export interface DirectoryReport {
  readonly loaded: readonly Bundle[];
  /** Folders that should be bundles and could not be loaded, each with the reason. */
  readonly problems: readonly { readonly folder: string; readonly error: Error }[];
  /** Folders that do not claim to be bundles: no package.json, or one without `connectorBundle`. */
  readonly ignored: readonly string[];
}

/**
 * Loads every bundle among the sub-folders of `folder`; one that is broken does not keep the others out. `@scope` and
 * `node_modules` are looked into, so that a folder of unpacked bundles, an npm prefix and a node_modules all do.
 * @throws ConfigurationException when the folder itself cannot be read
 */
export async function loadDirectory(
  folder: string,
  load: (folder: string) => Promise<Bundle>,
): Promise<DirectoryReport> {
  const report = {
    loaded: [] as Bundle[],
    problems: [] as { folder: string; error: Error }[],
    ignored: [] as string[],
  };
  for (const candidate of await foldersIn(folder)) {
    // One after the other, by name: which of two rivals for a key wins must not depend on the disk.
    try {
      if (await claimsToBeBundle(candidate)) report.loaded.push(await load(candidate));
      else report.ignored.push(candidate);
    } catch (error) {
      report.problems.push({ folder: candidate, error: error as Error });
    }
  }
  return report;
}

/** The folders in which {@link loadDirectory} looks for a bundle, by name. */
export const foldersIn = (folder: string): Promise<readonly string[]> => candidates(resolve(folder));

async function candidates(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    // Not the entry's own type: bundles are often links, in workspaces and in npm's global folder.
    if (name.startsWith('.') || !(await isFolder(path))) continue;
    if (name === 'node_modules' || name.startsWith('@')) found.push(...(await candidates(path)));
    else found.push(path);
  }
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    throw new ConfigurationException(`The folder of bundles ${folder} cannot be read: ${String(cause)}`, {
      cause,
    });
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    // A link to nowhere is worth a report: as a candidate its package.json cannot be read.
    () => true,
  );

/** Whether the folder has a package.json with `connectorBundle`. @throws the system's error, or what JSON.parse throws */
export async function claimsToBeBundle(folder: string): Promise<boolean> {
  await stat(folder);
  let text: string;
  try {
    text = await readFile(join(folder, 'package.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const document = JSON.parse(text) as unknown;
  return typeof document === 'object' && document !== null && 'connectorBundle' in document;
}
