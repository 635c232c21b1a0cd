import type { ObjectSpec } from '../describe/object-spec.js';
import { requestErrors } from '../errors/request-errors.js';
import { rowErrors } from '../errors/row-errors.js';
import { nowSeconds } from '../org-state.js';
import type { FieldValues, Row } from '../record/row.js';
import { checkFields, checkUnique, requireFields } from './check-fields.js';
import type { JsonRecord } from './json-record.js';
import { refuseMixedDml } from './mixed-dml.js';
import { readFields } from './read-fields.js';
import type { ObjectRules, WriteContext } from './rules/object-rules.js';
import * as groupRules from './rules/group-rules.js';
import * as licenseRules from './rules/license-rules.js';
import { CUSTOM_OBJECT_RULES, OWNED_RULES } from './rules/owned-rules.js';
import * as permissionRules from './rules/permission-rules.js';
import * as setupRules from './rules/setup-rules.js';
import { USER_RULES } from './rules/user-rules.js';

const RULES: Readonly<Record<string, ObjectRules>> = {
  Account: OWNED_RULES,
  Contact: OWNED_RULES,
  Group: groupRules.GROUP_RULES,
  GroupMember: groupRules.GROUP_MEMBER_RULES,
  Lead: OWNED_RULES,
  PermissionSet: permissionRules.PERMISSION_SET_RULES,
  PermissionSetAssignment: permissionRules.ASSIGNMENT_RULES,
  PermissionSetGroup: permissionRules.SET_GROUP_RULES,
  PermissionSetGroupComponent: permissionRules.COMPONENT_RULES,
  PermissionSetLicenseAssign: licenseRules.PERMISSION_SET_LICENSE_ASSIGN_RULES,
  QueueSobject: groupRules.QUEUE_SOBJECT_RULES,
  UserPackageLicense: licenseRules.USER_PACKAGE_LICENSE_RULES,
  Organization: setupRules.ORGANIZATION_RULES,
  Profile: setupRules.PROFILE_RULES,
  User: USER_RULES,
  UserLogin: setupRules.USER_LOGIN_RULES,
  UserRole: setupRules.USER_ROLE_RULES,
};

const rulesOf = (spec: ObjectSpec): ObjectRules | undefined =>
  spec.custom ? CUSTOM_OBJECT_RULES : RULES[spec.name];

/** @throws ApiError with the codes of row validation */
export function createRow(spec: ObjectSpec, body: JsonRecord, context: WriteContext): Row {
  const { org } = context;
  if (!spec.createable) throw rowErrors.cannotInsert(spec.label);
  const rules = rulesOf(spec);
  const values = readFields(spec, body, 'create', context);
  requireFields(spec, values);
  dropEmpty(spec, values);
  checkFields(spec, values, org);
  checkUnique(spec, values, null, org.store);
  refuseMixedDml(spec, Object.keys(values), org.store);
  const existing = rules?.existing?.(values, context);
  if (existing) return existing;
  rules?.beforeInsert?.(values, context);
  const row = org.store.table(spec.name).insert({ ...values, ...audit(spec, 'create', context) });
  rules?.afterInsert?.(row, context);
  return row;
}

/** @throws ApiError with the codes of row validation */
export function updateRow(spec: ObjectSpec, row: Row, body: JsonRecord, context: WriteContext): void {
  const rules = rulesOf(spec);
  const changes = readFields(spec, body, 'update', context);
  checkFields(spec, changes, context.org);
  checkUnique(spec, changes, row, context.org.store);
  refuseMixedDml(spec, Object.keys(changes), context.org.store);
  rules?.beforeUpdate?.(row, changes, context);
  if (Object.keys(changes).length === 0) return;
  const before = { ...row };
  context.org.store.table(spec.name).update(row, { ...changes, ...audit(spec, 'update', context) });
  rules?.afterUpdate?.(before, row, context);
}

/** @throws ApiError METHOD_NOT_ALLOWED for objects whose rows stay for ever, users among them */
export function deleteRow(spec: ObjectSpec, row: Row, context: WriteContext): void {
  if (!spec.deletable) throw requestErrors.methodNotAllowed('DELETE', allowedOnRow(spec));
  const rules = rulesOf(spec);
  rules?.beforeDelete?.(row, context);
  refuseMixedDml(spec, Object.keys(row), context.org.store);
  const table = context.org.store.table(spec.name);
  // What stays visible to queryAll shows who deleted it, and when.
  if (spec.fieldNamed('IsDeleted')) table.update(row, audit(spec, 'update', context));
  table.delete(row, nowSeconds(context.org));
  rules?.afterDelete?.(row, context);
}

/** The methods a row of the object answers to. */
export function allowedOnRow(spec: ObjectSpec): readonly string[] {
  return ['HEAD', 'GET', ...(spec.updateable ? ['PATCH'] : []), ...(spec.deletable ? ['DELETE'] : [])];
}

/** On create, an empty value is a value left out, except where leaving out means something else than empty. */
function dropEmpty(spec: ObjectSpec, values: FieldValues): void {
  for (const [name, value] of Object.entries(values)) {
    const field = spec.fieldNamed(name);
    if (value === null && (field?.initial === null || field?.nillable === false)) delete values[name];
  }
}

function audit(
  spec: ObjectSpec,
  action: 'create' | 'update',
  { org, runningUser }: WriteContext,
): FieldValues {
  const seconds = nowSeconds(org);
  const stamps: FieldValues = {
    LastModifiedDate: seconds,
    LastModifiedById: runningUser.Id,
    SystemModstamp: seconds,
    ...(action === 'create' && { CreatedDate: seconds, CreatedById: runningUser.Id }),
  };
  return Object.fromEntries(Object.entries(stamps).filter(([name]) => spec.fieldNamed(name)));
}
