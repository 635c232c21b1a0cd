import { LocalConnector, capabilityReport } from '@icf-ts/framework';
import {
  describeConnector,
  type Connector,
  type SchemaOp,
  type SearchOp,
  type UpdateOp,
} from '@icf-ts/framework/spi';
import {
  AttributeInfo,
  ObjectClassInfo,
  SchemaBuilder,
  type OperationName,
  type Schema,
  type Uid,
} from '@icf-ts/framework';
import { expect } from 'chai';

class Settings {}
class ReadMostly implements Connector, SearchOp, UpdateOp, SchemaOp {
  init(): void {}
  dispose(): void {}
  async *search(): AsyncGenerator<never, void, void> {}
  async update(): Promise<Uid | null> {
    return null;
  }
  async schema(supported: readonly OperationName[]): Promise<Schema> {
    const name = new AttributeInfo('__NAME__', 'String');
    return new SchemaBuilder(supported)
      .objectClass(new ObjectClassInfo('__ACCOUNT__', [name]))
      .objectClass(new ObjectClassInfo('Profile', [name]), { only: ['search', 'get', 'count'] })
      .build();
  }
}
describeConnector(ReadMostly, { name: 'ReadMostly', displayNameKey: 'x', configuration: Settings });

describe('capability report', () => {
  const local = new LocalConnector(ReadMostly);

  it('tells who serves each operation, and for which classes', async () => {
    const { operations, objectClasses } = await capabilityReport(
      local.createFacade(local.info.defaultConfiguration),
    );
    expect(Object.fromEntries(operations)).to.deep.equal({
      schema: 'native',
      validate: 'native',
      update: 'native',
      updateDelta: 'emulated',
      batch: 'emulated',
      get: 'native',
      search: 'native',
      count: 'emulated',
    });
    expect([...objectClasses.get('Profile')!]).to.have.members(['search', 'get']);
    expect([...objectClasses.get('__ACCOUNT__')!]).to.have.members(['search', 'get', 'update']);
  });

  it('follows the configuration of the facade', async () => {
    const narrowed = local.info.defaultConfiguration.with({
      supportedOperations: new Set(['search', 'validate']),
    });
    const { operations, objectClasses } = await capabilityReport(local.createFacade(narrowed));
    expect([...operations.keys()]).to.have.members(['validate', 'search', 'count']);
    expect(objectClasses.size).to.equal(0);
  });
});
