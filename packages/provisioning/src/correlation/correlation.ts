import type { ConnectorObject } from '@icf-ts/framework';
import type { IdentityPath } from '../mapping/identity-path.js';
import type { Identity, IdentityKey, JsonObject } from '../repository/identity.js';

/** An attribute that an object can be looked up by, and its value. */
export interface ObjectProbe {
  readonly attribute: string;
  readonly value: string;
}

/** What identities can be looked up by. */
export interface KeyRule {
  /** As {@link IdentityKey} names it. */
  readonly name: string;
  /** The values that it is made of, all of them; undefined where an expression makes it. */
  readonly paths: readonly IdentityPath[] | undefined;
}

/** Finds the identity that an object belongs to, for many objects at a time. */
export interface Correlation {
  /** Attributes of objects that it compares; they must be asked for. Undefined where that cannot be told. */
  readonly attributes: readonly string[] | undefined;
  readonly keys: readonly KeyRule[];
  /** What an identity of these attributes can be looked up by: kept in the repository with it. */
  keysOf(attributes: JsonObject): readonly IdentityKey[];
  /** What to look up for an object, over all rules. */
  probesOf(object: ConnectorObject): readonly IdentityKey[];
  /** What an object of an identity may be found by in the system: any of these attributes has the value. */
  objectProbesOf(attributes: JsonObject): readonly ObjectProbe[];
  /** Which of the identities found by the probes it is; more than one is ambiguous, and named as such. */
  decide(object: ConnectorObject, candidates: readonly Identity[]): readonly Identity[];
  /** The same from the other side: which of the objects found by the probes belongs to an identity of these attributes. */
  decideObjects(attributes: JsonObject, candidates: readonly ConnectorObject[]): readonly ConnectorObject[];
}
