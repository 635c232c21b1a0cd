import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  CHANNELS,
  ConnectionBrokenException,
  ConnectorException,
  ConnectorObject,
  LocalConnector,
  Name,
  ObjectClass,
  ObjectPoolConfiguration,
  Uid,
  UnknownUidException,
  type APIConfiguration,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type Configuration,
  type DeleteOp,
  type InstanceNameAware,
  type PoolableConnector,
  type SearchOp,
  type StatefulConfiguration,
  type TestOp,
} from '@icf-ts/framework/spi';
import { failureOf, settle } from './pool-fakes.js';

const never = (): Promise<void> => new Promise(() => undefined);
let events: string[] = [];
/** What the operations of the connector do in a test. */
let work: (options: OperationOptions) => Promise<void>;
let init: () => Promise<void>;
let dispose: () => Promise<void>;

class PlainConfiguration implements StatefulConfiguration {
  release(): void {
    events.push('configuration');
  }
}

@ConnectorClass({ name: 'Pooled', displayNameKey: 'pooled', configuration: PlainConfiguration })
class Pooled implements PoolableConnector, TestOp, SearchOp, DeleteOp, InstanceNameAware {
  setInstanceName(name: string): void {
    events.push(name);
  }
  async init(_configuration: Configuration): Promise<void> {
    events.push('init');
    await init();
  }
  checkAlive(): void {
    events.push('check');
  }
  async dispose(): Promise<void> {
    events.push('dispose');
    await dispose();
  }
  test(options: OperationOptions): Promise<void> {
    return work(options);
  }
  delete(_type: ObjectClass, _uid: Uid, options: OperationOptions): Promise<void> {
    return work(options);
  }
  async *search(type: ObjectClass): AsyncGenerator<ConnectorObject, void, void> {
    for (let at = 0; ; at++) yield new ConnectorObject(type, [new Uid(`${at}`), new Name(`n${at}`)]);
  }
}

describe('facade of a poolable connector', () => {
  const local = new LocalConnector(Pooled);
  const facade = (change: Parameters<APIConfiguration['with']>[0] = {}) =>
    local.createFacade(local.info.defaultConfiguration.with(change));

  beforeEach(() => {
    events = [];
    work = init = dispose = async () => undefined;
  });

  it('uses one connector for call after call, and disposes it with the facade, before the configuration', async () => {
    const target = facade({ instanceName: 'crm' });
    await target.test();
    for await (const _ of target.search(ObjectClass.ACCOUNT)) break;
    expect(events).to.deep.equal(['crm', 'init', 'check']);
    expect(target.poolStatistics()).to.include({ active: 0, idle: 1, created: 1 });
    await target.dispose();
    expect(events.slice(3)).to.deep.equal(['dispose', 'configuration']);
  });

  it('makes a connector for every call when the configuration says so', async () => {
    const target = facade({ connectorPoolingSupported: false });
    await target.test();
    await target.test();
    expect(events).to.deep.equal(['init', 'dispose', 'init', 'dispose']);
    expect(target.poolStatistics()).to.equal(undefined);
  });

  it('refuses a pool configuration that makes no sense', () => {
    expect(() => facade({ pool: new ObjectPoolConfiguration({ maxObjects: 0 }) })).to.throw(/maxObjects/);
  });

  class SalesforceTrouble extends ConnectorException {
    override readonly name = 'SalesforceTrouble';
  }
  class NoSuchUser extends UnknownUidException {
    override readonly name = 'NoSuchUser';
  }
  const fates: readonly (readonly [string, Error, 'kept' | 'thrown away'])[] = [
    ['an answer of the target', new UnknownUidException('nobody'), 'kept'],
    ['a subclass of such an answer', new NoSuchUser('nobody'), 'kept'],
    ['a broken connection', new ConnectionBrokenException('reset'), 'thrown away'],
    ['an exception that says nothing', new ConnectorException('oops'), 'thrown away'],
    ['an exception that ICF does not know', new SalesforceTrouble('oops'), 'thrown away'],
    ['an error that is not of ICF', new TypeError('x is not a function'), 'thrown away'],
  ];
  for (const [what, error, fate] of fates) {
    it(`after ${what} the connector is ${fate}`, async () => {
      const target = facade();
      work = () => Promise.reject(error);
      await failureOf(target.delete(ObjectClass.ACCOUNT, new Uid('1')));
      await settle();
      expect(events).to.deep.equal(fate === 'kept' ? ['init'] : ['init', 'dispose']);
      expect(target.poolStatistics()).to.include({ broken: fate === 'kept' ? 0 : 1, active: 0 });
    });
  }

  it('throws away the connector of a call that ran into its time limit, and has told it to stop', async () => {
    const target = facade({ timeoutsMs: new Map([['test', 5]]) });
    let told: unknown;
    work = ({ signal }) => {
      signal!.addEventListener('abort', () => (told = signal!.reason));
      return never();
    };
    expect(await failureOf(target.test())).to.have.property('name', 'OperationTimeoutException');
    expect(told).to.have.property('name', 'OperationTimeoutException');
    expect(events).to.deep.equal(['init', 'dispose']);
    work = async () => undefined;
    await target.test();
    expect(target.poolStatistics()).to.include({ created: 2, idle: 1 });
  });

  it('throws away the connector of a stream that was aborted between two objects', async () => {
    const target = facade();
    const control = new AbortController();
    for await (const _ of target.search(ObjectClass.ACCOUNT, null, { signal: control.signal })) {
      // Whatever the reason: the connector did not say it.
      control.abort(new UnknownUidException('no longer wanted'));
      break;
    }
    await settle();
    expect(target.poolStatistics()).to.include({ broken: 1, idle: 0 });
  });

  it('bounds a call whose init hangs, and one whose dispose hangs, by its time limit', async () => {
    const timeoutsMs = new Map([['test', 5]]);
    init = never;
    expect(await failureOf(facade({ timeoutsMs }).test())).to.have.property(
      'name',
      'OperationTimeoutException',
    );
    init = async () => undefined;
    dispose = never;
    await facade({ timeoutsMs, connectorPoolingSupported: false }).test();
  });

  it('bounds a call that waits for a connector by its time limit; the call leaves the line', async () => {
    const pool = new ObjectPoolConfiguration({ maxObjects: 1 });
    const target = facade({ pool, timeoutsMs: new Map([['delete', 5]]) });
    let end!: () => void;
    work = () => new Promise((resolve) => (end = resolve));
    const first = target.test();
    await settle();
    const error = await failureOf(target.delete(ObjectClass.ACCOUNT, new Uid('1')));
    expect(error).to.have.property('name', 'OperationTimeoutException');
    expect(target.poolStatistics()).to.include({ waiting: 0, active: 1 });
    end();
    await first;
    expect(target.poolStatistics()).to.include({ idle: 1, active: 0, created: 1 });
  });

  it('publishes what went wrong with a connector, by name only', async () => {
    const records: unknown[] = [];
    const listen = (record: unknown): void => void records.push(record);
    subscribe(CHANNELS.lifecycle, listen);
    try {
      init = dispose = () => Promise.reject(new RangeError('a secret'));
      await failureOf(facade().test());
    } finally {
      unsubscribe(CHANNELS.lifecycle, listen);
    }
    const common = { connector: 'Pooled', error: 'RangeError' };
    expect(records).to.deep.equal([
      { ...common, event: 'init-failed' },
      { ...common, event: 'dispose-failed' },
    ]);
  });
});
