import { rows, type ErrorRow } from './error-row.js';
import { SERVICE_ROWS } from './service-rows.js';

const LICENCE = /licen[cs]e/i;
/** Freezing that user instead would shut the connector out. */
export const OWN_USER = /your own user|yourself/i;
const STILL_NEEDED = /\b(de|in)activate\b|cannot disable/i;

/** What Salesforce says of a row or a value. */
const DATA_ROWS: readonly ErrorRow[] = [
  ...rows('AlreadyExistsException', 'otherUserName', 'DUPLICATE_USERNAME'),
  ...rows(
    'AlreadyExistsException',
    'otherValue',
    'DUPLICATE_COMM_NICKNAME',
    'DUPLICATE_VALUE',
    'DUPLICATE_DEVELOPER_NAME',
    'DUPLICATE_MASTER_LABEL',
    'DUPLICATES_DETECTED',
  ),
  ...rows('AlreadyExistsException', 'contactHasUser', 'PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT'),

  ...rows('UnknownUidException', 'noSuchRow', 'NOT_FOUND', 'ENTITY_IS_DELETED', 'Bad_Id'),

  ...rows(
    'InvalidAttributeValueException',
    'giveValue',
    'REQUIRED_FIELD_MISSING',
    'MISSING_ARGUMENT',
    'MANAGER_NOT_DEFINED',
  ),
  ...rows('InvalidAttributeValueException', 'shorten', 'STRING_TOO_LONG'),
  ...rows('InvalidAttributeValueException', 'offeredValue', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'),
  ...rows('InvalidAttributeValueException', 'unknownField', 'INVALID_FIELD', 'INVALID_TYPE'),
  ...rows('InvalidAttributeValueException', 'readOnlyField', 'INVALID_FIELD_FOR_INSERT_UPDATE'),
  ...rows(
    'InvalidAttributeValueException',
    'existingRow',
    'INVALID_CROSS_REFERENCE_KEY',
    'INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD',
    'MALFORMED_ID',
    'INVALID_ID_FIELD',
  ),
  ...rows('InvalidAttributeValueException', 'uniqueMatch', 'DUPLICATE_EXTERNAL_ID', 'MULTIPLE_CHOICES'),
  ...rows('InvalidAttributeValueException', 'licenceForbids', ['FIELD_INTEGRITY_EXCEPTION', LICENCE]),
  ...rows('InvalidAttributeValueException', 'ownUser', ['FIELD_INTEGRITY_EXCEPTION', OWN_USER]),
  ...rows('InvalidAttributeValueException', 'stillNeeded', ['FIELD_INTEGRITY_EXCEPTION', STILL_NEEDED]),
  ...rows(
    'InvalidAttributeValueException',
    'correctValue',
    'FIELD_INTEGRITY_EXCEPTION',
    'INVALID_EMAIL_ADDRESS',
    'JSON_PARSER_ERROR',
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    'NUMBER_OUTSIDE_VALID_RANGE',
    'INVALID_CURRENCY_ISO',
    'INVALID_STATUS',
    'INVALID_INPUT',
    'TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET',
    'INVALID_ROW',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'noLoop',
    'CIRCULAR_DEPENDENCY',
    'MAXIMUM_HIERARCHY_LEVELS_REACHED',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'ruleOfOrg',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'FIELD_FILTER_VALIDATION_EXCEPTION',
  ),
  ...rows('InvalidPasswordException', 'passwordPolicy', 'INVALID_NEW_PASSWORD'),
  ...rows('InvalidPasswordException', 'newPassword', ['UNKNOWN_EXCEPTION', /invalid repeated password/i]),

  ...rows(
    'PermissionDeniedException',
    'grantPermissions',
    'INSUFFICIENT_ACCESS',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'TRANSFER_REQUIRES_READ',
    'FORBIDDEN',
    'No_Access',
    'ERROR_HTTP_403',
  ),
  ...rows('PermissionDeniedException', 'systemUser', 'INVALID_READ_ONLY_USER_DML'),
  ...rows('PermissionDeniedException', 'lastAdministrator', 'CANNOT_DISABLE_LAST_ADMIN'),
  ...rows(
    'PermissionDeniedException',
    'kindOfUser',
    'OP_WITH_INVALID_USER_TYPE_EXCEPTION',
    'LIGHT_PORTAL_USER_EXCEPTION',
  ),
  ...rows(
    'PermissionDeniedException',
    'notDone',
    'METHOD_NOT_ALLOWED',
    'INVALID_OPERATION',
    'INVALID_TYPE_FOR_OPERATION',
    'CANNOT_UPDATE_CONVERTED_LEAD',
    'UNDELETE_FAILED',
  ),
  ...rows(
    'PermissionDeniedException',
    'automation',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CANNOT_EXECUTE_FLOW_TRIGGER',
  ),
  ...rows('PermissionDeniedException', 'approvalLock', 'ENTITY_IS_LOCKED'),
  ...rows('ConnectorException', 'otherObjects', 'MIXED_DML_OPERATION', 'APEX_ERROR'),
  ...rows('ConnectorException', 'inUse', 'DEPENDENCY_EXISTS', 'DELETE_FAILED', 'CANNOT_DELETE_OWNER'),
  ...rows('ConnectorException', 'activateUser', 'INACTIVE_OWNER_OR_USER'),
  ...rows('ConnectorException', 'freeLicence', 'LICENSE_LIMIT_EXCEEDED'),
  ...rows('PreconditionFailedException', 'changedMeanwhile', 'ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE'),
  ...rows('PreconditionFailedException', 'changedMeanwhile', 'ERROR_HTTP_412'),
];

/** The codes of the REST, SOAP and Bulk APIs; of several rows of one code the first that fits is taken. */
export const ERROR_TABLE: readonly ErrorRow[] = [...DATA_ROWS, ...SERVICE_ROWS];
