import { EventEmitter } from 'eventemitter3';

/** One change, as the target remembers it. */
export interface Change {
  readonly sequence: number;
  readonly objectClass: string;
  readonly kind: 'create' | 'update' | 'delete';
  readonly uid: string;
  /** The Uid before a rename that changed it. */
  readonly previousUid?: string;
}

/** All changes of one object since a point in time, as one. */
export interface NetChange extends Change {
  readonly createdSince: boolean;
}

/** The history of a target. Its numbers are what sync tokens hold. */
export class ChangeLog extends EventEmitter<{ change: [Change] }> {
  readonly #changes: Change[] = [];

  get latest(): number {
    return this.#changes.length;
  }

  append(change: Omit<Change, 'sequence'>): void {
    const entry = { ...change, sequence: this.#changes.length + 1 };
    this.#changes.push(entry);
    this.emit('change', entry);
  }

  /** The objects changed after `sequence`, each once, in the order of their last changes. */
  since(sequence: number, concerns: (objectClass: string) => boolean): NetChange[] {
    const byObject = new Map<string, NetChange>();
    for (const change of this.#changes.slice(sequence)) {
      if (!concerns(change.objectClass)) continue;
      const before = `${change.objectClass}\n${change.previousUid ?? change.uid}`;
      const earlier = byObject.get(before);
      byObject.delete(before);
      const previousUid = earlier?.previousUid ?? change.previousUid;
      byObject.set(`${change.objectClass}\n${change.uid}`, {
        sequence: change.sequence,
        objectClass: change.objectClass,
        kind: change.kind,
        uid: change.uid,
        createdSince: change.kind === 'create' || (earlier?.createdSince ?? false),
        ...(previousUid === undefined || previousUid === change.uid ? {} : { previousUid }),
      });
    }
    return [...byObject.values()];
  }
}
