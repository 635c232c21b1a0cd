import { ConfigurationException, ConnectorInfo, LocalConnector } from '@icf-ts/framework';
import { ConnectorClass, type Configuration, type CostDeclaration } from '@icf-ts/framework/spi';
import { MemoryConnector } from '@icf-ts/framework/testing';
import { connectorMetadata } from '@icf-ts/framework/spi';
import { expect } from 'chai';

const WRITES = {
  tasksTogether: 10,
  call: { requests: 5, limited: 1 },
  costOf: () => ({ questions: [], writes: [] }),
};

function load(costs?: (configuration: Configuration) => CostDeclaration): LocalConnector {
  const { costs: _own, ...metadata } = connectorMetadata(MemoryConnector);
  @ConnectorClass({ ...metadata, ...(costs ? { costs } : {}) })
  class Priced extends MemoryConnector {}
  return new LocalConnector(Priced);
}

describe('the costs that a connector declares', () => {
  it('are those of a configuration', () => {
    const seen: unknown[] = [];
    const { info } = load((configuration) => {
      seen.push((configuration as unknown as { realm: string }).realm);
      return { unit: 'calls', writes: WRITES };
    });
    const { properties } = info.defaultConfiguration.withProperties({ realm: 'costs' });
    expect(info.costsOf(properties)).to.deep.equal({ unit: 'calls', writes: WRITES });
    expect(seen).to.deep.equal(['costs']);
  });

  it('are unknown where nobody declares them, as of a connector elsewhere', () => {
    const { info } = load();
    expect(info.costsOf(info.defaultConfiguration.properties)).to.equal(undefined);
    const { key, defaultConfiguration } = info;
    const remote = new ConnectorInfo({
      ...{ key, defaultConfiguration, displayNameKey: null, categoryKey: null, messages: null },
    });
    expect(remote.costsOf(defaultConfiguration.properties)).to.equal(undefined);
  });

  it('are refused where a batch could never be done', () => {
    const { info } = load(() => ({ unit: 'calls', writes: { ...WRITES, tasksTogether: 0 } }));
    expect(() => info.costsOf(info.defaultConfiguration.properties)).to.throw(
      ConfigurationException,
      'declares costs with a wrong writes.tasksTogether. This is a fault of the bundle.',
    );
  });
});
