/**
 * The one table of operations. `api` is ICF's name of the operation, as it stands on the wire and in every ICF
 * platform, null for what ConnId does not have; `spi` lists the methods that a connector class must have, all of them, to support it. An operation with an
 * empty list is served by the framework alone.
 */
export interface OperationRow {
  readonly api: string | null;
  readonly spi: readonly string[];
  readonly kind: 'read' | 'write' | 'stream' | 'meta';
  /** ICF's binary protocol has no call for it: a connector server neither offers nor advertises it. */
  readonly inProcessOnly?: true;
  /** Only ConnId has it, not the OpenICF fork: a peer of that family cannot read what names it. */
  readonly connIdOnly?: true;
  /** The operations of which any lets the framework serve this one where the connector does not. */
  readonly emulatedBy?: readonly string[];
}

export const OPERATIONS = {
  schema: { api: 'SchemaApiOp', spi: ['schema'], kind: 'meta' },
  test: { api: 'TestApiOp', spi: ['test'], kind: 'meta' },
  validate: { api: 'ValidateApiOp', spi: [], kind: 'meta' },
  discoverConfiguration: {
    api: 'DiscoverConfigurationApiOp',
    spi: ['testPartialConfiguration', 'discoverConfiguration'],
    kind: 'meta',
    connIdOnly: true,
  },
  create: { api: 'CreateApiOp', spi: ['create'], kind: 'write' },
  update: { api: 'UpdateApiOp', spi: ['update'], kind: 'write' },
  updateDelta: {
    api: 'UpdateDeltaApiOp',
    spi: ['updateDelta'],
    kind: 'write',
    connIdOnly: true,
    emulatedBy: ['update'],
  },
  delete: { api: 'DeleteApiOp', spi: ['delete'], kind: 'write' },
  batch: {
    api: null,
    spi: ['batch'],
    kind: 'stream',
    inProcessOnly: true,
    emulatedBy: ['create', 'update', 'delete'],
  },
  get: { api: 'GetApiOp', spi: ['search'], kind: 'read' },
  search: { api: 'SearchApiOp', spi: ['search'], kind: 'stream' },
  count: { api: null, spi: ['count'], kind: 'read', inProcessOnly: true, emulatedBy: ['search'] },
  sync: { api: 'SyncApiOp', spi: ['sync', 'getLatestSyncToken'], kind: 'stream' },
  liveSync: {
    api: 'LiveSyncApiOp',
    spi: ['liveSync'],
    kind: 'stream',
    inProcessOnly: true,
    connIdOnly: true,
  },
  authenticate: { api: 'AuthenticationApiOp', spi: ['authenticate'], kind: 'read' },
  resolveUsername: { api: 'ResolveUsernameApiOp', spi: ['resolveUsername'], kind: 'read' },
  scriptOnConnector: { api: 'ScriptOnConnectorApiOp', spi: ['runScriptOnConnector'], kind: 'write' },
  scriptOnResource: { api: 'ScriptOnResourceApiOp', spi: ['runScriptOnResource'], kind: 'write' },
} as const satisfies Record<string, OperationRow>;

export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

const byApi = new Map<string | null, OperationName>(
  OPERATION_NAMES.map((name) => [OPERATIONS[name].api, name]),
);

/** Our name for ICF's name; a name that we do not know stays as it is. */
export const operationOfApi = (api: string): string => byApi.get(api) ?? api;

/** ICF's name for ours; null where ICF has none. An operation that we do not know was kept by ICF's name. */
export const apiOfOperation = (name: string): string | null =>
  Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName].api : name;

/** The row of an operation; undefined for one that we do not know. */
export const operationRow = (name: string): OperationRow | undefined =>
  Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined;

/** Who serves an operation: the connector itself, the framework by means of other operations, or nobody. */
export type Service = 'native' | 'emulated' | undefined;

/** How an operation is served by a connector that has those operations. */
export function serviceOf(operation: string, supported: { has(operation: string): boolean }): Service {
  if (supported.has(operation)) return 'native';
  return operationRow(operation)?.emulatedBy?.some((source) => supported.has(source))
    ? 'emulated'
    : undefined;
}
