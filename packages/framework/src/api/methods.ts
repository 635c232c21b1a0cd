import { Attribute } from '../common/attribute.js';
import { AttributeDelta } from '../common/attribute-delta.js';
import {
  ComparisonFilter,
  CompositeFilter,
  ExtendedMatchFilter,
  NotFilter,
  PresenceFilter,
} from '../common/filter/filter.js';
import { ObjectClass } from '../common/object-class.js';
import { OperationOptions } from '../common/operation-options.js';
import type { OperationName } from '../common/operations.js';
import { ScriptContext } from '../common/script.js';
import { GuardedString } from '../common/security/guarded-string.js';
import { SyncToken } from '../common/sync.js';
import { Uid } from '../common/uid.js';
import type { BatchTask } from '../common/batch.js';

/** A kind of parameter: whether a value is of the kind, whether it may be null, and what ICF calls it. */
export interface ParameterKind {
  readonly name: string;
  readonly nullable: boolean;
  accepts(value: unknown): boolean;
}

const allOf =
  (type: new (...args: never[]) => unknown) =>
  (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) return false;
    for (const item of value as Iterable<unknown>) if (!(item instanceof type)) return false;
    return true;
  };
const isIterable = (value: unknown): value is Iterable<BatchTask> | AsyncIterable<BatchTask> =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
const oneOf =
  (...types: readonly (new (...args: never[]) => unknown)[]) =>
  (value: unknown): boolean =>
    types.some((type) => value instanceof type);
const kind = (name: string, accepts: (value: unknown) => boolean, nullable = false): ParameterKind => ({
  name,
  nullable,
  accepts,
});

export const PARAMETERS = {
  objectClass: kind('ObjectClass', oneOf(ObjectClass)),
  uid: kind('Uid', oneOf(Uid)),
  attributes: kind('Set of Attribute', allOf(Attribute)),
  deltas: kind('Set of AttributeDelta', allOf(AttributeDelta)),
  filter: kind(
    'Filter',
    oneOf(ComparisonFilter, CompositeFilter, NotFilter, PresenceFilter, ExtendedMatchFilter),
    true,
  ),
  token: kind('SyncToken', oneOf(SyncToken), true),
  username: kind('String', (value) => typeof value === 'string'),
  password: kind('GuardedString', oneOf(GuardedString)),
  tasks: kind('tasks of a batch', isIterable),
  script: kind('ScriptContext', oneOf(ScriptContext)),
  options: kind('OperationOptions', oneOf(OperationOptions), true),
} as const satisfies Record<string, ParameterKind>;

export type ParameterName = keyof typeof PARAMETERS;

/** One method of the facade. `icf` is ICF's name of the method; a stream hands out items before its result. */
export interface MethodRow {
  readonly operation: OperationName;
  readonly icf: string;
  readonly parameters: readonly ParameterName[];
  readonly stream: boolean;
  /** Whether the object class may be `__ALL__`. */
  readonly allowsAll: boolean;
}

const row = (operation: OperationName, icf: string, ...parameters: ParameterName[]): MethodRow => ({
  operation,
  icf,
  parameters,
  stream: false,
  allowsAll: false,
});

/** The one table of the facade's methods; a remote call is one row read by both ends. */
export const METHODS = {
  schema: row('schema', 'schema'),
  test: row('test', 'test'),
  validate: row('validate', 'validate'),
  testPartialConfiguration: row('discoverConfiguration', 'testPartialConfiguration'),
  discoverConfiguration: row('discoverConfiguration', 'discoverConfiguration'),
  create: row('create', 'create', 'objectClass', 'attributes', 'options'),
  update: row('update', 'update', 'objectClass', 'uid', 'attributes', 'options'),
  addAttributeValues: row('update', 'addAttributeValues', 'objectClass', 'uid', 'attributes', 'options'),
  removeAttributeValues: row(
    'update',
    'removeAttributeValues',
    'objectClass',
    'uid',
    'attributes',
    'options',
  ),
  updateDelta: row('updateDelta', 'updateDelta', 'objectClass', 'uid', 'deltas', 'options'),
  delete: row('delete', 'delete', 'objectClass', 'uid', 'options'),
  get: row('get', 'getObject', 'objectClass', 'uid', 'options'),
  batch: { ...row('batch', 'batch', 'tasks', 'options'), stream: true },
  count: row('count', 'count', 'objectClass', 'filter', 'options'),
  liveSync: { ...row('liveSync', 'livesync', 'objectClass', 'options'), stream: true },
  search: { ...row('search', 'search', 'objectClass', 'filter', 'options'), stream: true },
  sync: { ...row('sync', 'sync', 'objectClass', 'token', 'options'), stream: true, allowsAll: true },
  getLatestSyncToken: { ...row('sync', 'getLatestSyncToken', 'objectClass'), allowsAll: true },
  authenticate: row('authenticate', 'authenticate', 'objectClass', 'username', 'password', 'options'),
  resolveUsername: row('resolveUsername', 'resolveUsername', 'objectClass', 'username', 'options'),
  runScriptOnConnector: row('scriptOnConnector', 'runScriptOnConnector', 'script', 'options'),
  runScriptOnResource: row('scriptOnResource', 'runScriptOnResource', 'script', 'options'),
} as const satisfies Record<string, MethodRow>;

export type MethodName = keyof typeof METHODS;

export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];
