import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { runDemo, type DemoOptions } from '#src/demo/run-demo.js';
import { openStage, type Stage } from '#src/demo/stage.js';
import { RecordingTerminal } from './recording-terminal.js';

const ONCE: DemoOptions = { port: 0, orgPort: 0, key: 'changeit', users: 10, once: true };
const STAYING: DemoOptions = { ...ONCE, once: false };
const COLUMNS = 100;

const never = (): AbortSignal => new AbortController().signal;
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** Runs a demonstration that is stopped when it prints `stopAt`. */
async function runUntil(
  stopAt: string,
  options: DemoOptions,
  open = openStage,
): Promise<{ exitCode: number; terminal: RecordingTerminal }> {
  const controller = new AbortController();
  const terminal = new RecordingTerminal((text) => {
    if (text.includes(stopAt)) controller.abort();
  });
  return { exitCode: await runDemo(options, terminal, controller.signal, open), terminal };
}

describe('the demonstration', () => {
  it('ends after the tour with 0, in plain text', async () => {
    const terminal = new RecordingTerminal();
    expect(await runDemo(ONCE, terminal, never())).to.equal(0);
    expect(terminal.output).to.include('17 of 17 steps done: 20 API calls and 2 logins');
    expect(terminal.output).to.not.include('\u001b');
    expect(terminal.output).to.not.include('Ctrl-C');
    expect(terminal.errors).to.equal('');
  });

  it('ends with 1 when a step failed, and says which exception it was', async () => {
    const terminal = new RecordingTerminal();
    const exitCode = await runDemo(ONCE, terminal, never(), async (options) => {
      const stage = await openStage(options);
      stage.org.failNext({ status: 403, body: '' });
      return stage;
    });
    expect(exitCode).to.equal(1);
    expect(terminal.output).to.match(/✖ test +failed[^\n]*\n +\w+Exception: /);
    expect(terminal.output).to.match(/✔ list all users/);
    expect(terminal.output).to.include('16 of 17 steps done, 1 failed');
  });

  it('colours for a terminal that wants it', async () => {
    const terminal = new RecordingTerminal(undefined, true);
    await runDemo(ONCE, terminal, never());
    expect(terminal.output).to.include('\u001b[32m✔\u001b[39m test');
  });

  it('stays up, tells how to connect within 100 columns, and ends with 0 when stopped', async () => {
    let stage!: Stage;
    const { exitCode, terminal } = await runUntil('Ready.', STAYING, async (options) => {
      stage = await openStage(options);
      return stage;
    });
    expect(exitCode).to.equal(0);
    const { output } = terminal;
    expect(output).to.include(`connid://changeit@127.0.0.1:${/port +(\d+)/.exec(output)![1]}`);
    expect(output).to.include(`loginUrl     ${stage.org.url}`);
    expect(output).to.match(/Stopped: .*closed\.\n$/);
    for (const line of output.split('\n')) expect(line.length, line).to.be.at.most(COLUMNS);
  });

  it('shows of all secrets only the one that platforms need, once', async () => {
    let stage!: Stage;
    const { terminal } = await runUntil('Ready.', { ...STAYING, key: 'my-0wn-key' }, async (options) => {
      stage = await openStage(options);
      return stage;
    });
    const { output } = terminal;
    const uid = /005\w{15}/.exec(output)![0];
    const { clientSecret, password, securityToken } = stage.org.credentials;
    expect(occurrences(output, clientSecret)).to.equal(1);
    for (const secret of [password, securityToken, stage.org.passwordOf(uid)!, 'my-0wn-key']) {
      expect(output).to.not.include(secret);
    }
  });

  it('stops in the middle of the tour', async () => {
    const staying = await runUntil('✔ test', STAYING);
    expect(staying.exitCode).to.equal(0);
    expect(staying.terminal.output).to.not.include('disable');
    const once = await runUntil('✔ test', ONCE);
    expect(once.exitCode).to.equal(130);
  });

  for (const [option, whose] of [
    ['port', 'connector server'],
    ['orgPort', 'emulated org'],
  ] as const) {
    it(`says that the port of the ${whose} is taken, and how to choose another`, async () => {
      const occupant = createServer();
      await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = occupant.address() as AddressInfo;
        const terminal = new RecordingTerminal();
        expect(await runDemo({ ...ONCE, [option]: port }, terminal, never())).to.equal(1);
        const flag = option === 'port' ? '--port' : '--org-port';
        expect(terminal.errors).to.match(
          new RegExp(
            `^Port ${port}, which the ${whose} wants, is taken\\.\\nChoose another: .+ ${flag} \\d+\\n$`,
          ),
        );
        expect(terminal.output).to.equal('');
      } finally {
        await new Promise((resolve) => occupant.close(resolve));
      }
    });
  }
});
