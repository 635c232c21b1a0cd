export { startOrg } from './start-org.js';
export type { Org } from './start-org.js';
export type { OrgCredentials, OrgOptions, OrgSettings, PasswordPolicy, SentAnswer } from './org-options.js';
export type { OrgFeature } from './describe/field-spec.js';
export type { Fault } from './http/fault-plan.js';
export type { RestValue } from './record/row.js';
export type { ApiCalls } from './rest/api-usage.js';
