import {
  ConnectionBrokenException,
  type AttributeSet,
  type ObjectClass,
  type OperationOptions,
  type ScriptContext,
  type Uid,
} from '@icf-ts/framework';
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
const dead = new Set<number>();

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
    if (this.#configuration.host === 'dying' && dead.has(this.#number))
      throw new ConnectionBrokenException('This one is dead');
  }

  async test(options: OperationOptions): Promise<void> {
    if (this.#configuration.host.startsWith('gate')) await waitAtGate(options);
  }
  async update(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    journal(options, 'update', type, uid, attributes, options);
    return uid;
  }
  async runScriptOnConnector({ text }: ScriptContext): Promise<number> {
    if (text === 'die') dead.add(this.#number);
    return this.#number;
  }
}
