import { accessSync, constants } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cacheFolder, fillOnce, filesBelow, hashOf, javaSourceFolder } from './java-workspace.js';
import { runCommand, runOrThrow } from './run-command.js';

const MAVEN_DEADLINE_MS = 240_000;
const JDK_TOOL_DEADLINE_MS = 120_000;

export const MEMORY_BUNDLE_NAME = 'icfts.interop.memory';
export const MEMORY_BUNDLE_VERSION = '1.0.0';
export const MIRROR_BUNDLE_NAME = 'icfts.interop.mirror';

export interface JavaToolchain {
  readonly java: string;
  readonly javac: string;
  readonly jar: string;
  readonly keytool: string;
  readonly mvn: string;
}

export interface JavaBuild {
  /** ConnId's jars. */
  readonly frameworkClassPath: string;
  /** The compiled interop client; it needs ConnId's jars beside it. */
  readonly clientClasses: string;
  readonly memoryBundle: string;
  readonly mirrorBundle: string;
}

export class MissingPrerequisite extends Error {}

export function findToolchain(): JavaToolchain {
  return {
    java: onPath('java', 'no Java: java not found'),
    javac: onPath('javac', 'no JDK: javac not found'),
    jar: onPath('jar', 'no JDK: jar not found'),
    keytool: onPath('keytool', 'no JDK: keytool not found'),
    mvn: onPath('mvn', 'no Maven: mvn not found'),
  };
}

function onPath(program: string, missing: string): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, program);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not in this folder
    }
  }
  throw new MissingPrerequisite(missing);
}

/** Resolves ConnId's framework and compiles our Java sources, each only when the cache lacks it. */
export async function buildJava(tools: JavaToolchain, version: string): Promise<JavaBuild> {
  const sources = javaSourceFolder();
  const files = await filesBelow(sources);
  const library = join(cacheFolder(version), `lib-${await hashOf(sources, ['pom.xml'], version)}`);
  await fillOnce(library, (folder) => resolveFramework(tools.mvn, join(sources, 'pom.xml'), version, folder));
  const jars = (await readdir(library)).filter((name) => name.endsWith('.jar')).sort();
  const frameworkClassPath = jars.map((name) => join(library, name)).join(delimiter);

  const build = join(cacheFolder(version), `build-${await hashOf(sources, files, version)}`);
  await fillOnce(build, async (folder) => {
    const compile = (part: string) =>
      compileJava(tools.javac, frameworkClassPath, sources, files, part, folder);
    await Promise.all([compile('client'), compile('memory'), compile('mirror')]);
    await Promise.all(
      ['memory', 'mirror'].map((part) => packBundle(tools.jar, version, sources, files, part, folder)),
    );
  });
  return {
    frameworkClassPath,
    clientClasses: join(build, 'client'),
    memoryBundle: join(build, 'memory-bundle.jar'),
    mirrorBundle: join(build, 'mirror-bundle.jar'),
  };
}

async function resolveFramework(mvn: string, pom: string, version: string, folder: string): Promise<void> {
  const args = [
    ...['-q', '-B', '--no-transfer-progress', '-Dstyle.color=never', '-f', pom],
    ...['dependency:copy-dependencies', `-Dconnid.version=${version}`, `-DoutputDirectory=${folder}`],
  ];
  const result = await runCommand(mvn, args, { timeoutMs: MAVEN_DEADLINE_MS });
  if (result.exitCode !== 0) {
    const text = stripVTControlCharacters(`${result.stdout}\n${result.stderr}`);
    const output = text.split('\n').map((line) => line.replace('[ERROR]', '').trim());
    const reason = result.timedOut
      ? `no answer within ${MAVEN_DEADLINE_MS} ms`
      : output.find((line) => line !== '');
    throw new MissingPrerequisite(
      `Maven could not resolve connector-framework-internal ${version}: ${reason ?? 'it gave no reason'}`,
    );
  }
}

async function compileJava(
  javac: string,
  classPath: string,
  sources: string,
  files: readonly string[],
  part: string,
  folder: string,
): Promise<void> {
  const chosen = files.filter(
    (file) => file.startsWith(join('icfts', 'interop', part)) && file.endsWith('.java'),
  );
  const args = ['--release', '11', '-encoding', 'UTF-8', '-Xlint:all,-options', '-cp', classPath];
  // What one part uses of another is compiled into it as well.
  args.push('-sourcepath', sources);
  const paths = chosen.map((file) => join(sources, file));
  await runOrThrow(javac, [...args, '-d', join(folder, part), ...paths], { timeoutMs: JDK_TOOL_DEADLINE_MS });
}

/** A connector bundle is a jar with three manifest headers; ConnId's server finds the connectors itself. */
async function packBundle(
  jar: string,
  version: string,
  sources: string,
  files: readonly string[],
  part: string,
  folder: string,
): Promise<void> {
  const manifest = join(folder, `${part}-manifest.txt`);
  const headers = [
    `ConnectorBundle-FrameworkVersion: ${version.split('.').slice(0, 2).join('.')}`,
    `ConnectorBundle-Name: icfts.interop.${part}`,
    `ConnectorBundle-Version: ${MEMORY_BUNDLE_VERSION}`,
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(manifest, `${headers.join('\n')}\n`);
  const ofPart = join('icfts', 'interop', part, '/');
  const messages = files.filter((file) => file.startsWith(ofPart) && file.endsWith('.properties'));
  const args = ['--create', '--file', join(folder, `${part}-bundle.jar`), '--manifest', manifest];
  const content = [...['-C', join(folder, part), '.'], ...messages.flatMap((file) => ['-C', sources, file])];
  await runOrThrow(jar, [...args, ...content], { timeoutMs: JDK_TOOL_DEADLINE_MS });
}
