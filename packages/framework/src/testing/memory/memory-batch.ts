import { BatchOutcome, type BatchTask } from '../../common/batch.js';
import type { OperationOptions } from '../../common/operation-options.js';
import type { MemoryTarget } from './memory-target.js';
import { doTask } from './memory-write.js';

type Numbered = { readonly index: number; readonly task: BatchTask };

/** Takes tasks in portions, as a target with bulk calls does; a task that fails is an outcome. */
export async function* batchOn(
  target: MemoryTarget,
  tasks: AsyncIterable<Numbered>,
  bulkSize: number,
  options: OperationOptions,
): AsyncGenerator<BatchOutcome, void, void> {
  let portion: Numbered[] = [];
  for await (const numbered of tasks) {
    portion.push(numbered);
    if (portion.length < bulkSize) continue;
    yield* bulk(target, portion, options);
    portion = [];
  }
  yield* bulk(target, portion, options);
}

function* bulk(target: MemoryTarget, portion: readonly Numbered[], options: OperationOptions) {
  for (const { index, task } of portion) {
    options.signal?.throwIfAborted();
    yield outcomeOf(target, index, task);
  }
}

function outcomeOf(target: MemoryTarget, index: number, task: BatchTask): BatchOutcome {
  try {
    return new BatchOutcome(index, doTask(target, task));
  } catch (error) {
    return new BatchOutcome(index, null, error as Error);
  }
}
