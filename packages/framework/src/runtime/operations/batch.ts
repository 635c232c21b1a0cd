import { emulateBatch, type BatchPrimitives } from '../../api/emulation/batch.js';
import { runBatch } from '../../api/emulation/batch-run.js';
import type { BatchOutcome, BatchSummary, BatchTask } from '../../common/batch.js';
import type { Uid } from '../../common/uid.js';
import type { BatchOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';

/** By the connector's own bulk calls, or one by one with the checks of single calls. */
export function batch(call: Call): AsyncGenerator<BatchOutcome, BatchSummary, void> {
  const [tasks] = call.args as [Iterable<BatchTask> | AsyncIterable<BatchTask>];
  const connector = call.connector as unknown as Partial<BatchOp>;
  const { options } = call;
  return runBatch(
    tasks,
    (numbered) =>
      connector.batch
        ? connector.batch(numbered, options)
        : emulateBatch(numbered, single(call), options.signal),
    options.failOnError ?? false,
    call.facade.key.connectorName,
  );
}

/** The single operations, on the connector of the batch. */
function single(call: Call): BatchPrimitives {
  const { nested } = call.facade;
  const change =
    (name: 'update' | 'addAttributeValues' | 'removeAttributeValues'): BatchPrimitives['update'] =>
    (type, uid, attributes, options) =>
      nested(call, name, [type, uid, attributes], options) as Promise<Uid | null>;
  return {
    create: (type, attributes, options) =>
      nested(call, 'create', [type, attributes], options) as Promise<Uid>,
    update: change('update'),
    addAttributeValues: change('addAttributeValues'),
    removeAttributeValues: change('removeAttributeValues'),
    delete: (type, uid, options) => nested(call, 'delete', [type, uid], options) as Promise<void>,
  };
}
