import type { AttributeSet, ObjectClass, OperationOptions, Uid } from '@icf-ts/framework';
import {
  ConnectorClass,
  type PoolableConnector,
  type ScriptOnConnectorOp,
  type TestOp,
  type UpdateOp,
} from '@icf-ts/framework/spi';
import { journal, waitAtGate } from './journal.js';
import { MirrorConfiguration } from './mirror-configuration.js';

let made = 0;

/** Poolable, with few operations: update but no updateDelta. Its twin is MirrorPool.java. */
@ConnectorClass({
  name: 'icfts.interop.mirror.MirrorPool',
  displayNameKey: 'pool.display',
  configuration: MirrorConfiguration,
})
export class MirrorPool
  implements PoolableConnector<MirrorConfiguration>, TestOp, UpdateOp, ScriptOnConnectorOp
{
  readonly #number = ++made;
  #configuration!: MirrorConfiguration;

  init(configuration: MirrorConfiguration): void {
    this.#configuration = configuration;
  }
  dispose(): void {}
  checkAlive(): void {
    journal(undefined, 'checkAlive');
  }

  async test(options: OperationOptions): Promise<void> {
    if (this.#configuration.host.startsWith('gate')) await waitAtGate(options);
  }
  async update(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    journal(options, 'update', type, uid, attributes, options);
    return uid;
  }
  async runScriptOnConnector(): Promise<number> {
    return this.#number;
  }
}
