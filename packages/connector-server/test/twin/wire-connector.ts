import {
  AlreadyExistsException,
  AttributeDelta,
  BigDecimal,
  BigInteger,
  Byte,
  Character,
  ConnectionBrokenException,
  ConnectionFailedException,
  ConnectorException,
  ConnectorObject,
  ConnectorObjectIdentification,
  ConnectorObjectReference,
  Float,
  GuardedString,
  InvalidAttributeValueException,
  InvalidPasswordException,
  LiveSyncDelta,
  Name,
  ObjectClass,
  OperationTimeoutException,
  PasswordExpiredException,
  SearchResult,
  SuggestedValues,
  SyncDelta,
  SyncToken,
  Uid,
  UnknownUidException,
  ZonedDateTime,
  attribute,
  matches,
  type AttributeSet,
  type Filter,
  type OperationName,
  type OperationOptions,
  type Schema,
  type ScriptContext,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type AuthenticateOp,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type DiscoverConfigurationOp,
  type InstanceNameAware,
  type LiveSyncOp,
  type ResolveUsernameOp,
  type SchemaOp,
  type ScriptOnConnectorOp,
  type ScriptOnResourceOp,
  type SearchOp,
  type SyncOp,
  type TestOp,
  type UpdateAttributeValuesOp,
  type UpdateDeltaOp,
} from '@icf-ts/framework/spi';
import { WireConfiguration } from './wire-configuration.js';
import { wireSchema } from './wire-schema.js';

/** A user of the recorded connector. */
export const user = (i: number): ConnectorObject =>
  new ConnectorObject(ObjectClass.ACCOUNT, [
    new Uid(`u${i}`),
    new Name(`user${i}`),
    attribute('mail', `user${i}@example.test`),
    attribute('age', 20 + (i % 50)),
  ]);

/** An object with a value of every type. */
const widget = (): ConnectorObject =>
  new ConnectorObject(new ObjectClass('Widget'), [
    new Uid('w1', { revision: '7' }),
    new Name('widget'),
    attribute('s', 'text'),
    attribute('i', 1, -1),
    attribute('l', -(2n ** 63n)),
    attribute('d', 2.5),
    attribute('f', new Float(0.1)),
    attribute('b', true),
    attribute('by', new Byte(-1)),
    attribute('bytes', new Uint8Array([1, 2, 0xff])),
    attribute('c', new Character('€')),
    attribute('bd', new BigDecimal(-12345n, 3)),
    attribute('bi', new BigInteger(123456789012345678901234567890n)),
    attribute('when', new ZonedDateTime('2024-02-29T23:59:58.123+02:00')),
    attribute('__PASSWORD__', new GuardedString('päss')),
    attribute('m', new Map([['one', [1, 2]]])),
    attribute('nothing'),
    attribute('empty'),
    attribute(
      'ref',
      new ConnectorObjectReference(
        new ConnectorObjectIdentification(ObjectClass.GROUP, [new Uid('g1'), new Name('admins')]),
      ),
    ),
  ]);

