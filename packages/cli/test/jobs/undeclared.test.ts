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
  });
  after(async () => {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
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
      expect(terminal.errors).to.include('name it in connectors.there.bundle');
      expect(code).to.equal(3);
    });
  }
});
