import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findToolchain } from '../java-build.js';
import { jarOf, MissingPrerequisite, resolveLibrary } from '../java-library.js';
import { startJavaServer, type JavaServer, type JavaServerOptions } from '../java-server.js';
import { cacheFolder, filesBelow, fillOnce, hashOf, javaSourceFolder } from '../java-workspace.js';
import { runCommand, runOrThrow } from '../run-command.js';

const SOURCES = 'icfts/interop/fork';
const COMPILE_DEADLINE_MS = 120_000;
const CLIENT_DEADLINE_MS = 120_000;
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** The OpenICF fork's own client and server of the binary protocol, from its release on Maven Central. */
export interface OpenIcfPeer {
  readonly databaseTable: string;
  /** Runs the fork's client: host, port, key, bundle name, version, connector name, NAME=VALUE properties. */
  runClient(args: readonly string[]): Promise<ReadonlyMap<string, string>>;
  startServer(options: JavaServerOptions): Promise<JavaServer>;
}

export async function openIcfPeer(): Promise<OpenIcfPeer | { readonly missing: string }> {
  try {
    const { java, javac, mvn } = findToolchain();
    const jars = await resolveLibrary(mvn, 'openicf-pom.xml');
    const framework = ['connector-framework', 'connector-framework-internal'].map((name) =>
      jarOf(jars, name),
    );
    const classPath = framework.join(delimiter);
    const classes = await compile(javac, classPath);
    return {
      databaseTable: jarOf(jars, 'databasetable-connector'),
      startServer: (options) => startJavaServer(java, classPath, options),
      runClient: async (args) => {
        const command = [
          '-cp',
          [classes, classPath].join(delimiter),
          'icfts.interop.fork.ForkClient',
          ...args,
        ];
        const { stdout, stderr } = await runCommand(java, [...QUICK_START, ...command], {
          timeoutMs: CLIENT_DEADLINE_MS,
        });
        const lines = stdout.split(/\r?\n/).flatMap((line) => /^(\w+)=(.*)$/.exec(line) ?? []);
        const steps = new Map<string, string>();
        for (let at = 0; at < lines.length; at += 3) steps.set(lines[at + 1]!, lines[at + 2]!);
        if (steps.size === 0) throw new Error(`The fork's client did not run:\n${stderr}`);
        return steps;
      },
    };
  } catch (error) {
    if (error instanceof MissingPrerequisite) return { missing: error.message };
    throw error;
  }
}

async function compile(javac: string, classPath: string): Promise<string> {
  const sources = javaSourceFolder();
  const files = (await filesBelow(join(sources, SOURCES))).map((file) => join(SOURCES, file));
  const seed = await readFile(join(sources, 'openicf-pom.xml'), 'utf8');
  const classes = join(cacheFolder('openicf'), `build-${await hashOf(sources, files, seed)}`);
  await fillOnce(classes, async (folder) => {
    const args = [
      '--release',
      '11',
      '-encoding',
      'UTF-8',
      '-Xlint:all,-options',
      '-cp',
      classPath,
      '-d',
      folder,
    ];
    await runOrThrow(javac, [...args, ...files.map((file) => join(sources, file))], {
      timeoutMs: COMPILE_DEADLINE_MS,
    });
  });
  return classes;
}
