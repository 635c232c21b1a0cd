import { readFile } from 'node:fs/promises';
import { yamlSource } from '@icf-ts/connector-server/configuration';
import { findConfiguration } from '../../configuration/read-icf-configuration.js';

/** What the nearest icf.yaml names, and the options and arguments that take such a name. */
export const NAMES = {
  connectors: ['--connector'],
  jobs: ['jobs', 'job'],
} as const;
export type NameKind = keyof typeof NAMES;

/** The names that an option or an argument takes; undefined where it takes something else. */
export const namesFor = (what: string | undefined): NameKind | undefined =>
  (Object.keys(NAMES) as NameKind[]).find((kind) =>
    (NAMES[kind] as readonly (string | undefined)[]).includes(what),
  );

/** The names of a kind; none where nothing can be read: whoever presses a key has no use for an error. */
export async function namesOf(kind: NameKind): Promise<readonly string[]> {
  const file = findConfiguration(process.cwd());
  const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  return Object.keys((yamlSource(text, file!).value[kind] as object | null | undefined) ?? {});
}
