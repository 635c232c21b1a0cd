// Compiles the Java side of the benchmark against ConnId as test/interop resolves it, once per change.
import { delimiter, join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { buildJava, findToolchain } from '../../test/dist/interop/java-build.js';
import { MissingPrerequisite } from '../../test/dist/interop/java-library.js';
import { CONNID_VERSION } from '../../test/dist/interop/java-peer.js';
import { cacheFolder, fillOnce, filesBelow, hashOf } from '../../test/dist/interop/java-workspace.js';
import { runOrThrow } from '../../test/dist/interop/run-command.js';

const DEADLINE = { timeoutMs: 120_000 };

/** The Java programs, or why they cannot be had here. */
export async function javaBench() {
  try {
    return await build();
  } catch (error) {
    if (error instanceof MissingPrerequisite) return { missing: error.message };
    throw error;
  }
}

async function build() {
  const tools = findToolchain();
  const { frameworkClassPath } = await buildJava(tools, CONNID_VERSION);
  const sources = import.meta.dirname;
  const files = (await filesBelow(sources)).filter((file) => file.endsWith('.java'));
  const target = join(cacheFolder(CONNID_VERSION), `bench-${await hashOf(sources, files, CONNID_VERSION)}`);
  await fillOnce(target, async (folder) => {
    const classes = join(folder, 'classes');
    const paths = files.map((file) => join(sources, file));
    await mkdir(classes);
    await runOrThrow(
      tools.javac,
      ['--release', '11', '-encoding', 'UTF-8', '-cp', frameworkClassPath, '-d', classes, ...paths],
      DEADLINE,
    );
    const manifest = join(folder, 'manifest.txt');
    await writeFile(
      manifest,
      `ConnectorBundle-FrameworkVersion: ${CONNID_VERSION.split('.').slice(0, 2).join('.')}\n` +
        'ConnectorBundle-Name: icfts.bench\nConnectorBundle-Version: 1.0.0\n',
    );
    const jar = join(folder, 'bench-bundle.jar');
    await runOrThrow(
      tools.jar,
      ['--create', '--file', jar, '--manifest', manifest, '-C', classes, '.'],
      DEADLINE,
    );
  });
  return {
    java: tools.java,
    frameworkClassPath,
    clientClassPath: [join(target, 'classes'), frameworkClassPath].join(delimiter),
    bundle: join(target, 'bench-bundle.jar'),
  };
}
