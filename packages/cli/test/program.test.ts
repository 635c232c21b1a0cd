import { CommanderError } from 'commander';
import { expect } from 'chai';
import { createProgram } from '#src/program.js';
import { RecordingTerminal } from './demo/recording-terminal.js';

/** Parses a command line that ends before any command runs. */
async function parse(...args: string[]): Promise<{ exitCode: number; terminal: RecordingTerminal }> {
  const terminal = new RecordingTerminal();
  const program = createProgram(terminal, () => expect.fail('no command should run'));
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap(({ commands }) => commands),
  ])
    command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { exitCode: error.exitCode, terminal };
    throw error;
  }
  return expect.fail('a command should not run');
}

describe('the command line', () => {
  for (const [args, message] of [
    [['demo', '--port', 'abc'], 'A port is a whole number from 0 (any free one) to 65535.'],
    [['demo', '--org-port', '65536'], 'A port is a whole number'],
    [['demo', '--users', '-1'], 'It must be a whole number from 0 to 100000.'],
    [['demo', '--key', ''], 'A key must not be empty.'],
    [['demo', 'more'], 'too many arguments'],
    [['dmeo'], "unknown command 'dmeo'"],
    [['server', 'rnu'], "unknown command 'rnu'"],
    [
      ['server', 'run', '--properties', 'a', '-c', 'b'],
      "option '--properties <file>' cannot be used with option",
    ],
    [['server', 'run', '-Dname'], 'Write -Dname=value.'],
    [
      ['server', 'set-key', '--keep-newest', '--add'],
      "option '--keep-newest' cannot be used with option '--add'",
    ],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { exitCode, terminal } = await parse(...args);
      expect(exitCode).to.equal(1);
      expect(terminal.errors).to.include(message);
    });
  }

  it('prints version and help', async () => {
    expect((await parse('--version')).terminal.output).to.match(/^\d+\.\d+\.\d+\n$/);
    const help = await parse('demo', '--help');
    expect(help.exitCode).to.equal(0);
    expect(help.terminal.output).to.include('--org-port').and.include('--once');
  });
});
