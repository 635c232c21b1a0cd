import {
  LocalConnector,
  ObjectClass,
  attribute,
  type Attribute,
  type ConnectorFacade,
  type ConnectorObject,
} from '@icf-ts/framework';
import { MemoryConnector } from '@icf-ts/framework/testing';
import {
  allIdentities,
  type ActionRules,
  type Correlation,
  type Database,
  type IdentityMapping,
  type InboundJob,
  type JsonObject,
} from '@icf-ts/provisioning';

export const ACCOUNT = ObjectClass.ACCOUNT;

const MAPPING: IdentityMapping = {
  attributesToGet: undefined,
  secrets: [],
  plainPaths: [],
  toIdentity: (object, present) => ({
    ...present,
    userName: object.name.value,
    title: (object.attributes.single('title') as string | undefined) ?? null,
  }),
  toAttributes: (identity, present) => {
    const wanted = [
      attribute('__NAME__', String(identity['userName'])),
      attribute('sn', String(identity['userName'])),
      attribute('title', String(identity['title'] ?? 'Clerk')),
    ];
    return wanted.filter(({ name, values }) => present?.attributes.single(name) !== values?.[0]);
  },
};

const key = (value: string): { name: string; value: string } => ({
  name: 'userName',
  value: value.toLowerCase(),
});
const CORRELATION: Correlation = {
  attributes: ['__NAME__'],
  keys: [{ name: 'userName', paths: undefined }],
  keysOf: (attributes: JsonObject) => [key(String(attributes['userName']))],
  probesOf: (object: ConnectorObject) => [key(object.name.value)],
  objectProbesOf: (attributes) => [{ attribute: '__NAME__', value: String(attributes['userName']) }],
  decide: (_object, candidates) => candidates,
  decideObjects: (_attributes, candidates) => candidates,
};

/** As in Oracle's trusted source reconciliation. */
export const TRUSTED: ActionRules = {
  CONFIRMED: 'update',
  FOUND: 'link',
  FOUND_ALREADY_LINKED: 'exception',
  ABSENT: 'create',
  AMBIGUOUS: 'exception',
  MISSING: 'unlink',
  UNQUALIFIED: 'unlink',
  SOURCE_IGNORED: 'ignore',
  SOURCE_MISSING: 'disable',
  UNASSIGNED: 'ignore',
};

let realms = 0;

/** A memory target of its own, with accounts of these names. */
export async function target(names: readonly string[]): Promise<ConnectorFacade> {
  const local = new LocalConnector(MemoryConnector);
  const facade = local.createFacade(
    local.info.defaultConfiguration.withProperties({ realm: `inbound-${++realms}` }),
  );
  for (const name of names) await facade.create(ACCOUNT, account(name));
  return facade;
}

/** The facade with other operations; the others are called on the real one. */
export const withOperations = (facade: ConnectorFacade, other: Partial<ConnectorFacade>): ConnectorFacade =>
  new Proxy(facade, {
    get: (real, name) => {
      const value: unknown = Reflect.get(name in other ? other : real, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(real) : value;
    },
  });

/** A promise that is kept from outside. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
}

export const account = (name: string, title = 'Clerk'): Attribute[] => [
  attribute('__NAME__', name),
  attribute('sn', name),
  attribute('title', title),
];

export const job = (facade: ConnectorFacade, more: Partial<InboundJob> = {}): InboundJob => ({
  name: `job of ${more.identityType ?? 'user'}`,
  system: 'memory',
  objectClass: ACCOUNT,
  identityType: 'user',
  facade,
  mapping: MAPPING,
  correlation: CORRELATION,
  actions: TRUSTED,
  batchSize: 3,
  disabled: { status: 'Disabled' },
  fingerprint: 'v1',
  ...more,
});

export const person = (type: string, userName: string) => ({
  type,
  attributes: { userName },
  keys: [key(userName)],
});

export async function identities(database: Database, type: string): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for await (const page of allIdentities(database, type))
    all.push(...page.map(({ attributes }) => attributes));
  return all;
}
