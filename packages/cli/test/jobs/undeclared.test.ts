import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStage, type Stage } from '#src/demo/stage.js';
import { runIcf } from '#src/run-icf.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';

const JOBS = `
jobs:
  lookups: { type: lookups }
  back: { type: outbound, map: forgerock, correlation: forgerock, actions: provision, reserveCalls: 1 }
`;

describe('jobs on a connector server whose bundle is not installed here', function () {
  this.timeout(60_000);
  let stage: Stage;
  let folder: string;
  before(async () => {
    stage = await openStage({ port: 0, orgPort: 0, key: 'k3y', users: 5 });
    folder = await mkdtemp(join(tmpdir(), 'icf-undeclared-'));
    const { host, port } = stage.server;
    const connector = {
      connector: 'SalesforceConnector',
      configuration: stage.properties,
      remote: { host, port, key: 'k3y' },
    };
    await writeFile(join(folder, 'icf.yaml'), `connectors: { there: ${JSON.stringify(connector)} }${JOBS}`);
    // By the name that it has on the server.
    const named = { ...connector, bundle: 'icfts.salesforce' };
    await writeFile(join(folder, 'named.yaml'), `connectors: { there: ${JSON.stringify(named)} }${JOBS}`);
  });
  after(async () => {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is told what to install by nobody but its owner', async () => {
    const terminal = new RecordingTerminal();
    const code = await runIcf(['run', '--once', 'lookups', '--config', join(folder, 'named.yaml')], terminal);
    expect(code).to.equal(3);
    expect(terminal.errors)
      .to.include("there is no package 'icfts.salesforce' here")
      .and.not.include('npm install');
  });

  it('have a plan without a price, which says why', async () => {
    const terminal = new RecordingTerminal();
    const code = await runIcf(['plan', 'back', '-q', '--config', join(folder, 'icf.yaml')], terminal);
    expect(code, terminal.errors).to.equal(0);
    expect(terminal.output).to.include('Nobody says what the operations of this connector cost.');
    expect(terminal.errors).to.include('nor what their calls cost');
  });

  for (const [what, ...args] of [
    ['lookups are not taken for none', 'run', '--once', 'lookups'],
    ['calls are not taken for free', 'reconcile', 'back'],
  ] as const) {
    it(`fail where it matters, and say what to do: ${what}`, async () => {
      const terminal = new RecordingTerminal();
      const code = await runIcf([...args, '--config', join(folder, 'icf.yaml')], terminal);
      expect(terminal.errors).to.include(
        'does not tell which lookups its connectors have, nor what their calls cost',
      );
      expect(terminal.errors).to.include('name the package in connectors.there.bundle');
      expect(code).to.equal(3);
    });
  }
});
