import { rename, rm } from 'node:fs/promises';
import { ConnectorKey, ObjectClass, ScriptContext, type ConnectorFacade } from '@icf-ts/framework';
import { expect } from 'chai';
import type { RemoteConnectorInfoManager } from '#src/client/index.js';
import type { ConnectorHost } from '#src/hosting/index.js';
import { HostFolder } from './host-folder.js';
import { connect, quiet, start } from './running-host.js';

const SCRIPT = new ScriptContext('x', 'x');
const CALLERS = 8;
const OBJECTS = 500;
const keyOf = (version: string): ConnectorKey => new ConnectorKey('test', version, 'test.Versioned');

describe('a new version of a bundle under load', () => {
  const folder = new HostFolder();
  let host: ConnectorHost;
  let manager: RemoteConnectorInfoManager;
  let watching: boolean;
  const began = async (versions: 'compatible' | 'exact' = 'compatible'): Promise<void> => {
    host = await start({ bundles: { directory: folder.of('bundles'), watch: watching, versions } });
    manager = await connect(host.server.port);
  };
  beforeEach(async () => {
    watching = true;
    await folder.open();
    await folder.bundle('bundles/v1', '1.0.0');
  });
  afterEach(async () => {
    manager.close();
    await host.close();
    await folder.close();
  });

  const facade = (size = 3): ConnectorFacade => {
    const info = manager.find(keyOf('1.0.0'))!;
    return manager.createFacade(info.key, info.defaultConfiguration.withProperties({ size }));
  };
  const told = (event: 'bundleAdded' | 'bundleRemoved' | 'bundleDrained'): Promise<string> =>
    new Promise((resolve) => host.registry.events.once(event, ({ version }) => resolve(version)));

  it('serves calls that name the old version, without one that fails, while the old one ends its streams', async () => {
    await began();
    const answers: unknown[] = [];
    const failures: unknown[] = [];
    let stop = false;
    const callers = Array.from({ length: CALLERS }, async (_, at) => {
      const mine = facade(at);
      while (!stop)
        await mine.runScriptOnConnector(SCRIPT).then(
          (answer) => answers.push(answer),
          (error: unknown) => failures.push(error),
        );
    });
    const stream = facade(OBJECTS).search(ObjectClass.ACCOUNT)[Symbol.asyncIterator]();
    const names = [(await stream.next()).value!.name.value];

    const added = told('bundleAdded');
    await folder.bundle('new', '1.1.0');
    await rename(folder.of('new'), folder.of('bundles/v2'));
    expect(await added).to.equal('1.1.0');
    const removed = told('bundleRemoved');
    const drained = told('bundleDrained');
    await rm(folder.of('bundles/v1'), { recursive: true });
    expect(await removed).to.equal('1.0.0');
    const before = answers.length;
    while (answers.length < before + 5 * CALLERS && failures.length === 0) await new Promise(setImmediate);
    stop = true;
    await Promise.all(callers);

    for (let next = await stream.next(); !next.done; next = await stream.next())
      names.push(next.value.name.value);
    expect(failures).to.deep.equal([]);
    expect(new Set(answers)).to.deep.equal(new Set(['1.0.0', '1.1.0']));
    expect(answers.at(-1)).to.equal('1.1.0');
    expect(names).to.deep.equal(Array.from({ length: OBJECTS }, (_, at) => `1.0.0/${at}`));
    expect(await drained).to.equal('1.0.0');
  });

  it('with `exact`, only the version that was asked for answers', async () => {
    await began('exact');
    const mine = facade();
    expect(await mine.runScriptOnConnector(SCRIPT)).to.equal('1.0.0');
    const removed = told('bundleRemoved');
    await folder.bundle('new', '1.1.0');
    await rename(folder.of('new'), folder.of('bundles/v2'));
    await rm(folder.of('bundles/v1'), { recursive: true });
    await removed;
    const failure = await mine.runScriptOnConnector(SCRIPT).catch((error: Error) => error);
    expect(failure)
      .to.have.property('message')
      .that.matches(/No such connector.*1\.0\.0/);
  });

  it('waits for a reload where the directory is not watched', async () => {
    watching = false;
    await began();
    await folder.bundle('bundles/v2', '1.1.0');
    const added = told('bundleAdded');
    await rename(folder.of('bundles/v2'), folder.of('bundles/v3'));
    // Watched or not, it takes two looks to see that a folder rests.
    let version: string | undefined;
    void added.then((seen) => (version = seen));
    expect(host.registry.bundles).to.have.length(1);
    while (version === undefined) await host.reload(quiet());
    expect(version).to.equal('1.1.0');
  });
});
