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
  SentAnswer,
} from './org-options.js';
export type { OrgFeature } from './describe/field-spec.js';
export type { BulkSettings } from './bulk/bulk-settings.js';
export type { ConnectedAppOptions } from './oauth/connected-app.js';
export type { Fault } from './http/fault-plan.js';
export type { RestValue } from './record/row.js';
export type { ApiCalls } from './rest/api-usage.js';
