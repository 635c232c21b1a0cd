import { expect } from 'chai';
import type { APIConfiguration, AttributeSet } from '@icf-ts/framework';
import {
  ConnectorObject,
  LocalConnector,
  Name,
  ObjectClass,
  Uid,
  attribute,
  filters,
  isConnectorException,
  type ConnectorFacade,
  type OperationOptions,
} from '@icf-ts/framework';
import type { GuardedString } from '@icf-ts/framework/spi';
import {
  ConfigurationProperty,
  ConnectorClass,
  type Configuration,
  type Connector,
  type CreateOp,
  type SearchOp,
  type SearchResult,
  type TestOp,
} from '@icf-ts/framework/spi';

class MemoryConfiguration implements Configuration {
  @ConfigurationProperty({ type: 'String', order: 1, required: true }) host = 'a';
  @ConfigurationProperty({ type: 'int', order: 2, minimum: 1, maximum: 65_535 }) port = 80;
  @ConfigurationProperty({ type: 'GuardedString', order: 3, confidential: true }) secret?: GuardedString;
  @ConfigurationProperty({ type: 'long', order: 4 }) waitMs = 5n;
}

const events: string[] = [];

@ConnectorClass({
  name: 'MemoryConnector',
  displayNameKey: 'memory.display',
  configuration: MemoryConfiguration,
})
class MemoryConnector implements Connector<MemoryConfiguration>, CreateOp, SearchOp, TestOp {
  static readonly objects: ConnectorObject[] = [];
  configuration?: MemoryConfiguration;

  init(configuration: MemoryConfiguration): void {
    this.configuration = configuration;
    events.push('init');
  }
  dispose(): void {
    events.push('dispose');
  }
  async create(objectClass: ObjectClass, attributes: AttributeSet): Promise<Uid> {
    const uid = new Uid(`u${MemoryConnector.objects.length}`);
    MemoryConnector.objects.push(new ConnectorObject(objectClass, [uid, ...attributes]));
    return uid;
  }
  async *search(
    objectClass: ObjectClass,
    _filter: unknown,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    try {
      for (const object of MemoryConnector.objects) {
        if (options.signal?.aborted) return;
        if (object.objectClass.equals(objectClass)) yield object;
      }
    } finally {
      events.push('closed');
    }
  }
  async test(options: OperationOptions): Promise<void> {
    await new Promise((_resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(new Error('told to stop')));
    });
  }
}

describe('local facade', () => {
  const local = new LocalConnector(MemoryConnector);
  const facade = (
    change: (configuration: APIConfiguration) => APIConfiguration = (same) => same,
  ): ConnectorFacade => local.createFacade(change(local.info.defaultConfiguration));

  beforeEach(() => {
    events.length = 0;
    MemoryConnector.objects.length = 0;
  });

  const fill = async (count: number): Promise<void> => {
    const target = facade();
    for (let i = 0; i < count; i++)
      await target.create(ObjectClass.ACCOUNT, [new Name(`user${i}`), attribute('mail', `m${i}`)]);
    events.length = 0;
  };

  it('creates and gets', async () => {
    await fill(3);
    const found = await facade().get(ObjectClass.ACCOUNT, new Uid('u1'));
    expect(found?.name.value).to.equal('user1');
    expect(events).to.deep.equal(['init', 'closed', 'dispose']);
  });

  it('ends the connector when the consumer stops early', async () => {
    await fill(5);
    for await (const _ of facade().search(ObjectClass.ACCOUNT)) break;
    expect(events).to.deep.equal(['init', 'closed', 'dispose']);
  });

  it('filters and cuts to the attributes asked for', async () => {
    await fill(5);
    const found = await facade()
      .search(ObjectClass.ACCOUNT, filters.endsWith('MAIL', '3'), { attributesToGet: [] })
      .toArray();
    expect(found.map(({ uid }) => uid.value)).to.deep.equal(['u3']);
    expect([...found[0]!.attributes].map(({ name }) => name)).to.have.members(['__UID__', '__NAME__']);
  });

  it('gives up at the deadline and tells the connector', async () => {
    const slow = facade((configuration) => configuration.with({ timeoutsMs: new Map([['test', 5]]) }));
    const error = await slow.test().catch((e: unknown) => e);
    expect(error).to.have.property('name', 'OperationTimeoutException');
    expect(events).to.deep.equal(['init', 'dispose']);
  });

  it('hands the reason of an abort back unchanged', async () => {
    const reason = new Error('enough');
    const error = await facade()
      .test({ signal: AbortSignal.abort(reason) })
      .catch((e: unknown) => e);
    expect(error).to.equal(reason);
  });

  it('refuses __ALL__, a Uid among the attributes, a doubled attribute, a missing operation', async () => {
    const refused = async (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'accepted',
        (error: unknown) => (isConnectorException(error) ? error.name : 'foreign'),
      );
    const target = facade();
    expect(await refused(target.get(ObjectClass.ALL, new Uid('x')))).to.equal(
      'UnsupportedOperationException',
    );
    expect(await refused(target.create(ObjectClass.ACCOUNT, [new Uid('x')]))).to.equal(
      'InvalidAttributeValueException',
    );
    expect(
      await refused(target.create(ObjectClass.ACCOUNT, [attribute('a', 1), attribute('A', 2)])),
    ).to.equal('InvalidAttributeValueException');
    expect(await refused(target.delete(ObjectClass.ACCOUNT, new Uid('x')))).to.equal(
      'UnsupportedOperationException',
    );
    expect(await refused(target.create(ObjectClass.ACCOUNT, null as never))).to.equal(
      'IllegalArgumentException',
    );
    expect(events).to.deep.equal([]);
  });

  it('reports every problem of a configuration at once, without the values', async () => {
    expect(() => local.info.defaultConfiguration.withProperties({ nope: 1, port: 'x', waitMs: 7 }))
      .to.throw(/'nope' is not a property.*'port' must be of type int, not string/)
      .with.property('name', 'ConfigurationException');
    const bad = facade((configuration) =>
      configuration.withProperties({ host: '', port: 0, secret: 's3cret' }),
    );
    const error = (await bad.validate().catch((e: unknown) => e)) as Error;
    expect(error.message)
      .to.match(/'host' must not be empty/)
      .and.match(/'port' must be >= 1/)
      .and.not.match(/s3cret/);
  });
});
