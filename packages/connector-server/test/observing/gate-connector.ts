import { ConnectorObject, Name, ObjectClass, Uid, type SearchResult } from '@icf-ts/framework';
import { ConnectorClass, type PoolableConnector, type SearchOp, type TestOp } from '@icf-ts/framework/spi';
import { WireConfiguration } from '../twin/wire-configuration.js';

/** Opened by a test; whoever comes before that waits, and the test can wait for them to come. */
export class Gate {
  static current = new Gate();
  #open!: () => void;
  #come!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.#open = resolve));
  readonly reached = new Promise<void>((resolve) => (this.#come = resolve));

  open(): void {
    this.#open();
  }
  async pass(): Promise<void> {
    this.#come();
    await this.opened;
  }
}

/** Works until its gate is opened. Its `init` fails for the host `broken`. */
@ConnectorClass({ name: 'test.GateConnector', displayNameKey: 'gate', configuration: WireConfiguration })
export class GateConnector implements PoolableConnector<WireConfiguration>, TestOp, SearchOp {
  init({ host }: WireConfiguration): void {
    if (host === 'broken') throw new TypeError('cannot be initialised');
  }
  dispose(): void {}
  checkAlive(): void {}
  test(): Promise<void> {
    return Gate.current.pass();
  }
  async *search(): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    yield new ConnectorObject(ObjectClass.ACCOUNT, [new Uid('u1'), new Name('one')]);
    await Gate.current.pass();
    yield new ConnectorObject(ObjectClass.ACCOUNT, [new Uid('u2'), new Name('two')]);
  }
}
