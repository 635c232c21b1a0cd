import { aborted } from '../terminal/stop-signal.js';
import { styleFor } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';
import { connectInstructions } from './connect-instructions.js';
import { DEFAULT_KEY } from './default-key.js';
import { count } from './figures.js';
import { PortProblem } from './port-problem.js';
import { stepLine, totalLine } from './report.js';
import { openStage, type Stage, type StageOptions } from './stage.js';
import { takeTour, type StepResult } from './tour.js';
import { TOUR } from './whole-tour.js';

export interface DemoOptions extends StageOptions {
  /** Ends after the tour. */
  readonly once: boolean;
}

const INTERRUPTED = 130;

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
