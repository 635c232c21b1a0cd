import { connect as connectTls } from 'node:tls';
import { readFile, rename } from 'node:fs/promises';
import { expect } from 'chai';
import { HostedFile } from '#src/hosting/index.js';
import { changesBetween } from '#src/hosting/changes.js';
import { HostFolder } from './host-folder.js';
import { connect, hashOf, quiet, start } from './running-host.js';

describe('a configuration that changes under a running server', function () {
  this.timeout(60_000);
  const folder = new HostFolder();
  let close: () => Promise<void>;
  beforeEach(() => folder.open());
  afterEach(async () => {
    await close();
    await folder.close();
  });

  const isKey = (port: number, key: string): Promise<boolean> =>
    connect(port, key).then(
      (manager) => {
        manager.close();
        return true;
      },
      () => false,
    );
  const subject = (port: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        const { subject: shown } = socket.getPeerX509Certificate()!;
        socket.once('close', () => resolve(shown)).end();
      });
      socket.resume();
      socket.once('error', reject);
    });
  const hosted = async (content: string): Promise<HostedFile> => {
    const file = await folder.write('c.yaml', content);
    const running = await HostedFile.start({ file, format: 'yaml' }, { settleMs: 20, pollMs: 20 });
    close = () => running.close();
    return running;
  };
  /** Looks until it is so; mocha's patience is the limit. */
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise(setImmediate);
  };

  it('takes over keys when the file changes, keeps the old ones when it is broken, and reads secrets by reference', async () => {
    await folder.write('key', 'the first one');
    const content = (rest = ''): string =>
      `server: { port: 0 }\nlog: { level: silent }\nclients: [ { name: a, key: "\${file:key}" }${rest} ]\n`;
    const { host } = await hosted(content());
    const { port } = host.server;
    expect(await isKey(port, 'the first one')).to.equal(true);
    await folder.write('key', 'the second one');
    await until(() => isKey(port, 'the second one'));
    expect(await isKey(port, 'the first one')).to.equal(false);
    await folder.write('c.yaml', content(`, { name: b, key: '${hashOf('of another')}' }`));
    await until(() => isKey(port, 'of another'));
  });

  it('a broken file changes nothing, and the log says why', async () => {
    const content = `server: { port: 0 }\nclients: [ { name: a, key: '${hashOf('the first one')}' } ]\nlog: { level: warn, destination: log }\n`;
    const running = await hosted(content);
    const logged = (text: string): Promise<void> =>
      until(async () => (await readFile(folder.of('log'), 'utf8')).includes(text));
    await folder.write('c.yaml', content.replace('name: a', 'nam: a'));
    await running.reload();
    await logged('clients[0].nam: There is no such property. Did you mean name?');
    expect(await isKey(running.host.server.port, 'the first one')).to.equal(true);
    await rename(folder.of('c.yaml'), folder.of('gone.yaml'));
    await running.reload();
    await logged('There is no such file');
    expect(await isKey(running.host.server.port, 'the first one')).to.equal(true);
    await folder.write('c.yaml', content.replace('port: 0', 'port: 1, maxFacades: 3'));
    await running.reload();
    await logged('need a restart: server.port, server.maxFacades.');
    expect(await readFile(folder.of('log'), 'utf8')).to.match(
      /not taken over; the server goes on with the old one/,
    );
  });

  it('takes over a renewed certificate, for new connections, and not one that does not fit', async () => {
    const certificate = await folder.fixture('first.crt', 'server.crt');
    const key = await folder.fixture('first.key', 'server.key');
    const { host } = await hosted(
      `server: { port: 0 }\nlog: { level: silent }\ntls: { certificate: server.crt, key: server.key }\nclients: [ { name: a, key: '${hashOf('a key of mine')}' } ]\n`,
    );
    const { port } = host.server;
    expect(await subject(port)).to.equal('CN=connectors.example.org');
    await folder.fixture('renewed.crt');
    await folder.fixture('renewed.key');
    // One after the other, as tools do it: between the two nothing fits.
    await rename(folder.of('renewed.crt'), certificate);
    expect(await subject(port)).to.equal('CN=connectors.example.org');
    await rename(folder.of('renewed.key'), key);
    await until(async () => (await subject(port)) === 'CN=renewed.example.org');
    expect((await readFile(key)).length).to.be.greaterThan(0);
  });

  it('without the file: a reload tells what it took over and what waits', async () => {
    const settings = quiet({ server: { port: 0 } });
    const host = await start(settings);
    close = () => host.close();
    const changes = await host.reload({
      ...settings,
      clients: [{ name: 'a', keys: [hashOf('another key')] }],
      log: { level: 'error', pretty: true },
      server: { port: 0, host: '::' },
      aliases: { a: 'b/1/c' },
    });
    expect(changes).to.deep.equal({
      live: ['clients', 'log.level'],
      needRestart: ['server.host', 'aliases', 'log.pretty'],
    });
    expect(host.observation.log.level).to.equal('error');
    expect(await isKey(host.server.port, 'another key')).to.equal(true);
    // Asked again, what waits still waits.
    expect((await host.reload(settings)).needRestart).to.deep.equal([]);
  });

  it('knows that TLS cannot be switched on under open sockets', async () => {
    close = async () => undefined;
    const before = quiet();
    const tls = { certificate: 'a', key: 'b' };
    expect(changesBetween(before, { ...before, tls }).needRestart).to.deep.equal(['tls']);
    expect(
      changesBetween({ ...before, tls }, { ...before, tls: { ...tls, certificate: 'c' } }),
    ).to.deep.equal({
      live: ['tls.certificate'],
      needRestart: [],
    });
  });
});
