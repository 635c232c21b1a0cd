import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { http } from './support/org-client.js';

const MAIN = join(import.meta.dirname, '../dist/command/main.js');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs the command; `whileUp` is given the org's URL, after which the process is told to end. */
async function run(args: string[], whileUp?: (url: string) => Promise<void>): Promise<Run> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const up = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const url = /Emulated org \w+ at (\S+)\n[^]*sf org login/.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  try {
    if (whileUp) {
      const url = await Promise.race([up, ended.then(() => Promise.reject(new Error(`ended: ${errors}`)))]);
      await whileUp(url);
      child.kill('SIGTERM');
    }
    const [code] = await ended;
    return { code, out, errors };
  } finally {
    child.kill('SIGKILL');
  }
}

describe('the command', function () {
  // Processes take their time to start on a busy machine.
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('serves an org whose printed credentials work, logs requests, and ends well on a signal', async () => {
    const state = join(folder, 'org.state');
    const args = ['--port', '0', '--users', '5', '--log', '--control', '--state', state];
    const { code, out, errors } = await run(args, async (url) => {
      expect((await http(`${url}/services/data`)).status).to.equal(200);
      expect((await http(`${url}/_emulator/faults`)).json).to.deep.equal({ faults: [] });
      expect((await http(`${url}/`)).text).to.include('11 users');
    });
    expect([code, errors]).to.deep.equal([0, '']);
    expect(out).to.match(/GET {2}\/services\/data {2}200 {2}[\d.]+ ms {2}0 API calls/);
    const { credentials } = JSON.parse(readFileSync(state, 'utf8').split('\n')[0]!);
    for (const secret of Object.values(credentials)) expect(out).to.include(secret);
  });

  it('explains itself', async () => {
    const { code, out } = await run(['--help']);
    expect(code).to.equal(0);
    expect(out).to.include('--scenario FILE');
    expect((await run(['--version'])).out).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it('ends with 2 on a wrong command line', async () => {
    const wrong = await run(['--users', 'many']);
    expect([wrong.code, wrong.errors]).to.deep.equal([
      2,
      'salesforce-emulator: --users takes a whole number from 0 to 5000000, not "many"\nTry --help.\n',
    ]);
    expect((await run(['--nonsense'])).code).to.equal(2);
  });

  it('ends with 1, saying why, when it cannot start', async () => {
    const other = await startOrg({ users: 0 });
    try {
      const taken = await run(['--users', '0', '--port', String(other.port)]);
      expect([taken.code, taken.errors]).to.deep.equal([
        1,
        `salesforce-emulator: cannot listen on 127.0.0.1:${other.port} (EADDRINUSE); choose another with --port, or 0 for a free one\n`,
      ]);
    } finally {
      await other.close();
    }
    const scenario = join(folder, 'scenario.yaml');
    writeFileSync(scenario, 'faults:\n  - knd: slow\n');
    const bad = await run(['--port', '0', '--scenario', scenario]);
    expect(bad.code).to.equal(1);
    expect(bad.errors).to.include(`${scenario}:2: unknown property "knd"`);
    const missing = await run(['--port', '0', '--scenario', join(folder, 'none.yaml')]);
    expect([missing.code, missing.errors.includes('cannot read the scenario')]).to.deep.equal([1, true]);
  });
});
