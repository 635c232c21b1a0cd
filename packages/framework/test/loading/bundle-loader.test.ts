import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Locale, LocalConnectorInfoManager, loadBundle, loadInstalledBundle } from '@icf-ts/framework';
import { expect } from 'chai';

const SPI = import.meta.resolve('@icf-ts/framework/spi');

/** A bundle in plain JavaScript: no decorators, metadata by function. */
const MODULE = `
import { describeConnector, describeProperty } from ${JSON.stringify(SPI)};
export class Settings { host = 'localhost'; }
describeProperty(Settings, 'host', { type: 'String', order: 1, required: true });
export class Plain { init(c) { this.c = c; } async dispose() {} async test() { if (this.c.host === 'down') throw new Error('no route'); } }
describeConnector(Plain, { name: 'plain.Connector', displayNameKey: 'plain.display', configuration: Settings });
export class Half { init() {} dispose() {} async *sync() {} }
describeConnector(Half, { name: 'half.Connector', displayNameKey: 'x', configuration: Settings });
export class Bare { init() {} dispose() {} }
`;

describe('bundle loader', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-bundle-'));
    await writeFile(join(folder, 'index.js'), MODULE);
    await mkdir(join(folder, 'messages'));
    await writeFile(
      join(folder, 'messages', 'Messages.yaml'),
      'plain.display: Plain connector\nhello: Hello {0}\n',
    );
    await writeFile(join(folder, 'messages', 'Messages_fr.yaml'), 'hello: Bonjour {0}\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const bundle = async (connectorBundle: object | undefined, version = '1.2.3'): Promise<string> => {
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'plain-bundle', version, type: 'module', connectorBundle }),
    );
    return folder;
  };
  const failure = async (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail('loaded'),
      (error: Error) => error,
    );

  it('loads connectors with their messages and makes working facades', async () => {
    const [plain] = await loadBundle(
      await bundle({ framework: '^0.1.0', connectors: ['./index.js#Plain'], messages: './messages' }),
    );
    const { info } = plain!;
    expect(info.key.toString()).to.equal(
      'ConnectorKey( bundleName=plain-bundle bundleVersion=1.2.3 connectorName=plain.Connector )',
    );
    expect(info.displayName()).to.equal('Plain connector');
    expect(info.messages.format('hello', Locale.parse('fr_CA'), '', 'Ada')).to.equal('Bonjour Ada');
    expect(info.messages.format('plain.display', Locale.parse('fr'))).to.equal('Plain connector');
    expect([...info.defaultConfiguration.supportedOperations]).to.deep.equal(['test', 'validate']);

    const manager = new LocalConnectorInfoManager([plain!]);
    await manager.createFacade(info.key, info.defaultConfiguration).test();
    const down = manager.createFacade(info.key, info.defaultConfiguration.withProperties({ host: 'down' }));
    expect(await failure(down.test())).to.include({
      name: 'ConnectorException',
      message: 'test of connector plain.Connector failed: no route',
    });
    expect(() => manager.add(plain!)).to.throw(/loaded already/);
  });

  it('says whose fault it is when a bundle cannot be loaded', async () => {
    const messageOf = async (connectorBundle: object | undefined): Promise<string> =>
      (await failure(loadBundle(await bundle(connectorBundle)))).message;
    expect(await messageOf(undefined)).to.match(/not the manifest of a connector bundle.*connectorBundle/);
    expect(await messageOf({ framework: '*', connectors: [], extra: 1 })).to.match(
      /fewer than 1.*additional|additional.*fewer/,
    );
    expect(await messageOf({ framework: '^9', connectors: ['./index.js#Plain'] })).to.match(
      /wants framework \^9/,
    );
    expect(await messageOf({ framework: '*', connectors: ['./nope.js#X'] })).to.match(
      /nope\.js cannot be loaded/,
    );
    expect(await messageOf({ framework: '*', connectors: ['./index.js#Nope'] })).to.match(
      /does not export Nope/,
    );
    expect(await messageOf({ framework: '*', connectors: ['./index.js#Bare'] })).to.match(
      /no @ConnectorClass/,
    );
    expect(await messageOf({ framework: '*', connectors: ['./index.js#Half'] })).to.match(
      /implements sync by half: getLatestSyncToken missing/,
    );
    expect((await failure(loadBundle(join(folder, 'nowhere')))).message).to.match(/folder that of a bundle/);
    expect((await failure(loadInstalledBundle('no-such-bundle', import.meta.url))).message).to.match(
      /npm install/,
    );
  });
});