/** Twin of the Java connector behind the recordings: canned answers, the same ones. */
@ConnectorClass({
  name: 'wire.bundle.WireConnector',
  displayNameKey: 'wire.display',
  categoryKey: 'wire.category',
  configuration: WireConfiguration,
})
export class WireConnector
  implements
    Connector<WireConfiguration>,
    AuthenticateOp,
    ResolveUsernameOp,
    CreateOp,
    DeleteOp,
    SearchOp,
    UpdateDeltaOp,
    UpdateAttributeValuesOp,
    SchemaOp,
    TestOp,
    ScriptOnConnectorOp,
    ScriptOnResourceOp,
    SyncOp,
    LiveSyncOp,
    DiscoverConfigurationOp,
    InstanceNameAware
{
  #configuration!: WireConfiguration;
  #instanceName: string | null = null;

  init(configuration: WireConfiguration): void {
    this.#configuration = configuration;
  }
  dispose(): void {}
  setInstanceName(name: string): void {
    this.#instanceName = name;
  }

  async authenticate(_type: ObjectClass, username: string, password: GuardedString): Promise<Uid> {
    if (username === 'expired')
      throw new PasswordExpiredException('The password is too old', { uid: new Uid('u7') });
    if (!password.access((clear) => clear === 's3cret')) throw new InvalidPasswordException('Bad password');
    return new Uid('u1');
  }

  async resolveUsername(_type: ObjectClass, username: string): Promise<Uid> {
    if (!username.startsWith('user')) throw new UnknownUidException(`Nobody is called ${username}`);
    return new Uid(`u${username.slice(4)}`);
  }

  async create(_type: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    const name = attributes.single('__NAME__') as string;
    switch (name) {
      case 'exists':
        throw new AlreadyExistsException('An entry named exists is already there');
      case 'slow':
        throw new OperationTimeoutException('Gave up waiting');
      case 'locale':
        throw new ConnectorException(`locale=${options.locale?.toString()}`);
      case 'instance':
        throw new ConnectorException(`instance=${this.#instanceName}`);
      case 'nullmessage':
        throw new ConnectorException();
      default:
        return new Uid(`u-${name}`, { revision: 'rev-1', nameHint: new Name(name) });
    }
  }

  async delete(_type: ObjectClass, uid: Uid): Promise<void> {
    if (uid.value === 'missing') throw new UnknownUidException(`There is no object ${uid.value}`, { uid });
  }

  async *search(
    _type: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    const mode = options.values.get('WIRE_MODE');
    if (mode === 'boom') throw new Error('Search failed', { cause: new Error('link down') });
    // Java's connector hands out a map that Java cannot send; ours, a value of a class that ICF has no type for.
    if (mode === 'unserializable') {
      const odd = { equals: () => false, [Symbol.for('icf-ts.attributeValue')]: true };
      yield new ConnectorObject(ObjectClass.ACCOUNT, [
        new Uid('u1'),
        new Name('user1'),
        attribute('tree', odd as never),
      ]);
      return;
    }
    if (mode === 'all-types') {
      yield widget();
      return;
    }
    const count = (options.values.get('WIRE_COUNT') as number | undefined) ?? 3;
    for (let i = 0; i < count; i++) {
      const object = user(i);
      if (!filter || matches(filter, object)) yield object;
    }
    if (mode === 'fail-late') throw new ConnectionBrokenException(`Lost the link after ${count} entries`);
    if (mode === 'paged')
      return new SearchResult({ pagedResultsCookie: 'cookie-1', remainingPagedResults: 42 });
  }

  async update(_type: ObjectClass, uid: Uid): Promise<Uid | null> {
    if (uid.value === 'bad') {
      throw new InvalidAttributeValueException('mail is malformed', {
        attributeNames: ['mail'],
        cause: new Error('no at sign'),
      });
    }
    return uid.value === 'same' ? null : new Uid(uid.value, { revision: 'rev-2' });
  }
  async addAttributeValues(_type: ObjectClass, uid: Uid): Promise<Uid> {
    return uid;
  }
  async removeAttributeValues(_type: ObjectClass, uid: Uid): Promise<Uid> {
    return uid;
  }
  async updateDelta(_type: ObjectClass, uid: Uid): Promise<readonly AttributeDelta[] | null> {
    return uid.value === 'quiet' ? null : [new AttributeDelta('modified', { replace: ['2024-01-01'] })];
  }

  async schema(supported: readonly OperationName[]): Promise<Schema> {
    return wireSchema(supported);
  }

  async test(options: OperationOptions): Promise<void> {
    const { host } = this.#configuration;
    if (host === 'down') throw new ConnectionFailedException('Host down is unreachable');
    // Java's sleeps for two seconds; this one for longer than the limits in the recordings, or until nobody waits.
    if (host === 'sleep') {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 600);
        options.signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async runScriptOnConnector(script: ScriptContext): Promise<unknown> {
    return runScript(script);
  }
  async runScriptOnResource(script: ScriptContext): Promise<unknown> {
    return runScript(script);
  }

  async *sync(_type: ObjectClass, token: SyncToken | undefined): AsyncGenerator<SyncDelta, SyncToken, void> {
    const from = token ? (token.value as number) : 0;
    const types = ['CREATE', 'UPDATE', 'CREATE_OR_UPDATE'] as const;
    for (let i = from; i < from + 3; i++) {
      yield new SyncDelta(types[i % 3]!, new SyncToken(i + 1), {
        object: user(i),
        previousUid: i % 3 === 1 ? new Uid(`old-u${i}`) : null,
      });
    }
    yield new SyncDelta('DELETE', new SyncToken(from + 4), {
      uid: new Uid('gone'),
      objectClass: ObjectClass.ACCOUNT,
    });
    return new SyncToken(from + 4);
  }
  async getLatestSyncToken(): Promise<SyncToken> {
    return new SyncToken(99);
  }

  async *liveSync(): AsyncGenerator<LiveSyncDelta, void, void> {
    yield new LiveSyncDelta(ObjectClass.ACCOUNT, new Uid('u1'), user(1));
  }

  async testPartialConfiguration(): Promise<void> {}
  async discoverConfiguration(): Promise<ReadonlyMap<string, SuggestedValues>> {
    if (this.#configuration.host === 'date') return new Map([['host', new SuggestedValues([new Date(0)])]]);
    return new Map([
      ['port', new SuggestedValues([389, 636])],
      ['host', new SuggestedValues(['a.example.test', 'b.example.test'], 'OPEN')],
    ]);
  }
}

function runScript(script: ScriptContext): unknown {
  if (script.text === 'fail') throw new Error('script failed');
  if (script.text === 'date') return new Date(0);
  return new Map<string, unknown>([
    ['language', script.language],
    ['args', script.scriptArguments],
  ]);
}
