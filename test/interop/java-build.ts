import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { MissingPrerequisite, resolveLibrary } from './java-library.js';
import { cacheFolder, fillOnce, filesBelow, hashOf, javaSourceFolder } from './java-workspace.js';
import { runOrThrow } from './run-command.js';

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
  const jars = await resolveLibrary(tools.mvn, 'pom.xml', { 'connid.version': version });
  const frameworkClassPath = jars.join(delimiter);

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
