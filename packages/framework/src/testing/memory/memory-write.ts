import type { AttributeValue } from '../../common/attribute.js';
import type { AttributeDelta } from '../../common/attribute-delta.js';
import { AttributeSet, attributeOf } from '../../common/attributes.js';
import { CreateBatchTask, DeleteBatchTask, type BatchTask, type UpdateType } from '../../common/batch.js';
import { equalValues } from '../../common/filter/compare-values.js';
import type { Uid } from '../../common/uid.js';
import type { MemoryStore } from './memory-store.js';
import type { MemoryTarget } from './memory-target.js';

type Values = readonly AttributeValue[];
const has = (values: Values, value: AttributeValue): boolean =>
  values.some((candidate) => equalValues(candidate, value, 'exact'));

const added = (present: Values, more: Values): Values => [
  ...present,
  ...more.filter((value, at) => !has(present, value) && !has(more.slice(0, at), value)),
];
const removed = (present: Values, less: Values): Values => present.filter((value) => !has(less, value));

/** What an update of each kind makes of the present values. */
const CHANGES: Record<UpdateType, (present: Values, given: Values) => Values> = {
  UPDATE: (_present, given) => given,
  ADDVALUES: added,
  REMOVEVALUES: removed,
};

/** Replaces, adds or removes values; all attributes or none. */
export const change = (store: MemoryStore, uid: Uid, attributes: AttributeSet, type: UpdateType): Uid =>
  store.update(uid, (present) =>
    [...attributes].map(({ name, values }) =>
      attributeOf(name, CHANGES[type](present.get(name)?.values ?? [], values ?? [])),
    ),
  );

/** Applies all deltas at once. */
export const applyDeltas = (store: MemoryStore, uid: Uid, deltas: readonly AttributeDelta[]): Uid =>
  store.update(uid, (present) =>
    deltas.map(({ name, valuesToAdd, valuesToRemove, valuesToReplace }) => {
      if (valuesToReplace) return attributeOf(name, valuesToReplace);
      const kept = removed(present.get(name)?.values ?? [], valuesToRemove ?? []);
      return attributeOf(name, added(kept, valuesToAdd ?? []));
    }),
  );

/** Does one task of a batch; the Uid is null after a delete. */
export function doTask(target: MemoryTarget, task: BatchTask): Uid | null {
  const store = target.store(task.objectClass);
  if (task instanceof CreateBatchTask) return store.create(AttributeSet.distinct(task.attributes));
  if (!(task instanceof DeleteBatchTask))
    return change(store, task.uid, AttributeSet.distinct(task.attributes), task.type);
  store.delete(task.uid);
  return null;
}
