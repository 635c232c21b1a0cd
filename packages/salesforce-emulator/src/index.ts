export { startOrg } from './start-org.js';
export type { Org } from './start-org.js';
export type { CustomField, CustomObject, DescribeAdditions } from './describe/custom/additions.js';
export type {
  DefaultOwner,
  OrgCredentials,
  OrgOptions,
  OrgSettings,
  OrgTls,
  PasswordPolicy,
} from './org-options.js';
export type { OrgFeature } from './describe/field-spec.js';
export type { BulkSettings } from './bulk/bulk-settings.js';
export type { ConnectedAppOptions } from './oauth/connected-app.js';
export { ScenarioError } from './faults/scenario.js';
export type { Fault, FaultKind, RowChange } from './faults/fault.js';
export type { PlannedFault } from './faults/fault-plan.js';
export type { RecordedRequest, RequestLog } from './recorder/request-log.js';
export { StateFileError } from './state-file/saved-state.js';
export type { RestValue } from './record/row.js';
export type { ApiCalls } from './rest/api-usage.js';
