import { CreateBatchTask, DeleteBatchTask } from '@icf-ts/framework';
import type { Foreseen } from '../reconciliation/foreseen/foreseen.js';
import type { PlannedItem, PlannedOperation } from './plan.js';
import { plannedChanges } from './planned-changes.js';

type Operation = PlannedOperation['operation'];

/** What is kept of a dry run while it goes on: counts and the first few items, however long it is. */
export class PlanNotes {
  readonly #maxSamples: number;
  readonly #operations = new Map<Operation, { count: number; attributes: Map<string, number> }>();
  readonly #samples = new Map<string, PlannedItem[]>();

  constructor(maxSamples: number) {
    this.#maxSamples = maxSamples;
  }

  add(batch: readonly Foreseen[]): void {
    for (const foreseen of batch) {
      this.#count(foreseen);
      this.#sample(foreseen);
    }
  }

  get operations(): readonly PlannedOperation[] {
    return (['create', 'update', 'delete'] as const).flatMap((operation) => {
      const counted = this.#operations.get(operation);
      if (!counted) return [];
      return [{ operation, count: counted.count, attributes: Object.fromEntries(counted.attributes) }];
    });
  }

  get samples(): readonly PlannedItem[] {
    return [...this.#samples.values()].flat();
  }

  #count({ task }: Foreseen): void {
    if (!task) return;
    const operation: Operation =
      task instanceof CreateBatchTask ? 'create' : task instanceof DeleteBatchTask ? 'delete' : 'update';
    const counted = this.#operations.get(operation) ?? { count: 0, attributes: new Map() };
    this.#operations.set(operation, counted);
    counted.count++;
    if (task instanceof DeleteBatchTask) return;
    for (const { name } of task.attributes)
      counted.attributes.set(name, (counted.attributes.get(name) ?? 0) + 1);
  }

  /** What stays as it is needs no example. */
  #sample(foreseen: Foreseen): void {
    const { situation, action, outcome, uid, name, identity, message } = foreseen;
    if (outcome === 'unchanged') return;
    const key = `${situation}/${action}/${outcome}`;
    const some = this.#samples.get(key) ?? [];
    this.#samples.set(key, some);
    if (some.length >= this.#maxSamples) return;
    some.push({
      ...{ situation, action, outcome },
      uid: uid ?? null,
      name: name ?? null,
      identity: identity ?? null,
      message: message || null,
      changes: plannedChanges(foreseen),
    });
  }
}
