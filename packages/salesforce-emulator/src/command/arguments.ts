import { parseArgs } from 'node:util';
import type { OrgOptions } from '../org-options.js';

/** A command line that cannot be followed. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly log: 'no' | 'text' | 'json';
  readonly control: boolean;
  /** File of faults. */
  readonly scenario: string | null;
  readonly options: Pick<OrgOptions, 'users' | 'port' | 'host' | 'seed' | 'stateFile' | 'dailyApiLimit'>;
}

export const HELP = `Usage: salesforce-emulator [options]

Starts an emulated Salesforce org and prints how to reach it. Ends on Ctrl-C.

  --users N        generated users (default 1000)
  --port N         TCP port (default 8080; 0 takes a free one)
  --host ADDRESS   address to listen on (default 127.0.0.1)
  --seed N         decides ids and generated users (default 1)
  --api-limit N    API calls within 24 hours (default 1000000)
  --state FILE     loads the org from the file if it exists, saves it there at the end
  --scenario FILE  YAML with faults to begin with
  --log            one line for each request
  --log-json       the same as JSON
  --control        opens /_emulator, which plans faults, to this machine; with
                   SALESFORCE_EMULATOR_TOKEN set, to whoever sends that token
  --help           shows this
  --version        shows the version

Exit codes: 0 ended as told, 1 could not start or save, 2 wrong command line.
`;

const OPTIONS = {
  users: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  'api-limit': { type: 'string' },
  state: { type: 'string' },
  scenario: { type: 'string' },
  log: { type: 'boolean' },
  'log-json': { type: 'boolean' },
  control: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const MAX_USERS = 5_000_000;

/** @throws UsageError */
export function readArguments(args: readonly string[]): Arguments {
  const values = parse(args);
  return {
    help: values.help ?? false,
    version: values.version ?? false,
    log: values['log-json'] ? 'json' : values.log ? 'text' : 'no',
    control: values.control ?? false,
    scenario: values.scenario ?? null,
    options: {
      users: whole('--users', values.users ?? '1000', MAX_USERS),
      port: whole('--port', values.port ?? '8080', 65_535),
      host: values.host ?? '127.0.0.1',
      seed: whole('--seed', values.seed ?? '1', 2 ** 32 - 1),
      dailyApiLimit: whole('--api-limit', values['api-limit'] ?? '1000000', Number.MAX_SAFE_INTEGER),
      stateFile: values.state ?? null,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function whole(name: string, text: string, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number <= most) return number;
  throw new UsageError(`${name} takes a whole number from 0 to ${most}, not "${text}"`);
}
