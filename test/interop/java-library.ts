import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cacheFolder, fillOnce, hashOf, javaSourceFolder } from './java-workspace.js';
import { runCommand } from './run-command.js';

const MAVEN_DEADLINE_MS = 240_000;

export class MissingPrerequisite extends Error {}

/**
 * The jars that a pom of ours names, in a stable order; fetched only when the cache lacks them.
 * @throws MissingPrerequisite when Maven cannot have them
 */
export async function resolveLibrary(
  mvn: string,
  pom: string,
  properties: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const sources = javaSourceFolder();
  const given = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const library = join(cacheFolder('libraries'), await hashOf(sources, [pom], given.join()));
  await fillOnce(library, async (folder) => {
    const args = [
      ...['-q', '-B', '--no-transfer-progress', '-Dstyle.color=never', '-f', join(sources, pom)],
      ...['dependency:copy-dependencies', ...given, `-DoutputDirectory=${folder}`],
    ];
    const result = await runCommand(mvn, args, { timeoutMs: MAVEN_DEADLINE_MS });
    if (result.exitCode === 0) return;
    const text = stripVTControlCharacters(`${result.stdout}\n${result.stderr}`);
    const output = text.split('\n').map((line) => line.replace('[ERROR]', '').trim());
    const reason = result.timedOut
      ? `no answer within ${MAVEN_DEADLINE_MS} ms`
      : output.find((line) => line !== '');
    throw new MissingPrerequisite(`Maven could not resolve ${pom}: ${reason ?? 'it gave no reason'}`);
  });
  const jars = (await readdir(library)).filter((name) => name.endsWith('.jar')).sort();
  return jars.map((name) => join(library, name));
}

/** The one jar of an artifact. */
export function jarOf(jars: readonly string[], artifact: string): string {
  const found = jars.filter((path) => {
    const name = basename(path);
    return name.startsWith(`${artifact}-`) && /^\d/.test(name.slice(artifact.length + 1));
  });
  if (found.length !== 1) throw new Error(`${found.length} jars of ${artifact} among ${jars.join(', ')}`);
  return found[0]!;
}
