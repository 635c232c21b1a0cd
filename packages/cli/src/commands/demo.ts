import { Command, InvalidArgumentError } from 'commander';
import { connectInstructions } from '../demo/connect-instructions.js';
import { count } from '../demo/figures.js';
import { PortProblem } from '../demo/port-problem.js';
import { stepLine, totalLine } from '../demo/report.js';
import { openStage, type Stage, type StageOptions } from '../demo/stage.js';
import { TOUR } from '../demo/whole-tour.js';
import { takeTour, type StepResult } from '../demo/tour.js';
import { aborted, stopSignal } from '../terminal/stop-signal.js';
import { styleFor } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';

export interface DemoOptions extends StageOptions {
  /** Ends after the tour. */
  readonly once: boolean;
}

const DEFAULT_KEY = 'changeit';
const MOST_USERS = 100_000;
const HIGHEST_PORT = 65_535;
const INTERRUPTED = 130;

export function demoCommand(terminal: Terminal, exit: (exitCode: number) => void): Command {
  return new Command('demo')
    .description(
      'Start an emulated Salesforce org and a connector server on this machine, take a tour through the server, ' +
        'and stay up for identity platforms to connect. No account, no network.',
    )
    .option('-p, --port <port>', 'port of the connector server, 0 for any', port, 8_759)
    .option('--org-port <port>', 'port of the emulated org, 0 for any', port, 8_780)
    .option('-k, --key <key>', 'key of the connector server', key, DEFAULT_KEY)
    .option('-u, --users <count>', 'people in the org', users, 1_000)
    .option('--once', 'end after the tour', false)
    .helpOption('-h, --help', 'print this help')
    .action(async (options: DemoOptions) => {
      exit(await runDemo(options, terminal, stopSignal()));
    });
}

/** Returns the exit code. */
export async function runDemo(
  options: DemoOptions,
  terminal: Terminal,
  stop: AbortSignal,
  open: (options: StageOptions) => Promise<Stage> = openStage,
): Promise<number> {
  let stage: Stage;
  try {
    const progress = { write: (text: string) => terminal.writeError(text), ...terminal.progress };
    stage = await open({ progress, ...options });
  } catch (error) {
    if (!(error instanceof PortProblem)) throw error;
    terminal.writeError(`${error.message}\nChoose another: ${commandLine()} ${error.wayOut}\n`);
    return 1;
  }
  try {
    return await onStage(stage, options, terminal, stop);
  } finally {
    await stage.close();
    if (!options.once) terminal.write('Stopped: the connector server and the org are closed.\n');
  }
}

async function onStage(
  stage: Stage,
  options: DemoOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const style = styleFor(terminal.colour);
  const print = (text = ''): void => terminal.write(`${text}\n`);
  const { server, org } = stage;
  print(`${style('strong', 'connector server')}  ${server.host}:${server.port}, ICF protocol`);
  print(`${style('strong', 'Salesforce org')}    ${org.url}, emulated, ${count(options.users)} people`);
  print();
  const results: StepResult[] = [];
  for await (const result of takeTour(TOUR, stage, stop)) {
    results.push(result);
    print(stepLine(result, style));
  }
  if (results.length < TOUR.length) return options.once ? INTERRUPTED : 0;
  print(style('faint', '  Salesforce deletes no users: Ada stays, inactive, and her user name stays taken.'));
  print();
  print(totalLine(results, style));
  const exitCode = results.every(({ outcome }) => outcome === 'done') ? 0 : 1;
  if (options.once) return exitCode;
  print();
  print(connectInstructions(stage, options.key === DEFAULT_KEY ? DEFAULT_KEY : 'YOUR_KEY', style));
  print();
  print('Ready. Ctrl-C ends it.');
  await aborted(stop);
  print();
  return exitCode;
}

/** How the command was called, for advice. */
const commandLine = (): string =>
  process.env['npm_lifecycle_event'] === 'start' ? 'npm start --' : 'icf demo';

const port = (text: string): number =>
  wholeNumber(text, HIGHEST_PORT, 'A port is a whole number from 0 (any free one) to 65535.');
const users = (text: string): number =>
  wholeNumber(text, MOST_USERS, `It must be a whole number from 0 to ${MOST_USERS}.`);

function wholeNumber(text: string, highest: number, rule: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > highest) throw new InvalidArgumentError(rule);
  return Number(text);
}

function key(text: string): string {
  if (text === '') throw new InvalidArgumentError('A key must not be empty.');
  return text;
}
