export type { Database, Queryable, SqlParameter, SqlRow } from './database/database.js';
export { DatabaseError } from './database/database-error.js';
export { migrate } from './database/migrate.js';
export { openDatabase, type DatabaseLocation } from './database/open-database.js';
export {
  addIdentities,
  allIdentities,
  changeIdentities,
  countIdentities,
  identitiesById,
  identitiesByKey,
  removeIdentities,
  type KeyMatch,
} from './repository/identities.js';
export type {
  ChangedIdentity,
  Identity,
  IdentityKey,
  JsonObject,
  JsonValue,
  NewIdentity,
} from './repository/identity.js';
export {
  linksByIdentity,
  linksByUid,
  markSeen,
  removeLinks,
  saveLinks,
  unlinkedIdentities,
  unseenLinks,
  type Link,
  type LinkScope,
} from './repository/links.js';
export {
  lookupEntries,
  saveLookup,
  type LookupChanges,
  type LookupEntry,
} from './repository/lookup-entries.js';
export {
  addRunItems,
  beginRun,
  endRun,
  runById,
  runItems,
  runsOf,
  saveProgress,
  unfinishedRun,
  type Run,
  type RunItem,
  type RunState,
} from './repository/runs.js';
export { storageProblem } from './repository/storable.js';
export { saveSyncToken, syncToken } from './repository/sync-tokens.js';
export { compileCorrelation } from './correlation/compile-correlation.js';
export type { Correlation, KeyRule, ObjectProbe } from './correlation/correlation.js';
export { CORRELATION_SCHEMA } from './correlation/rules-schema.js';
export { presetNames, type PresetKind } from './document/shipped-presets.js';
export { SourceDocument, type DocumentPath, type Section } from './document/source-document.js';
export { readSyncJson, type SyncMapping } from './forgerock/read-sync-json.js';
export { compileMapping, type MappingOptions } from './mapping/compile-map.js';
export {
  MappingError,
  type IdentityMapping,
  type SecretEntry,
  type Secrets,
} from './mapping/identity-mapping.js';
export { MAP_SCHEMA } from './mapping/map-schema.js';
export type { Lookups } from './mapping/translation.js';
export { ACTIONS_SCHEMA, readActions } from './situations/read-actions.js';
export type { InboundJob } from './reconciliation/inbound-job.js';
export type { OutboundJob } from './reconciliation/outbound-job.js';
export { JobBusy } from './reconciliation/alone.js';
export { reconcileInbound } from './reconciliation/reconcile-inbound.js';
export { reconcileIncremental, type IncrementalResult } from './reconciliation/reconcile-incremental.js';
export { reconcileOutbound } from './reconciliation/reconcile-outbound.js';
export type { Progress, RunOptions, RunResult } from './reconciliation/run-journal.js';
export {
  OUTCOMES,
  total,
  type Happening,
  type Outcome,
  type RunCounts,
} from './reconciliation/run-counts.js';
export {
  ACTIONS,
  SITUATIONS,
  type Action,
  type ActionRules,
  type Situation,
} from './situations/situation.js';
export { runReport, type ReportRow, type RunReport } from './report/run-report.js';
export { htmlReport } from './report/html-report.js';
export { jsonReport } from './report/json-report.js';
export { textReport } from './report/text-report.js';
export {
  ProgressWriter,
  type ProgressStream,
  type ProgressWriterOptions,
} from './progress/progress-writer.js';
export type {
  Plan,
  PlanDirection,
  PlannedChange,
  PlannedItem,
  PlannedOperation,
  Price,
  QuotaState,
  SeatPrice,
} from './plan/plan.js';
export { planRun, type PlanOptions, type PlannableJob } from './plan/plan-run.js';
export { readQuota, type QuotaReading } from './plan/quota.js';
export {
  PlanRefusal,
  assertAffordable,
  objections,
  reconcileAffordably,
  type AffordableRun,
  type Limits,
} from './plan/affordable.js';
export { htmlPlan } from './plan/html-plan.js';
export { jsonPlan } from './plan/json-plan.js';
export { textPlan } from './plan/text-plan.js';
export type { Foreseen } from './reconciliation/foreseen/foreseen.js';
export { loadLookups } from './lookups/load-lookups.js';
export {
  synchronizeLookups,
  type LookupJob,
  type LookupOutcome,
  type LookupResult,
} from './lookups/synchronize-lookups.js';
export type { JobType, ReportForm } from './jobs/job-schema.js';
export type {
  InboundDefinition,
  JobDefinition,
  LookupsDefinition,
  OutboundDefinition,
  ReconciliationDefinition,
} from './jobs/job.js';
export { identityTypesOf } from './jobs/identity-types.js';
export { readJobs, type KnownConnectors } from './jobs/read-jobs.js';
export {
  inboundJob,
  lookupJob,
  outboundJob,
  runReconciliation,
  withLookups,
  type JobSystem,
} from './jobs/run-job.js';
export { SYSTEM_CLOCK, type Clock } from './schedule/clock.js';
export type { MergeOutcome } from './identities/merge-entries.js';
export { IdentityPath } from './mapping/identity-path.js';
export {
  GivenSecrets,
  type SecretFate,
  type SecretTaker,
  type UnsentSecret,
} from './identities/given-secrets.js';
export { takeSecrets, type Taken } from './identities/take-secrets.js';
export type { IdentityType } from './identities/identity-type.js';
export { Identities, type SecretOptions, type WriteOptions } from './identities/identities.js';
export { IdentityError, type IdentityProblem } from './identities/identity-error.js';
export { mergePatch } from './identities/merge-patch.js';
export { sharingKeys } from './identities/shared-keys.js';
export { pushChanges, pushScope, type PushResult } from './live/push-changes.js';
export { PUSH_RETRIES, type PushOptions } from './live/pushing.js';
export {
  runLive,
  type LiveJob,
  type LiveJobs,
  type LiveOptions,
  type ScheduledJob,
} from './live/run-live.js';
export type { LiveEvent } from './live/live-event.js';
export type { PushScope } from './repository/pending-changes.js';
export {
  countFailedPushes,
  failedPushes,
  type FailedPush,
  type RetryPauses,
} from './repository/push-states.js';
