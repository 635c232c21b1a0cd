import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Org, OrgOptions } from '@icf-ts/salesforce-emulator';
import { PortProblem } from '../demo/port-problem.js';
import { printRows } from '../output/print-rows.js';
import { CliProblem } from '../problems/cli-problem.js';
import { Interrupted, interruptible } from '../terminal/interruption.js';
import { aborted } from '../terminal/stop-signal.js';
import type { Terminal } from '../terminal/terminal.js';
import { withOutput, type OutputOptions } from './objects/connector-options.js';

interface OrgCommandOptions extends OutputOptions {
  readonly host: string;
  readonly port: number;
  readonly users: number;
  readonly seed: number;
  readonly stateFile?: string;
  readonly scenario?: string;
  readonly describe?: string;
  readonly apiLatencyMs: number;
  readonly dailyApiLimit?: number;
  readonly securityToken?: boolean;
  readonly control?: boolean;
}

const HIGHEST_PORT = 65_535;
const MOST = 10_000_000;

export function orgCommand(terminal: Terminal): Command {
  return withOutput(new Command('org'))
    .description(
      'Run an emulated Salesforce org on this machine until Ctrl-C. Prints its URL and its credentials, which are good nowhere else.',
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('-p, --port <port>', 'port, 0 for any', whole(HIGHEST_PORT), 8_780)
    .option('-u, --users <count>', 'people in the org', whole(MOST), 1_000)
    .option('--seed <number>', 'decides ids and people: the same seed, the same org', whole(MOST), 1)
    .option('--state-file <file>', 'the org is loaded from this file, and saved to it in the end')
    .option('--scenario <file>', 'YAML file of faults to begin with')
    .option('--describe <file>', 'YAML file of custom objects and fields')
    .option('--api-latency-ms <ms>', 'added to the answer of every call', whole(MOST), 0)
    .option('--daily-api-limit <count>', 'calls allowed within 24 hours', whole(MOST))
    .option('--security-token', 'ask users for a security token, as Salesforce does')
    .option('--control', 'open /_emulator on this machine: plan faults, look at requests')
    .action((options: OrgCommandOptions) => interruptible((stop) => runOrg(options, terminal, stop)));
}

async function runOrg(options: OrgCommandOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  const org = await start(options);
  try {
    const { clientId, clientSecret, username, password, securityToken } = org.credentials;
    const row = {
      url: org.url,
      organizationId: org.organizationId,
      clientId,
      clientSecret,
      username,
      password,
      securityToken,
    };
    if (options.output === 'table') {
      const width = Math.max(...Object.keys(row).map((name) => name.length));
      for (const [name, value] of Object.entries(row)) terminal.write(`${name.padEnd(width)}  ${value}\n`);
    } else await printRows([row], { output: options.output, known: Object.keys(row) }, terminal);
    terminal.writeError(`Ready: ${options.users} people. Look at it: ${org.url}/  Ctrl-C ends it.\n`);
    await aborted(stop);
  } finally {
    await org.close();
  }
  // Being stopped is what this command waits for: only SIGTERM's and Ctrl-C's first time.
  if (!(stop.reason instanceof Interrupted)) throw stop.reason;
  terminal.writeError('Stopped: the org is closed.\n');
}

async function start({ port, scenario, ...options }: OrgCommandOptions): Promise<Org> {
  const { startOrg } = await import('@icf-ts/salesforce-emulator');
  const { host, users, seed, stateFile, describe, apiLatencyMs, dailyApiLimit, control, securityToken } =
    options;
  const wanted: OrgOptions = {
    ...{ host, port, users, seed, apiLatencyMs, trustedNetwork: securityToken !== true },
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(scenario === undefined ? {} : { scenario: await content(scenario), scenarioPlace: scenario }),
    ...(describe === undefined ? {} : { describe }),
    ...(dailyApiLimit === undefined ? {} : { dailyApiLimit }),
    ...(control === undefined ? {} : { control }),
  };
  try {
    return await startOrg(wanted);
  } catch (error) {
    const problem = PortProblem.of(error, 'emulated org', '--port', port);
    if (problem instanceof PortProblem)
      throw new CliProblem('failure', problem.message, {
        advice: `Choose another: icf org ${problem.wayOut}`,
      });
    const { name, message } = error as Error;
    if (/^(Scenario|StateFile|Describe)/.test(name))
      throw new CliProblem('configuration', message, { cause: error });
    throw error;
  }
}

async function content(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliProblem('usage', `The file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function whole(highest: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) > highest)
      throw new InvalidArgumentError(`It must be a whole number from 0 to ${highest}.`);
    return Number(text);
  };
}
