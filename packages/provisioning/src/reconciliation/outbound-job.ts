import type { ConnectorFacade, ObjectClass } from '@icf-ts/framework';
import type { Correlation } from '../correlation/correlation.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import type { Identity } from '../repository/identity.js';
import type { ActionRules } from '../situations/situation.js';

/** A job that brings what the repository holds into a system. */
export interface OutboundJob {
  readonly name: string;
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly objectClass: ObjectClass;
  readonly identityType: string;
  readonly facade: ConnectorFacade;
  readonly mapping: IdentityMapping;
  readonly correlation: Correlation;
  readonly actions: ActionRules;
  /** Which identities are to have an object; what others are linked to is UNQUALIFIED. */
  readonly qualifies?: (identity: Identity) => boolean;
  /** Identities that are decided and written together. */
  readonly batchSize: number;
  /** Batches that may be under way at once: read, decided and written to the system. Default: 4. */
  readonly parallel?: number | undefined;
  /** Digest of everything above that has a bearing on the outcome. */
  readonly fingerprint: string;
}
