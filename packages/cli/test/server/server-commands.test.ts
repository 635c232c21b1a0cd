import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkServer } from '#src/server/check-server.js';
import { initServer } from '#src/server/init-server.js';
import { runServer } from '#src/server/run-server.js';
import { setKey, type SetKeyOptions } from '#src/server/set-key.js';
import { serverStatus } from '#src/server/server-status.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';

describe('commands of an operator', () => {
  let folder: string;
  let file: string;
  let terminal: RecordingTerminal;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-server-'));
    file = join(folder, 'connector-server.yaml');
    terminal = new RecordingTerminal();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const check = (at = file): Promise<number> => checkServer({ file: at, format: 'yaml' }, terminal);
  const options = (rest: Partial<SetKeyOptions>): SetKeyOptions => ({
    config: file,
    create: false,
    add: false,
    keepNewest: false,
    ...rest,
  });

  it('init writes what check finds nothing wrong with; the key is shown and not stored', async () => {
    expect(await initServer(folder, terminal)).to.equal(0);
    const key = /^ {2}([\w-]{32})$/m.exec(terminal.output)![1]!;
    const content = await readFile(file, 'utf8');
    expect(content)
      .to.match(/key: scrypt\$/)
      .and.not.include(key);
    expect((await stat(file)).mode & 0o777).to.equal(0o640);
    expect((await stat(join(folder, 'bundles'))).isDirectory()).to.equal(true);
    expect(await check()).to.equal(0);
    expect(terminal.output).to.match(/✔ bundle icfts\.salesforce .*\n✔ .*0 errors, 0 warnings\n$/);
  });

  it('init overwrites nothing', async () => {
    await writeFile(file, 'mine');
    expect(await initServer(folder, terminal)).to.equal(1);
    expect(terminal.errors).to.match(/is there already, and stays as it is/);
    expect(await readFile(file, 'utf8')).to.equal('mine');
    expect(terminal.output).to.equal('');
  });

  it('every commented line of the first configuration holds when it is commented in', async () => {
    await initServer(folder, terminal);
    const content = await readFile(file, 'utf8');
    // A comment that is configuration: a property, indented by the two characters that go, or a list's item below one.
    const active = content
      .replace(/^( *)# ((?: {2})*(?:- )?[\w.]+:(?: .*)?)$/gm, '$1$2')
      .replace('${file:/run/secrets/passphrase}', 'x');
    expect(active)
      .to.include('\ntls:\n')
      .and.include('\nendpoint:\n  port: 8760')
      .and.include('    addresses: [');
    await writeFile(file, active);
    terminal = new RecordingTerminal();
    await check();
    expect(terminal.output).to.not.match(/no such property|must be|YAML/);
    expect(terminal.output).to.match(/tls: The file .*server\.crt does not exist/);
  });

  it('check tells of everything at once, and of bundles that do not load', async () => {
    await mkdir(join(folder, 'bundles/broken'), { recursive: true });
    await writeFile(join(folder, 'bundles/broken/package.json'), '{ "connectorBundle": {} }');
    await writeFile(
      file,
      'clients: [ { name: a, key: clear } ]\nbundles: { directory: bundles, packages: [no-such] }\nlgo: {}\n',
    );
    expect(await check()).to.equal(1);
    for (const text of [
      'clients[0].key: This is not the hash',
      'broken cannot be loaded',
      'no-such is not installed',
      'Did you mean log?',
      '4 errors',
    ])
      expect(terminal.output).to.include(text);
    expect(terminal.output).to.not.include('clear');
  });

  it('set-key reads a key from a file, generates one, refuses poor ones, and leaves a broken request without effect', async () => {
    await initServer(folder, terminal);
    const keyFile = join(folder, 'key');
    const before = await readFile(file, 'utf8');
    for (const [clear, why] of [
      ['short', 'at least 8 characters'],
      ['changeit', 'every Java connector server'],
    ]) {
      await writeFile(keyFile, `${clear}\n`);
      expect(await setKey(options({ keyFile }), terminal)).to.equal(1);
      expect(terminal.errors).to.include(why);
    }
    expect(await setKey(options({ keyFile: join(folder, 'nope') }), terminal)).to.equal(1);
    expect(await setKey(options({ config: join(folder, 'nope') }), terminal)).to.equal(1);
    expect(await readFile(file, 'utf8')).to.equal(before);

    terminal = new RecordingTerminal();
    await writeFile(keyFile, 'a key of mine\n');
    expect(await setKey(options({ keyFile }), terminal)).to.equal(0);
    expect(await setKey(options({ generate: true, add: true }), terminal)).to.equal(0);
    expect(terminal.output).to.match(
      /has a new key.*\n.*has 2 keys now.*\nThe key, which is not stored.*\n\n {2}[\w-]{32}\n$/,
    );
    expect((await readFile(file, 'utf8')).match(/- scrypt\$/g)).to.have.length(2);
    expect((await stat(file)).mode & 0o777).to.equal(0o640);
    expect(await check()).to.equal(0);
  });

  it('run says why it cannot start, and ends with 1', async () => {
    await writeFile(file, 'clients: []\nserver: { prot: 1 }\n');
    expect(await runServer({ file, format: 'yaml' }, terminal)).to.equal(1);
    expect(terminal.errors).to.match(
      /:1:1: clients: This must not be empty\.\n.*:2:\d+: server\.prot: .*Did you mean port\?\n$/,
    );
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    try {
      terminal = new RecordingTerminal();
      const key = "'sha1$rN8pF2ZtQ2a2lTkTXbnKTnP2x3U='";
      await writeFile(
        file,
        `clients: [ { name: a, key: ${key} } ]\nserver: { port: ${port} }\nlog: { level: silent }\n`,
      );
      expect(await runServer({ file, format: 'yaml' }, terminal)).to.equal(1);
      expect(terminal.errors).to.include(`port ${port}: the port is taken`);
    } finally {
      await new Promise((resolve) => occupant.close(resolve));
    }
  });

  it('status says that there is no endpoint, or that nobody answers', async () => {
    await initServer(folder, terminal);
    expect(await serverStatus({ file, format: 'yaml' }, terminal)).to.equal(1);
    expect(terminal.errors).to.include('Add endpoint.port');
    await writeFile(file, `${await readFile(file, 'utf8')}\nendpoint: { port: 1 }\n`);
    expect(await serverStatus({ file, format: 'yaml' }, terminal)).to.equal(1);
    expect(terminal.errors).to.include('http://127.0.0.1:1/health/ready cannot be reached');
  });
});
