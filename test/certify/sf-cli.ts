import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { repositoryRoot } from '../interop/java-workspace.js';
import { runCommand } from '../interop/run-command.js';
import { newNode, npmPackage, VERSIONS } from './client-tools.js';

const COMMAND_DEADLINE_MS = 120_000;

/** What `sf … --json` printed. */
export interface SfAnswer {
  /** 0 for success. */
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each command has a shape of its own
  readonly result: any;
  readonly name?: string;
  readonly message?: string;
  readonly [member: string]: unknown;
}

/** Salesforce's own command line, with a home of its own: no file of the user's is read or written. */
export interface SfCli {
  /** The folder that commands run in, for files they read and write. */
  readonly folder: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<SfAnswer>;
  remove(): Promise<void>;
}

/** @throws MissingPrerequisite */
export async function sfCli(): Promise<SfCli> {
  const cli = join(await npmPackage('@salesforce/cli', VERSIONS.sfCli), 'bin', 'run.js');
  const node = await newNode();
  const home = await mkdtemp(join(tmpdir(), 'icf-sf-'));
  const folder = join(home, 'work');
  await mkdir(folder);
  const environment = {
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    PATH: [dirname(node), process.env['PATH']].join(delimiter),
    SF_DISABLE_TELEMETRY: 'true',
    SFDX_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    // Keeps its encryption key in a file of that home, where no keychain of the system is wanted.
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    NODE_COMPILE_CACHE: join(repositoryRoot(), '.cache', 'certify', 'compile-cache'),
    NO_COLOR: '1',
    CI: 'true',
  };
  return {
    folder,
    run: async (args, env = {}) => {
      const { stdout, stderr, timedOut } = await runCommand(node, [cli, ...args, '--json'], {
        timeoutMs: COMMAND_DEADLINE_MS,
        cwd: folder,
        env: { ...environment, ...env },
      });
      if (timedOut) throw new Error(`sf ${args.join(' ')} was ended after ${COMMAND_DEADLINE_MS} ms`);
      try {
        return JSON.parse(stdout) as SfAnswer;
      } catch (cause) {
        throw new Error(`sf ${args.join(' ')} printed no JSON:\n${stdout}${stderr}`, { cause });
      }
    },
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}
