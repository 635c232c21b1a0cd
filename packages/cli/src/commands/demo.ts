import { Command, InvalidArgumentError } from 'commander';
import { DEFAULT_KEY } from '../demo/default-key.js';
import type { DemoOptions } from '../demo/run-demo.js';
import { stopSignal } from '../terminal/stop-signal.js';
import type { Terminal } from '../terminal/terminal.js';

const MOST_USERS = 100_000;
const HIGHEST_PORT = 65_535;

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
      const stop = stopSignal();
      const { runDemo } = await import('../demo/run-demo.js');
      exit(await runDemo(options, terminal, stop));
    });
}

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
