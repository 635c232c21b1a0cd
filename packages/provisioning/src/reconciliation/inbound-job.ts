import type { ConnectorFacade, ConnectorObject, Filter, ObjectClass } from '@icf-ts/framework';
import type { Correlation } from '../correlation/correlation.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import type { JsonObject } from '../repository/identity.js';
import type { ActionRules } from '../situations/situation.js';

/** A job that brings what a system holds into the repository. */
export interface InboundJob {
  readonly name: string;
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly objectClass: ObjectClass;
  readonly identityType: string;
  readonly facade: ConnectorFacade;
  readonly mapping: IdentityMapping;
  readonly correlation: Correlation;
  readonly actions: ActionRules;
  /** Which objects are meant; what others are linked to is UNQUALIFIED. */
  readonly qualifies?: (object: ConnectorObject) => boolean;
  /** Limits the run to some objects, so that nothing can be told of those that it does not see. */
  readonly filter?: Filter;
  /** What an identity gets that is disabled because its object is gone. */
  readonly disabled?: JsonObject;
  /** Objects that are decided and written together. */
  readonly batchSize: number;
  /** Batches that may be in memory at once: one is written, the others are read ahead meanwhile. Default: 2. */
  readonly parallel?: number | undefined;
  /** Digest of everything above that has a bearing on the outcome. */
  readonly fingerprint: string;
}
