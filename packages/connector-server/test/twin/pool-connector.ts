import type { ObjectClass, Uid } from '@icf-ts/framework';
import { ConnectorClass, type PoolableConnector, type TestOp, type UpdateOp } from '@icf-ts/framework/spi';
import { WireConfiguration } from './wire-configuration.js';

/** Twin of the poolable connector with few operations: update but no updateDelta. */
@ConnectorClass({
  name: 'wire.bundle.PoolConnector',
  displayNameKey: 'pool.display',
  configuration: WireConfiguration,
})
export class PoolConnector implements PoolableConnector<WireConfiguration>, TestOp, UpdateOp {
  init(): void {}
  dispose(): void {}
  checkAlive(): void {}
  async test(): Promise<void> {}
  async update(_type: ObjectClass, uid: Uid): Promise<Uid> {
    return uid;
  }
}
