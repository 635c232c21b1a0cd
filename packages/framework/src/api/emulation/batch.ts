import type { Attribute } from '../../common/attribute.js';
import {
  BatchOutcome,
  CreateBatchTask,
  DeleteBatchTask,
  UpdateBatchTask,
  type BatchTask,
  type UpdateType,
} from '../../common/batch.js';
import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import type { Uid } from '../../common/uid.js';

type Change = (
  objectClass: ObjectClass,
  uid: Uid,
  attributes: Iterable<Attribute>,
  options: OperationOptions,
) => Promise<Uid | null>;

/** The single operations that a batch falls back to. */
export interface BatchPrimitives {
  create(objectClass: ObjectClass, attributes: Iterable<Attribute>, options: OperationOptions): Promise<Uid>;
  readonly update: Change;
  readonly addAttributeValues: Change;
  readonly removeAttributeValues: Change;
  delete(objectClass: ObjectClass, uid: Uid, options: OperationOptions): Promise<void>;
}

const CHANGES = {
  UPDATE: 'update',
  ADDVALUES: 'addAttributeValues',
  REMOVEVALUES: 'removeAttributeValues',
} as const satisfies Record<UpdateType, keyof BatchPrimitives>;

/** Does the tasks one after the other, in their order. */
export async function* emulateBatch(
  tasks: AsyncIterable<{ readonly index: number; readonly task: BatchTask }>,
  primitives: BatchPrimitives,
  signal: AbortSignal | undefined,
): AsyncGenerator<BatchOutcome, void, void> {
  for await (const { index, task } of tasks) {
    if (signal?.aborted) throw signal.reason;
    try {
      yield new BatchOutcome(index, await one(task, primitives));
    } catch (error) {
      yield new BatchOutcome(index, null, error instanceof Error ? error : new Error(String(error)));
    }
  }
}

async function one(task: BatchTask, primitives: BatchPrimitives): Promise<Uid | null> {
  if (task instanceof CreateBatchTask) {
    return primitives.create(task.objectClass, task.attributes, task.options);
  }
  if (task instanceof UpdateBatchTask) {
    const changed = await primitives[CHANGES[task.type]](
      task.objectClass,
      task.uid,
      task.attributes,
      task.options,
    );
    return changed ?? task.uid;
  }
  if (task instanceof DeleteBatchTask) {
    await primitives.delete(task.objectClass, task.uid, task.options);
    return null;
  }
  throw new IllegalArgumentException(
    'A batch takes create, update and delete tasks, and this is none of them.',
  );
}
