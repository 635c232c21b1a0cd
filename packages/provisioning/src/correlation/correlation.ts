import type { ConnectorObject } from '@icf-ts/framework';
import type { Identity, IdentityKey, JsonObject } from '../repository/identity.js';

/** Finds the identity that an object belongs to, for many objects at a time. */
export interface Correlation {
  /** What an identity of these attributes can be looked up by: kept in the repository with it. */
  keysOf(attributes: JsonObject): readonly IdentityKey[];
  /** What to look up for an object, over all rules. */
  probesOf(object: ConnectorObject): readonly IdentityKey[];
  /** Which of the identities found by the probes it is; more than one is ambiguous, and named as such. */
  decide(object: ConnectorObject, candidates: readonly Identity[]): readonly Identity[];
}
