import type { GuardedString } from '@icf-ts/framework';
import {
  AttributeInfo,
  ConnectorObject,
  Name,
  ObjectClass,
  ObjectClassInfo,
  SchemaBuilder,
  SyncToken,
  Uid,
  UnknownUidException,
  attribute,
  type OperationName,
  type Schema,
  type SearchResult,
  type SyncDelta,
} from '@icf-ts/framework';
import {
  ConfigurationProperty,
  ConnectorClass,
  type Configuration,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type SchemaOp,
  type SearchOp,
  type SyncOp,
  type TestOp,
  type UpdateOp,
} from '@icf-ts/framework/spi';

class SimpleConfiguration implements Configuration {
  @ConfigurationProperty({ type: 'String', order: 1, required: true }) host = '';
  @ConfigurationProperty({ type: 'GuardedString', order: 2, confidential: true }) secret?: GuardedString;
}

/** Twin of the connector behind the fork's recordings, which uses only what ConnId and the fork both have. */
@ConnectorClass({
  name: 'wire2.SimpleConnector',
  displayNameKey: 'simple.display',
  configuration: SimpleConfiguration,
})
export class SimpleConnector
  implements Connector<SimpleConfiguration>, CreateOp, UpdateOp, DeleteOp, SearchOp, SyncOp, SchemaOp, TestOp
{
  init(): void {}
  dispose(): void {}
  async create(): Promise<Uid> {
    return new Uid('u1', { revision: 'r1' });
  }
  async update(_type: ObjectClass, uid: Uid): Promise<Uid> {
    return uid;
  }
  async delete(_type: ObjectClass, uid: Uid): Promise<void> {
    throw new UnknownUidException(`no ${uid.value}`);
  }
  async *search(): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    for (const i of [0, 1, 2]) {
      yield new ConnectorObject(ObjectClass.ACCOUNT, [
        new Uid(`u${i}`),
        new Name(`user${i}`),
        attribute('age', i),
      ]);
    }
  }

  async *sync(): AsyncGenerator<SyncDelta, SyncToken, void> {
    return new SyncToken('tok');
  }
  async getLatestSyncToken(): Promise<SyncToken> {
    return new SyncToken('tok');
  }
  async schema(supported: readonly OperationName[]): Promise<Schema> {
    const account = new ObjectClassInfo('__ACCOUNT__', [
      new AttributeInfo('__NAME__', 'String', { flags: ['REQUIRED'] }),
      new AttributeInfo('mail', 'String'),
    ]);
    return new SchemaBuilder(supported).objectClass(account).build();
  }
  async test(): Promise<void> {}
}
