import { readFileSync } from 'node:fs';
import { ScenarioError } from '../faults/scenario.js';
import type { RecordedRequest } from '../recorder/request-log.js';
import { startOrg } from '../start-org.js';
import type { Org } from '../start-org.js';
import { StateFileError } from '../state-file/saved-state.js';
import { HELP, readArguments, UsageError } from './arguments.js';
import type { Arguments } from './arguments.js';
import { howToConnect } from './how-to-connect.js';
import { requestLine } from './request-line.js';

/** The process around the command. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  write(text: string): void;
  writeError(text: string): void;
  /** Resolves when the process is told to end. */
  untilStopped(): Promise<void>;
}

const EXIT = { ended: 0, failed: 1, usage: 2 } as const;

/** A failure that its message explains. */
class CommandError extends Error {}

/** Runs the command from start to end and returns the exit code. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    const wanted = readArguments(args);
    if (wanted.help) around.write(HELP);
    else if (wanted.version) around.write(`${ownVersion()}\n`);
    else await serve(wanted, around);
    return EXIT.ended;
  } catch (error) {
    if (!isExplained(error)) throw error;
    around.writeError(`salesforce-emulator: ${error.message}\n`);
    if (!(error instanceof UsageError)) return EXIT.failed;
    around.writeError('Try --help.\n');
    return EXIT.usage;
  }
}

async function serve(wanted: Arguments, around: Surroundings): Promise<void> {
  const log = wanted.log === 'json' ? JSON.stringify : requestLine;
  const org = await start(wanted, around, (request) => {
    if (wanted.log !== 'no') around.write(`${log(request)}\n`);
  });
  around.write(howToConnect(org, wanted.control));
  try {
    await around.untilStopped();
  } finally {
    await org.close();
  }
}

async function start(
  { options, scenario, control }: Arguments,
  { env, writeError }: Surroundings,
  onRequest: (request: RecordedRequest) => void,
): Promise<Org> {
  try {
    return await startOrg({
      ...options,
      ...(scenario !== null && { scenario: readText(scenario), scenarioPlace: scenario }),
      control: control && (env.SALESFORCE_EMULATOR_TOKEN || true),
      onRequest,
      onUnexpectedError: (error) => {
        writeError(`salesforce-emulator: a defect: ${(error as Error).stack ?? String(error)}\n`);
      },
    });
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (error instanceof RangeError) throw new CommandError(`SALESFORCE_EMULATOR_TOKEN: ${message}`);
    if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error;
    const advice = code === 'EADDRINUSE' ? '; choose another with --port, or 0 for a free one' : '';
    throw new CommandError(`cannot listen on ${options.host}:${options.port} (${String(code)})${advice}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read the scenario: ${(error as Error).message}`, { cause: error });
  }
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function isExplained(error: unknown): error is Error {
  return [UsageError, CommandError, ScenarioError, StateFileError].some((kind) => error instanceof kind);
}
