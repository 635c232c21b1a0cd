import type { AttributeValue } from './attribute.js';
import type { ConnectorObject } from './connector-object.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import type { ObjectClass } from './object-class.js';
import type { Uid } from './uid.js';

/** A point in the target's history. Opaque to the caller, who hands it back with its type unchanged. */
export class SyncToken {
  readonly value: NonNullable<AttributeValue>;

  constructor(value: NonNullable<AttributeValue>) {
    if (value === null) throw new IllegalArgumentException('The value of a sync token must not be null.');
    this.value = value;
  }
}

export const SYNC_DELTA_TYPES = ['CREATE_OR_UPDATE', 'DELETE', 'CREATE', 'UPDATE'] as const;
export type SyncDeltaType = (typeof SYNC_DELTA_TYPES)[number];

/** What a delta says beside its type and token. */
export interface SyncDeltaDetail {
  /** The object after the change; may be left out for DELETE only. */
  readonly object?: ConnectorObject | null;
  /** Taken from the object where left out. */
  readonly objectClass?: ObjectClass | null;
  /** Taken from the object where left out. */
  readonly uid?: Uid;
  /** The Uid before a rename; not with CREATE or DELETE. */
  readonly previousUid?: Uid | null;
}

/** One change of one object. @throws IllegalArgumentException when its parts contradict each other. */
export class SyncDelta {
  readonly type: SyncDeltaType;
  readonly token: SyncToken;
  readonly uid: Uid;
  readonly objectClass: ObjectClass | null;
  readonly object: ConnectorObject | null;
  readonly previousUid: Uid | null;

  constructor(type: SyncDeltaType, token: SyncToken, detail: SyncDeltaDetail) {
    const {
      object = null,
      objectClass = object?.objectClass ?? null,
      uid = object?.uid,
      previousUid = null,
    } = detail;
    if (object === null && type !== 'DELETE')
      throw new IllegalArgumentException(`A ${type} delta needs the object.`);
    if (!uid) throw new IllegalArgumentException('A sync delta needs a Uid, or an object that has one.');
    if (previousUid && (type === 'CREATE' || type === 'DELETE')) {
      throw new IllegalArgumentException(`A ${type} delta cannot have a previous Uid.`);
    }
    this.type = type;
    this.token = token;
    this.uid = uid;
    this.objectClass = objectClass;
    this.object = object;
    this.previousUid = previousUid;
  }
}

/** A change that the target pushed; it has no token and no type. */
export class LiveSyncDelta {
  readonly objectClass: ObjectClass;
  readonly uid: Uid;
  readonly object: ConnectorObject | null;

  constructor(objectClass: ObjectClass, uid: Uid, object: ConnectorObject | null) {
    this.objectClass = objectClass;
    this.uid = uid;
    this.object = object;
  }
}
