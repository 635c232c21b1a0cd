import type { MethodName } from '../../api/methods.js';
import { ConnectorException, UnsupportedOperationException } from '../../common/errors/exceptions.js';
import { Uid } from '../../common/uid.js';
import { OPERATION_NAMES, type OperationName } from '../../common/operations.js';
import type { Call } from '../call.js';
import { batch } from './batch.js';
import { count } from './count.js';
import { get } from './get.js';
import { liveSync } from './live-sync.js';
import { search } from './search.js';
import { sync } from './sync.js';
import { updateDelta } from './update-delta.js';

type Runner = (call: Call) => Promise<unknown> | AsyncGenerator<unknown, unknown, void>;

/** Calls the SPI method of that name with the arguments as they are, the options of the call last. */
const direct =
  (method: string): Runner =>
  async (call) => {
    const connector = call.connector as unknown as Record<
      string,
      ((...args: unknown[]) => unknown) | undefined
    >;
    if (typeof connector[method] !== 'function') {
      throw new UnsupportedOperationException(
        `Connector ${call.facade.key.connectorName} does not support ${method}.`,
      );
    }
    return await connector[method](...call.args.slice(0, argumentCount(call)), call.options);
  };

const argumentCount = ({ row }: Call): number => row.parameters.filter((name) => name !== 'options').length;

/** As {@link direct}, where ICF promises a Uid. */
const uidOf =
  (method: string): Runner =>
  async (call) => {
    const uid = await direct(method)(call);
    if (uid instanceof Uid) return uid;
    throw new ConnectorException(
      `${method} of connector ${call.facade.key.connectorName} returned no Uid. This is a fault of bundle ${call.facade.key.bundleName}.`,
    );
  };

/** The operations of the connector that this facade may use, for the schema. */
const usable = ({ facade }: Call): readonly OperationName[] =>
  OPERATION_NAMES.filter(
    (name) => facade.supported.has(name) && facade.apiConfiguration.supportedOperations.has(name),
  );

/** One runner per method of the facade; a missing one does not compile. */
export const RUNNERS: Record<MethodName, Runner> = {
  schema: (call) =>
    (call.connector as unknown as { schema(supported: unknown, options: unknown): Promise<unknown> }).schema(
      usable(call),
      call.options,
    ),
  test: direct('test'),
  validate: async (call) => call.facade.validateConfiguration(),
  testPartialConfiguration: direct('testPartialConfiguration'),
  discoverConfiguration: direct('discoverConfiguration'),
  create: uidOf('create'),
  update: direct('update'),
  addAttributeValues: direct('addAttributeValues'),
  removeAttributeValues: direct('removeAttributeValues'),
  updateDelta,
  delete: direct('delete'),
  batch,
  get,
  search,
  count,
  sync,
  liveSync,
  getLatestSyncToken: direct('getLatestSyncToken'),
  authenticate: uidOf('authenticate'),
  resolveUsername: uidOf('resolveUsername'),
  runScriptOnConnector: direct('runScriptOnConnector'),
  runScriptOnResource: direct('runScriptOnResource'),
};
