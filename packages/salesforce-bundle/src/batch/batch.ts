import {
  AttributeDelta,
  AttributeSet,
  BatchOutcome,
  CreateBatchTask,
  DeleteBatchTask,
  Name,
  OperationOptions,
  foldCase,
  type BatchTask,
  type Uid,
} from '@icf-ts/framework/spi';
import { create } from '../operations/create.js';
import { deleteObject } from '../operations/delete.js';
import { rowUid, type Org } from '../operations/operation-context.js';
import { updateDelta } from '../operations/update-delta.js';
import { update } from '../operations/update.js';

/** A task with its position among those given. */
export interface NumberedTask {
  readonly index: number;
  readonly task: BatchTask;
}

/**
 * Does many writes, each by the very code of the single operation, on a session that carries out together what they ask
 * for at the same time. `batchRows` tasks are pulled at once; up to 1,000 rows of one type are one API call. Tasks about
 * the same object are done in their order. With the option `failOnError` one after the other.
 */
export async function* batch(
  org: Org,
  tasks: AsyncIterable<NumberedTask>,
  options: OperationOptions,
): AsyncGenerator<BatchOutcome, void, void> {
  const together = { ...org, session: org.together() };
  for await (const some of portions(tasks, options.failOnError ? 1 : org.batchRows)) {
    options.signal?.throwIfAborted();
    const last = new Map<string, Promise<unknown>>();
    const outcomes = some.map((numbered) => {
      const keys = keysOf(org, numbered.task);
      const before = keys.flatMap((key) => last.get(key) ?? []);
      const outcome = (async () => {
        await Promise.all(before);
        return outcomeOf(together, numbered, options);
      })();
      for (const key of keys) last.set(key, outcome);
      return outcome;
    });
    yield* await Promise.all(outcomes);
    options.signal?.throwIfAborted();
  }
}

async function* portions<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[], void, void> {
  let portion: T[] = [];
  for await (const item of items) {
    portion.push(item);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

async function outcomeOf(
  org: Org,
  { index, task }: NumberedTask,
  options: OperationOptions,
): Promise<BatchOutcome> {
  try {
    return new BatchOutcome(index, await done(org, task, optionsOf(task, options)));
  } catch (error) {
    return new BatchOutcome(index, null, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Its own options, and whoever waits for the batch. */
const optionsOf = ({ options }: BatchTask, { abort, locale }: OperationOptions): OperationOptions =>
  new OperationOptions(options.values, { abort: abort ?? options.abort, locale: locale ?? options.locale });

async function done(org: Org, task: BatchTask, options: OperationOptions): Promise<Uid | null> {
  const { objectClass } = task;
  if (task instanceof CreateBatchTask)
    return create(org, objectClass, AttributeSet.distinct(task.attributes), options);
  if (task instanceof DeleteBatchTask) {
    await deleteObject(org, objectClass, task.uid, options);
    return null;
  }
  const uid = rowUid(task.uid);
  const attributes = AttributeSet.distinct(task.attributes);
  if (task.type === 'UPDATE') return update(org, objectClass, uid, attributes, options);
  const change = task.type === 'ADDVALUES' ? 'add' : 'remove';
  const deltas = [...attributes].map(
    ({ name, values }) => new AttributeDelta(name, { [change]: values ?? [] }),
  );
  await updateDelta(org, objectClass, uid, deltas, options);
  return uid;
}

/** What a task is about: two with the same key are done one after the other. */
function keysOf(org: Org, task: BatchTask): readonly string[] {
  const type = foldCase(task.objectClass.type);
  if (!(task instanceof CreateBatchTask)) return [`${type}/${task.uid.value.slice(0, 15)}`];
  const mapping = org.mappings.find(({ objectClass }) => task.objectClass.is(objectClass));
  const telling = new Set([Name.NAME, ...(mapping?.match?.by ?? []).map(mapping!.attributeOf)].map(foldCase));
  return task.attributes
    .filter(({ name }) => telling.has(foldCase(name)))
    .map(({ name, values }) => `${type}/${foldCase(name)}=${foldCase(String(values?.[0] ?? ''))}`);
}
