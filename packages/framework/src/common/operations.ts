/**
 * The one table of operations. `api` is ICF's name of the operation, as it stands on the wire and in every ICF
 * platform; `spi` lists the methods that a connector class must have, all of them, to support it. An operation with an
 * empty list is served by the framework alone.
 */
export interface OperationRow {
  readonly api: string;
  readonly spi: readonly string[];
  readonly kind: 'read' | 'write' | 'stream' | 'meta';
}

export const OPERATIONS = {
  schema: { api: 'SchemaApiOp', spi: ['schema'], kind: 'meta' },
  test: { api: 'TestApiOp', spi: ['test'], kind: 'meta' },
  validate: { api: 'ValidateApiOp', spi: [], kind: 'meta' },
  discoverConfiguration: {
    api: 'DiscoverConfigurationApiOp',
    spi: ['testPartialConfiguration', 'discoverConfiguration'],
    kind: 'meta',
  },
  create: { api: 'CreateApiOp', spi: ['create'], kind: 'write' },
  update: { api: 'UpdateApiOp', spi: ['update'], kind: 'write' },
  updateDelta: { api: 'UpdateDeltaApiOp', spi: ['updateDelta'], kind: 'write' },
  delete: { api: 'DeleteApiOp', spi: ['delete'], kind: 'write' },
  get: { api: 'GetApiOp', spi: ['search'], kind: 'read' },
  search: { api: 'SearchApiOp', spi: ['search'], kind: 'stream' },
  sync: { api: 'SyncApiOp', spi: ['sync', 'getLatestSyncToken'], kind: 'stream' },
  liveSync: { api: 'LiveSyncApiOp', spi: ['liveSync'], kind: 'stream' },
  authenticate: { api: 'AuthenticationApiOp', spi: ['authenticate'], kind: 'read' },
  resolveUsername: { api: 'ResolveUsernameApiOp', spi: ['resolveUsername'], kind: 'read' },
  scriptOnConnector: { api: 'ScriptOnConnectorApiOp', spi: ['runScriptOnConnector'], kind: 'write' },
  scriptOnResource: { api: 'ScriptOnResourceApiOp', spi: ['runScriptOnResource'], kind: 'write' },
} as const satisfies Record<string, OperationRow>;

export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

const byApi = new Map<string, OperationName>(OPERATION_NAMES.map((name) => [OPERATIONS[name].api, name]));

/** Our name for ICF's name; a name that we do not know stays as it is. */
export const operationOfApi = (api: string): string => byApi.get(api) ?? api;

/** ICF's name for ours; an operation that we do not know was kept by ICF's name. */
export const apiOfOperation = (name: string): string =>
  Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName].api : name;
