import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server';
import { ConnectorKey, GuardedString, Name, ObjectClass, type ConnectorFacade } from '@icf-ts/framework';
import { expect } from 'chai';
import { IcfProcess } from '../icf-process.js';

const MEMORY = join(import.meta.dirname, '../../../../examples/memory-bundle');
const MEMORY_KEY = new ConnectorKey('example.memory', '1.0.0', 'example.memory.MemoryConnector');
/** More than two pauses of 200, so that a stream cannot be over before it is read. */
const ACCOUNTS = 450;

describe('a connector server from the first command to the last', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;
  let running: IcfProcess;
  let manager: RemoteConnectorInfoManager | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-run-'));
    file = join(folder, 'connector-server.yaml');
  });
  afterEach(async () => {
    manager?.close();
    manager = undefined;
    await running.discard();
    await rm(folder, { recursive: true, force: true });
  });

  /** `init`, then a free port instead of the customary one, and no package. Answers the key. */
  const init = async (): Promise<string> => {
    const { code, output } = await new IcfProcess('server', 'init', folder).ended;
    expect(code).to.equal(0);
    const content = await readFile(file, 'utf8');
    await writeFile(
      file,
      content
        .replace('port: 8759', 'port: 0')
        .replace(/ {2}packages:\n.*\n/, '')
        .replace('drainTimeoutMs: 30000', 'drainTimeoutMs: 60000'),
    );
    return /^ {2}([\w-]{32})$/m.exec(output)![1]!;
  };
  const run = async (): Promise<number> => {
    running = new IcfProcess('server', 'run', '-c', file);
    await running.printed('"port":');
    return Number(/"port":(\d+)/.exec(running.output)![1]);
  };
  const connect = async (port: number, key: string): Promise<RemoteConnectorInfoManager> =>
    (manager = await RemoteConnectorInfoManager.connect({
      host: '127.0.0.1',
      port,
      key: new GuardedString(key),
    }));
  const memory = async (port: number, key: string): Promise<ConnectorFacade> => {
    const { find } = await connect(port, key);
    const info = find.call(manager, MEMORY_KEY)!;
    return manager!.createFacade(info.key, info.defaultConfiguration);
  };

  it('init, run, a bundle dropped in, calls, SIGTERM in the middle of a stream: the stream comes to its end', async () => {
    const key = await init();
    const port = await run();
    await cp(MEMORY, join(folder, 'copied'), { recursive: true });
    await rename(join(folder, 'copied'), join(folder, 'bundles/memory-1.0.0'));
    await running.printed('example.memory');
    const facade = await memory(port, key);
    for (let at = 0; at < ACCOUNTS; at++) await facade.create(ObjectClass.ACCOUNT, [new Name(`user-${at}`)]);

    const names = new Set<string>();
    for await (const { name } of facade.search(ObjectClass.ACCOUNT)) {
      if (names.size === 0) {
        running.send('SIGTERM');
        await running.printed('Stopping');
        const late = await RemoteConnectorInfoManager.connect({
          host: '127.0.0.1',
          port,
          key: new GuardedString(key),
        }).catch((error: unknown) => error);
        expect(late).to.be.instanceOf(Error);
      }
      names.add(name.value!);
    }
    expect(names.size).to.equal(ACCOUNTS);
    const { code, signal, errors } = await running.ended;
    expect({ code, signal, errors }).to.deep.equal({ code: 0, signal: null, errors: '' });
  });

  it('a second SIGTERM ends it at once', async () => {
    const key = await init();
    await cp(MEMORY, join(folder, 'bundles/memory'), { recursive: true });
    const facade = await memory(await run(), key);
    for (let at = 0; at < ACCOUNTS; at++) await facade.create(ObjectClass.ACCOUNT, [new Name(`user-${at}`)]);
    const stream = facade.search(ObjectClass.ACCOUNT)[Symbol.asyncIterator]();
    await stream.next();
    running.send('SIGTERM');
    await running.printed('Stopping');
    running.send('SIGTERM');
    expect((await running.ended).code).to.equal(143);
    expect(await stream.return!().catch(() => 'gone')).to.not.equal(undefined);
  });

  it('a key set while it runs is good from then on, the former one no longer', async () => {
    const former = await init();
    const port = await run();
    await connect(port, former);
    const { code } = await new IcfProcess('server', 'set-key', '-c', file).feed('a key of my own\n').ended;
    expect(code).to.equal(0);
    await running.printed('read again');
    await connect(port, 'a key of my own');
    const refused = await connect(port, former).catch((error: Error) => error.name);
    expect(refused).to.equal('InvalidCredentialException');
    expect(running.output).to.not.include(former).and.not.include('a key of my own');
    running.send('SIGINT');
    expect((await running.ended).code).to.equal(0);
  });
});
