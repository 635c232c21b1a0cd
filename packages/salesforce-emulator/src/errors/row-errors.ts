import { apiError } from './api-error.js';

/** Refusals of a write to a row, with the field list Salesforce gives (empty where it names none). */
export const rowErrors = {
  noSuchColumn: (field: string, object: string) =>
    apiError(400, 'INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`),
  keyInBody: (field: string) =>
    apiError(400, 'INVALID_FIELD', `The ${field} field should not be specified in the sobject data.`),
  keyMissing: (field: string) => apiError(400, 'MISSING_ARGUMENT', `${field} not specified`, [field]),
  idMissing: () => apiError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', []),
  badId: (value: string) => apiError(400, 'MALFORMED_ID', `bad id ${value}`, ['Id']),
  unknownType: (attributes: unknown) =>
    apiError(
      400,
      'INVALID_TYPE',
      `attributes.type must name the sObject type of the record: ${JSON.stringify(attributes) ?? 'missing'}`,
      [],
    ),
  cannotUpdate: (label: string) =>
    apiError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be updated: ${label}`, []),
  relatedNotFound: (value: string, field: string, object: string) =>
    apiError(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${value} not found for field ${field} in entity ${object}`,
      [],
    ),
  relatedAmbiguous: (value: string, field: string, object: string) =>
    apiError(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${value} is held by several rows for field ${field} in entity ${object}`,
      [],
    ),
  ambiguousKey: (ids: readonly string[]) =>
    apiError(
      400,
      'DUPLICATE_EXTERNAL_ID',
      `more than one record found for external id field: [${ids.join(', ')}]`,
      [],
    ),
  repeatedKey: (value: string) =>
    apiError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, []),
  deletedRow: (status: 400 | 404) => apiError(status, 'ENTITY_IS_DELETED', 'entity is deleted', []),
  mixedDml: (object: string, original: string) =>
    apiError(
      400,
      'MIXED_DML_OPERATION',
      `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object}, original object: ${original}`,
      [],
    ),
  lastAdministrator: () =>
    apiError(
      400,
      'CANNOT_DISABLE_LAST_ADMIN',
      'The last active administrator of the org can be neither deactivated nor given another profile',
      [],
    ),
  notWriteable: (fields: readonly string[]) =>
    apiError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      fields,
    ),
  requiredMissing: (fields: readonly string[]) =>
    apiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields),
  tooLong: (label: string, field: string, value: string, maxLength: number) =>
    apiError(400, 'STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${maxLength})`, [
      field,
    ]),
  invalidEmail: (label: string, field: string, value: string) =>
    apiError(400, 'INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, [field]),
  usernameForm: () =>
    apiError(
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'Username must be in the form of an email address (for example, john@acme.com): Username',
      ['Username'],
    ),
  restrictedPicklist: (label: string, field: string, value: string) =>
    apiError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${label}: bad value for restricted picklist field: ${value}`,
      [field],
    ),
  malformedId: (label: string, field: string, value: string) =>
    apiError(400, 'MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [field]),
  invalidReference: () => apiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []),
  outOfRange: (label: string, field: string, value: number) =>
    apiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `${label}: value outside of valid range: ${value}`, [field]),
  duplicateUsername: () =>
    apiError(
      400,
      'DUPLICATE_USERNAME',
      "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ",
      ['Username'],
    ),
  duplicateNickname: () =>
    apiError(
      400,
      'DUPLICATE_COMM_NICKNAME',
      'Duplicate Nickname.<br>Another user has already selected this nickname.<br>Please select another.',
      ['CommunityNickname'],
    ),
  duplicateValue: (field: string, existingId: string) =>
    apiError(
      400,
      'DUPLICATE_VALUE',
      `duplicate value found: ${field} duplicates value on record with id: ${existingId.slice(0, 15)}`,
      [],
    ),
  duplicateAssignment: (assigneeId: string, setId: string) =>
    apiError(
      400,
      'DUPLICATE_VALUE',
      `Duplicate PermissionSetAssignment. Assignee: ${assigneeId.slice(0, 15)}; Permission Set: ${setId.slice(0, 15)}`,
      ['AssigneeId', 'PermissionSetId'],
    ),
  inactiveOwner: (userId: string) =>
    apiError(
      400,
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${userId}] as owner of record`,
      ['OwnerId'],
    ),
  portalUserExists: () =>
    apiError(400, 'PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT', 'portal user already exists for contact', [
      'ContactId',
    ]),
  licensesUsedUp: (fields: readonly string[]) =>
    apiError(400, 'LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded', fields),
  licenseLimit: () => apiError(400, 'LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded', ['IsActive']),
  integrity: (message: string, fields: readonly string[]) =>
    apiError(400, 'FIELD_INTEGRITY_EXCEPTION', message, fields),
  circular: (label: string, field: string) =>
    apiError(400, 'CIRCULAR_DEPENDENCY', `${label}: circular dependency`, [field]),
  readOnlyUser: () =>
    apiError(
      400,
      'INVALID_READ_ONLY_USER_DML',
      'This user is maintained by Salesforce and cannot be changed',
      [],
    ),
  insufficientAccess: () =>
    apiError(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []),
  cannotInsert: (label: string) =>
    apiError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${label}`, []),
  deleteFailed: (name: string, dependents: string) =>
    apiError(
      400,
      'DELETE_FAILED',
      `Your attempt to delete ${name} could not be completed because it is associated with the following ${dependents}.`,
      [],
    ),
};
