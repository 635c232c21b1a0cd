import {
  BundleRegistry,
  ConfigurationProperties,
  ConnectorKey,
  FacadeCache,
  GuardedString,
  ScriptContext,
  type APIConfiguration,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { BundleFolders, failure } from './bundle-folders.js';

const KEY = new ConnectorKey('plain-bundle', '1.0.0', 'plain.Connector');
const delay = (delayMs: number): ScriptContext => new ScriptContext('x', String(delayMs));

describe('facade cache', () => {
  const folders = new BundleFolders();
  let registry: BundleRegistry;
  before(async () => {
    await folders.open();
    await folders.write('cached');
  });
  beforeEach(async () => {
    registry = new BundleRegistry({ maxFacades: 2 });
    await registry.addBundle(folders.path('cached'));
  });
  afterEach(() => registry.dispose());
  after(() => folders.close());

  const host = (name: string, secret = 'a'): APIConfiguration =>
    registry.find(KEY)!.defaultConfiguration.withProperties({ host: name, secret });

  it('shares one facade for one configuration, in whatever order and under whatever name', () => {
    const { facades } = registry;
    const first = facades.lease(KEY, host('a')).facade;
    const reversed = new ConfigurationProperties([...host('a').properties].reverse());
    expect(facades.lease(KEY, host('b').with({ properties: reversed })).facade).to.equal(first);
    expect(
      facades.lease(new ConnectorKey('plain-bundle', '^1', 'plain.Connector'), host('a')).facade,
    ).to.equal(first);
    const guarded = host('a').withProperties({ secret: new GuardedString('a') });
    expect(facades.lease(KEY, guarded).facade).to.equal(first);
    expect(facades.lease(KEY, host('a', 'b')).facade).to.not.equal(first);
    expect(facades.lease(KEY, host('a').with({ instanceName: 'x' })).facade).to.not.equal(first);
    expect(facades.statistics).to.include({ facades: 3, leased: 3, hits: 3, misses: 3, evictions: 0 });
    expect(() => facades.lease(new ConnectorKey('a', 'b', 'c'), host('a'))).to.throw(/No such connector/);
  });

  it('disposes the longest unused beyond its bound, never a leased one', async () => {
    const { facades } = registry;
    const held = facades.lease(KEY, host('held'));
    const { facade: a } = await facades.use(KEY, host('a'), async (facade) => ({ facade }));
    await facades.use(KEY, host('b'), (facade) => facade.test());
    expect(facades.statistics).to.include({ facades: 2, leased: 1, evictions: 1 });
    expect((await failure(a.test())).message).to.match(/after dispose/);
    await held.facade.test();
    held.release();
    held.release();
    const more = [
      facades.lease(KEY, host('c')),
      facades.lease(KEY, host('d')),
      facades.lease(KEY, host('e')),
    ];
    expect(facades.statistics).to.include({ facades: 3, leased: 3 });
    for (const lease of more) lease.release();
    expect(facades.statistics).to.include({ facades: 2, leased: 0, failedDisposals: 0 });
    expect((await failure(held.facade.test())).message).to.match(/after dispose/);
  });

  it('lets the calls of an evicted facade end', async () => {
    const cache = new FacadeCache(registry, { maxFacades: 0 });
    const lease = cache.lease(KEY, host('a'));
    const running = lease.facade.runScriptOnConnector(delay(40));
    lease.release();
    expect(cache.statistics).to.include({ facades: 0, evictions: 1 });
    await cache.dispose();
    expect(await running).to.equal('1.0.0');
    expect(() => new FacadeCache(registry, { maxFacades: -1 })).to.throw(/maxFacades/);
  });

  it('makes a new facade for a bundle that was taken out and put in again', async () => {
    const own = new FacadeCache(registry);
    const old = own.lease(KEY, host('a'));
    const shared = registry.facades.lease(KEY, host('a'));
    await registry.removeBundle('plain-bundle');
    expect(registry.facades.statistics.facades).to.equal(0);
    expect((await failure(shared.facade.test())).message).to.match(/was removed/);
    await registry.addBundle(folders.path('cached'));
    await own.use(KEY, host('a'), (facade) => facade.test());
    expect(own.lease(KEY, host('a')).facade).to.not.equal(old.facade);
    old.release();
    shared.release();
    await own.dispose();
  });
});
