import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import {
  BundleRegistry,
  ConnectorKey,
  LocalConnectorInfoManager,
  ScriptContext,
  loadBundle,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { BundleFolders, failure } from './bundle-folders.js';

const keyOf = (version: string, name = 'plain.Connector'): ConnectorKey =>
  new ConnectorKey('plain-bundle', version, name);
const facadeOf = (registry: BundleRegistry, key: ConnectorKey): ConnectorFacade =>
  registry.createFacade(key, registry.find(key)!.defaultConfiguration);
const versionAfter = (facade: ConnectorFacade, delayMs: number): Promise<unknown> =>
  facade.runScriptOnConnector(new ScriptContext('x', String(delayMs)));

describe('bundle registry', () => {
  const folders = new BundleFolders();
  before(() => folders.open());
  after(() => folders.close());

  it('runs two versions side by side and finds the newest that fits', async () => {
    const registry = new BundleRegistry();
    for (const version of ['1.0.0', '1.10.0', '1.9.0', '2.0.0-beta.1'])
      await registry.addBundle(await folders.write(`side/${version}`, { version }));
    const found = (version: string): string | undefined => registry.find(keyOf(version))?.key.bundleVersion;
    expect(found('1.9.0')).to.equal('1.9.0');
    expect(found('^1')).to.equal('1.10.0');
    expect(found('1.9.x')).to.equal('1.9.0');
    expect(found('*')).to.equal('1.10.0');
    expect(found('')).to.equal('1.10.0');
    expect(found('>=2.0.0-0')).to.equal('2.0.0-beta.1');
    expect(found('^3')).to.equal(undefined);
    expect(found('1.0')).to.equal(undefined);
    expect(found('latest')).to.equal(undefined);
    expect(await versionAfter(facadeOf(registry, keyOf('1.0.0')), 0)).to.equal('1.0.0');
    expect(await versionAfter(facadeOf(registry, keyOf('^1.9')), 0)).to.equal('1.10.0');
    expect(registry.connectorInfos).to.have.length(4);

    const fixed = new LocalConnectorInfoManager(await loadBundle(folders.path('side/1.9.0')));
    expect(fixed.find(keyOf('^1'))?.key.bundleVersion).to.equal('1.9.0');
    expect(() => fixed.createFacade(keyOf('^2'), registry.connectorInfos[0]!.defaultConfiguration)).to.throw(
      /No such connector.*bundleVersion=\^2.*Loaded: .*1\.9\.0/,
    );
  });

  it('answers for a version that is gone with a compatible one, where it is told to', async () => {
    const registry = new BundleRegistry({
      versions: 'compatible',
      aliases: { 'org.example.Old': 'plain-bundle/1.2.0/plain.Connector' },
    });
    for (const version of ['1.4.0', '1.10.0', '2.0.0', '3.0.0-beta.1'])
      await registry.addBundle(await folders.write(`compatible/${version}`, { version }));
    const found = (version: string, name?: string): string | undefined =>
      registry.find(keyOf(version, name))?.key.bundleVersion;
    expect(found('1.4.0')).to.equal('1.4.0');
    expect(found('1.3.9')).to.equal('1.10.0');
    expect(found('1.99')).to.equal('1.10.0');
    expect(found('2.7.1-rc.1')).to.equal('2.0.0');
    expect(found('3.0.0')).to.equal('3.0.0-beta.1');
    expect(found('4.0.0')).to.equal(undefined);
    expect(found('^4')).to.equal(undefined);
    expect(found('snapshot')).to.equal(undefined);
    expect(found('1.3.9', 'no.Connector')).to.equal(undefined);
    expect(found('7', 'org.example.Old')).to.equal('1.10.0');
    const facade = facadeOf(registry, keyOf('1.3.9'));
    expect(await versionAfter(facade, 0)).to.equal('1.10.0');
    await registry.dispose();
  });

  it('orders versions that are not semver number by number', async () => {
    const registry = new BundleRegistry();
    for (const version of ['1.5.20.9', '1.5.20.26', 'snapshot'])
      await registry.addBundle(await folders.write(`dotted/${version}`, { version }));
    expect(registry.find(keyOf(''))?.key.bundleVersion).to.equal('1.5.20.26');
    expect(registry.find(keyOf('1.5.20.9'))?.key.bundleVersion).to.equal('1.5.20.9');
    await registry.removeBundle('plain-bundle', '1.5.20.26');
    await registry.removeBundle('plain-bundle', '1.5.20.9');
    expect(registry.find(keyOf('*'))?.key.bundleVersion).to.equal('snapshot');
  });

  it('drains calls in flight when a bundle goes, and refuses new ones', async () => {
    const registry = new BundleRegistry();
    const heard: string[] = [];
    registry.events
      .on('connectorAdded', ({ key }) => heard.push(`connectorAdded ${key.connectorName}`))
      .on('bundleAdded', ({ name, version }) => heard.push(`bundleAdded ${name} ${version}`))
      .on('connectorRemoved', ({ key }) => heard.push(`connectorRemoved ${key.connectorName}`))
      .on('bundleRemoved', () => heard.push(`bundleRemoved ${registry.bundles.length}`))
      .on('bundleDrained', () => heard.push('bundleDrained'));
    const bundle = await registry.addBundle(await folders.write('drained'));
    expect(bundle).to.include({ name: 'plain-bundle', version: '1.0.0', folder: folders.path('drained') });
    const facade = facadeOf(registry, keyOf('1.0.0'));
    const key = bundle.connectors[0]!.info.key;
    const configuration = bundle.connectors[0]!.info.defaultConfiguration;

    const running = versionAfter(facade, 60).then((version) => heard.push(`answered ${String(version)}`));
    const removal = registry.removeBundle('plain-bundle');
    expect(registry.find(key)).to.equal(undefined);
    expect(registry.bundles).to.have.length(0);
    const refused = /Bundle plain-bundle 1\.0\.0 was removed; its connector plain\.Connector no longer/;
    expect(await failure(facade.test())).to.include({ name: 'ConnectorException' });
    expect((await failure(facade.test())).message).to.match(refused);
    expect(() => bundle.connectors[0]!.createFacade(configuration)).to.throw(refused);
    expect(() => registry.createFacade(key, configuration)).to.throw(/No such connector/);
    const report = await removal;
    await running;
    expect(report).to.deep.include({ drained: true, problems: [] });
    expect(heard).to.deep.equal([
      'connectorAdded plain.Connector',
      'bundleAdded plain-bundle 1.0.0',
      'connectorRemoved plain.Connector',
      'bundleRemoved 0',
      'answered 1.0.0',
      'bundleDrained',
    ]);
    expect((await failure(registry.removeBundle('plain-bundle'))).message).to.match(
      /No such bundle: plain-bundle\. Loaded: none/,
    );
  });

  it('does not wait for a slow call beyond the limit, nor break it off', async () => {
    const registry = new BundleRegistry();
    await registry.addBundle(await folders.write('slow'));
    const running = versionAfter(facadeOf(registry, keyOf('*')), 80);
    const drained = new Promise((resolve) => registry.events.once('bundleDrained', resolve));
    expect((await registry.removeBundle('plain-bundle', '1.0.0', { drainMs: 5 })).drained).to.equal(false);
    expect(await running).to.equal('1.0.0');
    await drained;
    await registry.addBundle(folders.path('slow'));
    expect(await versionAfter(facadeOf(registry, keyOf('*')), 0)).to.equal('1.0.0');
    expect((await registry.dispose()).drained).to.equal(true);
    expect(() =>
      registry.facades.lease(keyOf('*'), registry.connectorInfos[0]?.defaultConfiguration as never),
    ).to.throw(/after dispose/);
  });

  it('loads what it can of a directory and reports the rest', async () => {
    await folders.write('directory/a', { name: 'a' });
    await folders.write('directory/broken', { name: 'broken', manifest: { framework: '^9' } });
    await folders.write('directory/node_modules/b', { name: 'b', format: 'commonjs' });
    await folders.write('directory/node_modules/@scope/c', { name: '@scope/c' });
    await folders.write('directory/twin', { name: 'a' });
    await mkdir(folders.path('directory/plain'));
    await mkdir(folders.path('directory/garbled'));
    await writeFile(folders.path('directory/garbled/package.json'), '{');
    await writeFile(folders.path('directory/readme.txt'), '');
    await symlink(folders.path('nowhere'), folders.path('directory/lost'));
    const registry = new BundleRegistry();
    const { loaded, problems, ignored } = await registry.addDirectory(folders.path('directory'));
    expect(loaded.map(({ name }) => name)).to.deep.equal(['a', '@scope/c', 'b']);
    expect(ignored).to.deep.equal([folders.path('directory/plain')]);
    expect(problems.map(({ folder }) => folder)).to.deep.equal(
      ['broken', 'garbled', 'lost', 'twin'].map((name) => folders.path('directory', name)),
    );
    expect(problems.map(({ error }) => error.message).join('\n')).to.match(
      /wants framework \^9.*\n.*JSON.*\n.*no such file.*\n.*bundleName=a .* is loaded already/,
    );
    const commonJs = new ConnectorKey('b', '*', 'plain.Connector');
    expect(await versionAfter(facadeOf(registry, commonJs), 0)).to.equal('1.0.0');
    expect((await failure(registry.addDirectory(folders.path('nowhere')))).message).to.match(
      /cannot be read/,
    );
  });

  it('finds installed packages, whatever they export', async () => {
    const folder = await folders.write('app/node_modules/hidden', { name: 'hidden' });
    const document = { name: 'hidden', version: '1.0.0', type: 'module', exports: './index.js' };
    const connectorBundle = { framework: '^0.1.0', connectors: ['./index.js#Plain', './index.js#Other'] };
    await writeFile(`${folder}/package.json`, JSON.stringify({ ...document, connectorBundle }));
    const registry = new BundleRegistry();
    const from = pathToFileURL(folders.path('app/main.js')).href;
    const bundle = await registry.addInstalled('hidden', from);
    expect(bundle.connectors.map(({ info }) => info.key.connectorName)).to.deep.equal([
      'plain.Connector',
      'other.Connector',
    ]);
    expect((await failure(registry.addInstalled('absent', from))).message).to.match(/npm install absent/);
  });

  it('refuses a new version over the code of an old one, which Node would go on running', async () => {
    const registry = new BundleRegistry();
    await registry.addBundle(await folders.write('replaced', { version: '1.0.0' }));
    await registry.removeBundle('plain-bundle');
    await folders.write('replaced', { version: '1.1.0' });
    expect((await failure(registry.addBundle(folders.path('replaced')))).message).to.match(
      /1\.1\.0: this process already holds the code of version 1\.0\.0 .* folder of its own, or restart/,
    );
  });

  it('takes in a bundle as a whole or not at all, whatever its listeners do', async () => {
    const registry = new BundleRegistry();
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    registry.events.on('bundleAdded', () => {
      throw new Error('deaf');
    });
    await registry.addBundle(await folders.write('whole/a'));
    expect((await warned).message).to.match(/listener .* failed: Error: deaf/);
    const connectors = ['./index.js#Other', './index.js#Plain'];
    const again = await folders.write('whole/b', { manifest: { connectors } });
    expect((await failure(registry.addBundle(again))).message).to.match(/plain\.Connector.* loaded already/);
    expect(registry.find(keyOf('1.0.0', 'other.Connector'))).to.equal(undefined);
    const double = await folders.write('whole/c', {
      name: 'c',
      manifest: { connectors: ['./index.js#Other', './index.js#Other'] },
    });
    expect((await failure(registry.addBundle(double))).message).to.match(/two connectors of the key/);
  });
});
