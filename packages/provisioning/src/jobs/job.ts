import type { ConnectorObject, Filter, ItResource, ObjectClass } from '@icf-ts/framework';
import type { Correlation } from '../correlation/correlation.js';
import type { IdentityMapping } from '../mapping/identity-mapping.js';
import type { Lookups } from '../mapping/translation.js';
import type { Identity, JsonObject } from '../repository/identity.js';
import type { ActionRules } from '../situations/situation.js';
import type { ReportForm } from './job-schema.js';

/** What every job has. */
interface JobBase {
  readonly name: string;
  /** Where it stands: `FILE:LINE:COLUMN`. */
  readonly place: string;
  /** Name of the connector; undefined for the one that is meant where none is named. */
  readonly connector: string | undefined;
  /** Cron expression. */
  readonly schedule: string | undefined;
  readonly timeZone: string | undefined;
  readonly liveSeconds: number | undefined;
  readonly reports: { readonly folder: string; readonly forms: readonly ReportForm[] } | undefined;
}

/** What jobs that reconcile have. */
interface ReconciliationBase extends JobBase {
  readonly objectClass: ObjectClass;
  readonly identityType: string;
  readonly mapping: IdentityMapping;
  /** Its keys are those of all jobs for these identities, so that whoever writes one keeps what the others look for. */
  readonly correlation: Correlation;
  readonly actions: ActionRules;
  readonly batchSize: number;
  readonly parallel: number | undefined;
  /** Calls that a run has to leave: it is planned first, and refused where it would not. */
  readonly reserveCalls: number | undefined;
  readonly fingerprint: string;
  /** Gives the map the lookups that it is to use from now on. */
  useLookups(lookups: Lookups): void;
}

export interface InboundDefinition extends ReconciliationBase {
  readonly type: 'inbound';
  readonly extent: 'everything' | 'changes';
  readonly filter: Filter | undefined;
  readonly qualifies: ((object: ConnectorObject) => boolean) | undefined;
  readonly disabled: JsonObject | undefined;
}

export interface OutboundDefinition extends ReconciliationBase {
  readonly type: 'outbound';
  /** Members of an identity that have a bearing on its object; undefined where there is no telling which. */
  readonly identityMembers: ReadonlySet<string> | undefined;
  readonly qualifies: ((identity: Identity) => boolean) | undefined;
}

export interface LookupsDefinition extends JobBase {
  readonly type: 'lookups';
  readonly only: readonly string[] | undefined;
  readonly itResource: ItResource | undefined;
}

/** A job, checked and compiled; what it lacks is the connector, which is opened when it runs. */
export type JobDefinition = InboundDefinition | OutboundDefinition | LookupsDefinition;
export type ReconciliationDefinition = InboundDefinition | OutboundDefinition;
