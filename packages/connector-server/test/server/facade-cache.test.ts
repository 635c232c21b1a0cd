import { BundleRegistry, LocalConnector, type Bundle } from '@icf-ts/framework';
import { expect } from 'chai';
import { encodeFacadeKey } from '#src/protocol/facade-key.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { FacadeCache } from '#src/server/facade-cache.js';
import { SimpleConnector } from '../twin/simple-connector.js';

/** Loaded anew, as after a removal. */
const bundle = (): Bundle => ({
  name: 'org.example.simple',
  version: '1.0.0',
  connectors: [
    new LocalConnector(SimpleConnector, { bundleName: 'org.example.simple', bundleVersion: '1.0.0' }),
  ],
  aliases: new Map(),
});

describe('facade cache of the server', () => {
  it('makes a new facade for a bundle that was removed and added again', async () => {
    const registry = new BundleRegistry();
    const { info } = registry.add(bundle()).connectors[0]!;
    const facadeKey = encodeFacadeKey(info.defaultConfiguration.withProperties({ host: 'a' }), 'connid');
    const cache = new FacadeCache(registry, DEFAULT_LIMITS, 10);
    const before = cache.get(info.key, facadeKey);
    expect(cache.get(info.key, facadeKey)).to.equal(before);
    await registry.removeBundle('org.example.simple');
    expect(() => cache.get(info.key, facadeKey)).to.throw(/No such connector/);
    registry.add(bundle());
    const after = cache.get(info.key, facadeKey);
    expect(after).to.not.equal(before);
    await after.facade.validate();
    await cache.dispose();
  });
});
