import type { Correlation } from '../correlation/correlation.js';
import type { IdentityPath } from '../mapping/identity-path.js';

/** What jobs say of the identities of one type. */
export interface IdentityType {
  /** Those of all jobs: identities are written with the keys of each. */
  readonly correlations: readonly Correlation[];
  /** Where maps take secrets from: what is written there is not kept. */
  readonly secretPaths: readonly IdentityPath[];
}
