import {
  ConnectorObject,
  LocalConnector,
  LocalConnectorInfoManager,
  Name,
  ObjectClass,
  Uid,
  type AttributeSet,
  type Filter,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type Configuration,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type SearchOp,
  type TestOp,
} from '@icf-ts/framework/spi';
import { EventEmitter } from 'eventemitter3';

interface LedgerEvents {
  entered: [id: string];
  /** Waits from now on. */
  waiting: [id: string];
  /** The connector's own signal was aborted. */
  aborted: [id: string];
}

/** What the connector was asked to do, by the name of the object. */
class Ledger extends EventEmitter<LedgerEvents> {
  readonly #counts = new Map<string, number>();

  enter(id: string): void {
    this.#counts.set(id, this.count(id) + 1);
    this.emit('entered', id);
  }
  count(id: string): number {
    return this.#counts.get(id) ?? 0;
  }
  /** Resolves at the next event of that kind about `id`. */
  next(kind: keyof LedgerEvents, id: string): Promise<void> {
    return new Promise((resolve) => {
      const listener = (about: string): void => {
        if (about !== id) return;
        this.off(kind, listener);
        resolve();
      };
      this.on(kind, listener);
    });
  }
}

export const ledger = new Ledger();

class NoConfiguration implements Configuration {}

const object = (id: string, name = id): ConnectorObject =>
  new ConnectorObject(ObjectClass.ACCOUNT, [new Uid(id), new Name(name)]);

/** Writes down every call. Names that begin with `wait` wait for their abort, in a search after its items. */
@ConnectorClass({ name: 'test.LedgerConnector', displayNameKey: 'ledger', configuration: NoConfiguration })
class LedgerConnector implements Connector<NoConfiguration>, CreateOp, DeleteOp, SearchOp, TestOp {
  init(): void {}
  dispose(): void {}
  async test(): Promise<void> {}

  async create(_type: ObjectClass, attributes: AttributeSet, { signal }: OperationOptions): Promise<Uid> {
    const id = attributes.single('__NAME__') as string;
    ledger.enter(id);
    signal?.addEventListener('abort', () => ledger.emit('aborted', id));
    await waitIfAsked(id, signal);
    return new Uid(id);
  }

  async delete(_type: ObjectClass, uid: Uid): Promise<void> {
    ledger.enter(uid.value);
  }

  /** One object for its Uid; for the beginning of names, as many as the number behind the last `*` of it. */
  async *search(
    _type: ObjectClass,
    filter: Filter | undefined,
    { signal }: OperationOptions,
  ): AsyncGenerator<ConnectorObject, void, void> {
    if (!filter || !('attribute' in filter)) return;
    const id = filter.attribute.values![0] as string;
    ledger.enter(id);
    if (filter.attribute.name === Uid.NAME) {
      signal?.addEventListener('abort', () => ledger.emit('aborted', id));
      await waitIfAsked(id, signal);
      yield object(id);
      return;
    }
    const count = Number(id.split('*').at(-1));
    signal?.addEventListener('abort', () => ledger.emit('aborted', id));
    for (let at = 0; at < count; at++) yield object(`${id}-${at}`);
    await waitIfAsked(id, signal);
  }
}

async function waitIfAsked(id: string, signal: AbortSignal | undefined): Promise<void> {
  if (!id.startsWith('wait')) return;
  await new Promise<never>((_resolve, reject) => {
    signal!.addEventListener('abort', () => reject(signal!.reason as Error));
    ledger.emit('waiting', id);
  });
}

export const ledgerManager = (): LocalConnectorInfoManager =>
  new LocalConnectorInfoManager([
    new LocalConnector(LedgerConnector, { bundleName: 'test.ledger', bundleVersion: '1.0.0' }),
  ]);
