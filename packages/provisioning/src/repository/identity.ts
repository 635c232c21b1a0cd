/** A value of an identity's attribute: JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** An identity of the repository. */
export interface Identity {
  readonly id: string;
  /** What kind of thing it is: `user`, `group` … as the configuration names them. */
  readonly type: string;
  readonly attributes: JsonObject;
  /** Counts its changes, from 1. */
  readonly revision: number;
}

/** What an identity can be looked up by: `value` as the correlation rule folded it. */
export interface IdentityKey {
  readonly name: string;
  readonly value: string;
}

/** An identity to be added. */
export interface NewIdentity {
  readonly type: string;
  readonly attributes: JsonObject;
  readonly keys: readonly IdentityKey[];
}

/** New content of an identity; `revision` is the one that the change was made from. */
export interface ChangedIdentity {
  readonly id: string;
  readonly revision: number;
  readonly attributes: JsonObject;
  readonly keys: readonly IdentityKey[];
}
