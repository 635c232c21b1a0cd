import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { Activity } from './activity.js';
import { ChangeLog } from './change-log.js';
import { MEMORY_CLASSES } from './memory-classes.js';
import { MemoryStore } from './memory-store.js';
import { Programme } from './programme.js';

const REALMS = new Map<string, MemoryTarget>();

/** A system with accounts and groups that lives in this process. Connectors find it by its realm. */
export class MemoryTarget {
  readonly log = new ChangeLog();
  readonly activity = new Activity();
  readonly programme = new Programme();
  readonly stores: readonly MemoryStore[] = MEMORY_CLASSES.map((kind) => new MemoryStore(kind, this.log));
  /** When set, a connector must show it. */
  accessKey: string | undefined;

  /** The target of that realm; made on first use. */
  static of(realm: string): MemoryTarget {
    let target = REALMS.get(realm);
    if (!target) REALMS.set(realm, (target = new MemoryTarget()));
    return target;
  }
  static get realms(): readonly string[] {
    return [...REALMS.keys()];
  }
  static forget(realm: string): void {
    REALMS.delete(realm);
  }

  store(objectClass: ObjectClass): MemoryStore {
    const store = this.stores.find((candidate) => candidate.objectClass.equals(objectClass));
    if (store) return store;
    const known = this.stores.map((candidate) => candidate.objectClass.type).join(', ');
    throw new IllegalArgumentException(
      `The target has no objects of class ${objectClass.type}; it has ${known}.`,
    );
  }

  /** Runs one operation, with what the programme has for it. */
  async during<R>(operation: string, { signal }: OperationOptions, work: () => R | Promise<R>): Promise<R> {
    this.activity.begin(operation);
    try {
      await this.programme.apply(operation, signal);
      return await work();
    } finally {
      this.activity.end();
    }
  }

  /** Runs one operation that yields; its cursor is open until it ends, however it ends. */
  async *reading<T, R>(
    operation: string,
    options: OperationOptions,
    work: () => AsyncGenerator<T, R, void>,
  ): AsyncGenerator<T, R, void> {
    this.activity.openCursors++;
    try {
      await this.during(operation, options, () => undefined);
      return yield* work();
    } finally {
      this.activity.openCursors--;
    }
  }
}
