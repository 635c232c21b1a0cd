import { BundleRegistry, ConnectorKey } from '@icf-ts/framework';
import { expect } from 'chai';
import { BundleFolders, failure } from './bundle-folders.js';

const FOREIGN = 'org.example.idm.salesforce.SalesforceConnector';
const foreign = (bundle = 'org.example.idm.salesforce-connector', version = '[1.5.0.0,1.6)'): ConnectorKey =>
  new ConnectorKey(bundle, version, FOREIGN);

describe('connector aliases', () => {
  const folders = new BundleFolders();
  before(() => folders.open());
  after(() => folders.close());

  it('declared by a bundle: found under any bundle and version, newest of ours, never listed', async () => {
    const registry = new BundleRegistry();
    const manifest = { aliases: [FOREIGN] };
    await registry.addBundle(await folders.write('own/1', { version: '1.0.0', manifest }));
    await registry.addBundle(await folders.write('own/2', { version: '1.2.0', manifest }));
    await registry.addBundle(await folders.write('own/3', { version: '2.0.0' }));
    const info = registry.find(foreign())!;
    expect(info.key.toString()).to.match(/plain-bundle bundleVersion=1\.2\.0 connectorName=plain\.Connector/);
    expect(registry.find(foreign('other', ''))).to.equal(info);
    const facade = registry.createFacade(foreign(), info.defaultConfiguration);
    expect(facade.key).to.equal(info.key);
    await facade.test();
    expect(registry.connectorInfos.map(({ key }) => key.connectorName)).to.not.include(FOREIGN);
    await registry.removeBundle('plain-bundle', '1.2.0');
    expect(registry.find(foreign())?.key.bundleVersion).to.equal('1.0.0');
    await registry.removeBundle('plain-bundle', '1.0.0');
    expect(registry.find(foreign())).to.equal(undefined);
  });

  it('configured by the application: full patterns win over names, and say what is missing', async () => {
    const registry = new BundleRegistry({
      aliases: {
        [FOREIGN]: 'plain-bundle/^1/plain.Connector',
        [`org.special*/2.*/${FOREIGN}`]: new ConnectorKey('plain-bundle', '*', 'other.Connector'),
        'gone.Connector': '@scope/gone/1.0.0/x',
      },
    });
    const connectors = ['./index.js#Plain', './index.js#Other'];
    await registry.addBundle(await folders.write('configured', { manifest: { connectors } }));
    const nameOf = (key: ConnectorKey): string | undefined => registry.find(key)?.key.connectorName;
    expect(nameOf(foreign())).to.equal('plain.Connector');
    expect(nameOf(foreign('org.special-edition', '2.7'))).to.equal('other.Connector');
    expect(nameOf(foreign('org.special-edition', '3.0'))).to.equal('plain.Connector');
    expect(nameOf(new ConnectorKey('org.special', '2.0', 'x'))).to.equal(undefined);
    const { defaultConfiguration } = registry.connectorInfos[0]!;
    expect(() =>
      registry.createFacade(new ConnectorKey('a', '1', 'gone.Connector'), defaultConfiguration),
    ).to.throw(/It is an alias of .*bundleName=@scope\/gone .*, which is not loaded/);
  });

  it('that are whole keys are listed as such, while their connector is loaded', async () => {
    const whole = 'org.example.idm/1.5/plain.Foreign';
    const registry = new BundleRegistry({
      aliases: { [whole]: 'plain-bundle/1.0.0/plain.Connector', 'org.example.*/1/x': 'a/1/b', Name: 'a/1/b' },
    });
    expect(registry.aliasKeys).to.deep.equal([]);
    await registry.addBundle(await folders.write('whole/1', { version: '1.0.0' }));
    expect(registry.aliasKeys).to.deep.equal([new ConnectorKey('org.example.idm', '1.5', 'plain.Foreign')]);
    await registry.removeBundle('plain-bundle');
    expect(registry.aliasKeys).to.deep.equal([]);
  });

  it('refuses conflicts and names both sides', async () => {
    const registry = new BundleRegistry({ aliases: { 'x.Connector': 'a/*/y.Connector' } });
    const message = async (at: string, aliases: unknown, more: object = {}): Promise<string> => {
      const folder = await folders.write(`conflict/${at}`, { name: at, manifest: { aliases, ...more } });
      return (await failure(registry.addBundle(folder))).message;
    };
    await registry.addBundle(
      await folders.write('conflict/first', { name: 'first', manifest: { aliases: ['f'] } }),
    );
    expect(await message('a', ['f'])).to.match(/'\*\/\*\/f' is claimed twice: .*=first .* and by .*=a /);
    expect(await message('b', ['x.Connector'])).to.match(/claimed twice: .*configured by the app.*declared/);
    expect(await message('c', ['plain.Connector'])).to.match(
      /Alias.*=c .*real connector: .*bundleName=first/,
    );
    expect(await message('d', ['d/*/plain.Connector'])).to.match(/is the key of a real connector: .*=d /);
    const two = { connectors: ['./index.js#Plain', './index.js#Other'] };
    expect(await message('e', ['z'], two)).to.match(/2 connectors.*must say whose/);
    expect(await message('g', { nobody: ['z'] }, two)).to.match(/declares aliases for nobody, but/);
    expect(await message('h', { 'plain.Connector': ['z'], 'other.Connector': ['z'] }, two)).to.match(
      /claimed twice: .*plain\.Connector.*other\.Connector/,
    );
    expect(await message('i', [1])).to.match(/aliases\/0 must be string/);
    expect(await message('j', ['one/two'])).to.match(/does not name a connector/);
    expect(registry.bundles.map(({ name }) => name)).to.deep.equal(['first']);

    const late = new BundleRegistry({ aliases: { 'plain.Connector': 'a/*/y.Connector' } });
    expect((await failure(late.addBundle(folders.path('conflict/first')))).message).to.match(
      /Alias '\*\/\*\/plain\.Connector' .*configured by the application.* real connector: .*=first /,
    );
    expect(() => new BundleRegistry({ aliases: { y: 'a/1/y' } })).to.throw(/real connector/);
    expect(() => new BundleRegistry({ aliases: { y: 'nothing' } })).to.throw(/'nothing' is not the key/);
  });
});
