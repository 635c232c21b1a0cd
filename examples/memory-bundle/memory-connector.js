import {
  AlreadyExistsException,
  AttributeInfo,
  AttributeSet,
  ConnectorObject,
  Name,
  ObjectClass,
  ObjectClassInfo,
  SchemaBuilder,
  Uid,
  UnknownUidException,
  describeConnector,
  describeProperty,
} from '@icf-ts/framework/spi';

/** What an administrator sets. The values are the defaults. */
export class MemoryConfiguration {
  storeName = 'main';
}
describeProperty(MemoryConfiguration, 'storeName', { type: 'String', order: 1, required: true });

/** The target: store name → Uid → attributes. A real connector has an API or a database here. */
const stores = new Map();

export class MemoryConnector {
  #accounts;

  init(configuration) {
    if (!stores.has(configuration.storeName)) stores.set(configuration.storeName, new Map());
    this.#accounts = stores.get(configuration.storeName);
  }
  dispose() {}

  async test() {}

  async schema(supported) {
    const account = new ObjectClassInfo(ObjectClass.ACCOUNT.type, [
      new AttributeInfo(Name.NAME, 'String', { flags: ['REQUIRED'] }),
      new AttributeInfo('mail', 'String'),
      new AttributeInfo('phones', 'String', { flags: ['MULTIVALUED'] }),
    ]);
    return new SchemaBuilder(supported).objectClass(account).build();
  }

  async create(objectClass, attributes) {
    const name = attributes.single(Name.NAME);
    for (const account of this.#accounts.values()) {
      if (account.single(Name.NAME) === name) throw new AlreadyExistsException(`'${name}' exists already.`);
    }
    const uid = new Uid(crypto.randomUUID());
    this.#accounts.set(uid.value, attributes);
    return uid;
  }

  async update(objectClass, uid, attributes) {
    const changed = [...attributes];
    const kept = this.#account(uid).without(...changed.map(({ name }) => name));
    this.#accounts.set(uid.value, AttributeSet.of([...kept, ...changed]));
    return uid;
  }

  async delete(objectClass, uid) {
    this.#account(uid);
    this.#accounts.delete(uid.value);
  }

  async *search(objectClass) {
    // The framework applies the filter, and makes `get` of this.
    for (const [uid, attributes] of this.#accounts) {
      yield new ConnectorObject(objectClass, [new Uid(uid), ...attributes]);
    }
  }

  #account(uid) {
    const account = this.#accounts.get(uid.value);
    if (!account) throw new UnknownUidException(`There is no account ${uid.value}.`);
    return account;
  }
}
describeConnector(MemoryConnector, {
  name: 'example.memory.MemoryConnector',
  displayNameKey: 'memory.connector.display',
  configuration: MemoryConfiguration,
});
