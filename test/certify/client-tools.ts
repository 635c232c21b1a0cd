import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MissingPrerequisite } from '../interop/java-library.js';
import { fillOnce, repositoryRoot } from '../interop/java-workspace.js';
import { runCommand } from '../interop/run-command.js';

/** Everything that certification installs, each at one version: what passes today passes tomorrow. */
export const VERSIONS = {
  node: '22.23.3',
  sfCli: '2.150.6',
  jsforceOnNode20: '3.10.16',
  jsforce: '3.10.26',
  simpleSalesforce: '1.12.10',
} as const;

const INSTALL_DEADLINE_MS = 540_000;
const FIRST_NODE_OF_NEW_CLIENTS = 22;

/** Folders of the installed clients; `.cache` keeps them for the next run. */
const toolFolder = (name: string): string => join(repositoryRoot(), '.cache', 'certify', name);

/** The folder of npm packages of that version, installed when it is not there yet. @throws MissingPrerequisite */
export async function npmPackage(name: string, version: string): Promise<string> {
  const folder = toolFolder(`${name.replaceAll(/\W+/g, '-').replace(/^-/, '')}-${version}`);
  await fillOnce(folder, async (draft) => {
    const args = [
      'install',
      '--prefix',
      draft,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--engine-strict=false',
    ];
    await install('npm', [...args, `${name}@${version}`], draft);
  });
  return join(folder, 'node_modules', name);
}

/** A Node that new clients run on: this one, or one installed beside them. @throws MissingPrerequisite */
export async function newNode(): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) >= FIRST_NODE_OF_NEW_CLIENTS) return process.execPath;
  const node = join(await npmPackage('node', VERSIONS.node), 'bin', 'node');
  if (!existsSync(node)) throw new MissingPrerequisite(`no Node ${VERSIONS.node} for this platform`);
  return node;
}

/** A Python with a package of PyPI in it. @throws MissingPrerequisite */
export async function pythonWith(name: string, version: string): Promise<string> {
  const folder = toolFolder(`${name}-${version}`);
  const python = join(folder, 'bin', 'python');
  // A virtual environment cannot be renamed: it is whole when the mark beside it is there.
  await fillOnce(`${folder}.installed`, async (draft) => {
    await install('python3', ['-m', 'venv', '--clear', folder], draft);
    await install(python, ['-m', 'pip', 'install', '--quiet', `${name}==${version}`], draft);
  });
  return python;
}

async function install(program: string, args: readonly string[], folder: string): Promise<void> {
  const { exitCode, stderr } = await runCommand(program, args, {
    timeoutMs: INSTALL_DEADLINE_MS,
    cwd: folder,
  });
  if (exitCode === 0) return;
  const [reason = 'no reason given'] = stderr.trim().split('\n').slice(-1);
  throw new MissingPrerequisite(`${program} ${args.at(-1) ?? ''} failed: ${reason}`);
}
