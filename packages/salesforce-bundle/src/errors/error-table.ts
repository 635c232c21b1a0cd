import { BUSY, rows, type ErrorRow } from './error-row.js';

const VALUE = 'Correct the value and repeat the call.';

/** The REST API's codes; of several rows of one code the first that fits is taken. */
export const ERROR_TABLE: readonly ErrorRow[] = [
  ...rows(
    'AlreadyExistsException',
    'User names are unique over all Salesforce orgs, and a deactivated user keeps its own: choose another.',
    'DUPLICATE_USERNAME',
  ),
  ...rows('AlreadyExistsException', 'Choose another value.', 'DUPLICATE_COMM_NICKNAME', 'DUPLICATE_VALUE'),
  ...rows(
    'AlreadyExistsException',
    'Choose another value.',
    'DUPLICATE_DEVELOPER_NAME',
    'DUPLICATES_DETECTED',
  ),
  ...rows(
    'AlreadyExistsException',
    'The contact has a user already.',
    'PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT',
  ),

  ...rows(
    'UnknownUidException',
    'There is no such row, or the connector may not see it.',
    'NOT_FOUND',
    'ENTITY_IS_DELETED',
  ),

  ...rows(
    'InvalidAttributeValueException',
    'Give a value for it.',
    'REQUIRED_FIELD_MISSING',
    'MISSING_ARGUMENT',
  ),
  ...rows('InvalidAttributeValueException', 'Shorten the value.', 'STRING_TOO_LONG'),
  ...rows(
    'InvalidAttributeValueException',
    'Use a value that the field offers; the schema of the org tells which.',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'The attribute map or the call names a field that the org does not have, or that the connector may not see.',
    'INVALID_FIELD',
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'INVALID_TYPE',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'Refer to a row that exists.',
    'INVALID_CROSS_REFERENCE_KEY',
    'MALFORMED_ID',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'The licence of the profile does not allow it: choose another profile, or leave the permission out.',
    ['FIELD_INTEGRITY_EXCEPTION', /licen[cs]e/i],
  ),
  ...rows(
    'InvalidAttributeValueException',
    VALUE,
    'FIELD_INTEGRITY_EXCEPTION',
    'INVALID_EMAIL_ADDRESS',
    'JSON_PARSER_ERROR',
    'NUMBER_OUTSIDE_VALID_RANGE',
    'CIRCULAR_DEPENDENCY',
    'MANAGER_NOT_DEFINED',
    'INVALID_CURRENCY_ISO',
    'INVALID_ID_FIELD',
    'INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD',
    'INVALID_STATUS',
    'INVALID_INPUT',
    'TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET',
  ),
  ...rows(
    'InvalidAttributeValueException',
    'A rule of the org refuses the value: ask its administrator.',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'FIELD_FILTER_VALIDATION_EXCEPTION',
  ),
  ...rows(
    'InvalidPasswordException',
    'Choose a password that fits the policy of the profile.',
    'INVALID_NEW_PASSWORD',
  ),
  ...rows('InvalidPasswordException', 'Choose a password that was not used before.', [
    'UNKNOWN_EXCEPTION',
    /invalid repeated password/i,
  ]),

  ...rows(
    'PermissionDeniedException',
    'Switch the permission "API Enabled" on for the connector\'s user and give its app the scope "api"; logging in again does not help.',
    ['INVALID_SESSION_ID', /not valid for use with the REST API|not attached to Agent/],
  ),
  ...rows(
    'ConnectorSecurityException',
    'A session that was opened for this very call is refused: check the app, its IP rules and the instance URL.',
    'INVALID_SESSION_ID',
    'INVALID_AUTH_HEADER',
    'ERROR_HTTP_401',
  ),
  ...rows(
    'PermissionDeniedException',
    'Give the connector\'s user the permissions "Manage Internal Users" and "Reset User Passwords and Unlock Users".',
    'INSUFFICIENT_ACCESS',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'INVALID_READ_ONLY_USER_DML',
    'CANNOT_DISABLE_LAST_ADMIN',
    'FORBIDDEN',
    'METHOD_NOT_ALLOWED',
    'OP_WITH_INVALID_USER_TYPE_EXCEPTION',
    'ERROR_HTTP_403',
  ),
  ...rows(
    'PermissionDeniedException',
    'The edition or the settings of the org do not allow it: ask its administrator.',
    'API_DISABLED_FOR_ORG',
    'API_CURRENTLY_DISABLED',
    'FUNCTIONALITY_NOT_ENABLED',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CANNOT_EXECUTE_FLOW_TRIGGER',
    'PACKAGE_LICENSE_REQUIRED',
    'IP_RANGE_LIMIT_EXCEEDED',
  ),
  ...rows(
    'PasswordExpiredException',
    "Set a new password for the connector's own user.",
    'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
  ),

  ...rows('RetryableException', 'Too many long calls at once; repeat the call later.', [
    'REQUEST_LIMIT_EXCEEDED',
    /concurrent/i,
  ]),
  ...rows(
    'ConnectorException',
    'The API calls of the last 24 hours are used up: stop, and go on when the allotment has recovered.',
    'REQUEST_LIMIT_EXCEEDED',
  ),
  ...rows(
    'ConnectorException',
    'No licence is free for the profile: deactivate a user, buy licences, or create the user with __ENABLE__ false.',
    'LICENSE_LIMIT_EXCEEDED',
  ),
  ...rows('ConnectorException', 'Free storage in the org.', 'STORAGE_LIMIT_EXCEEDED'),
  ...rows(
    'ConnectorException',
    'An Apex trigger or flow of the org touches other objects in the same transaction: ask its administrator.',
    'MIXED_DML_OPERATION',
    'APEX_ERROR',
  ),
  ...rows('ConnectorException', 'Activate the user first.', 'INACTIVE_OWNER_OR_USER'),

  ...rows(
    'RetryableException',
    BUSY,
    'UNABLE_TO_LOCK_ROW',
    'SERVER_UNAVAILABLE',
    'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE',
    'ENTITY_IS_LOCKED',
    'ERROR_HTTP_420',
    'ERROR_HTTP_429',
    'ERROR_HTTP_502',
    'ERROR_HTTP_503',
    'ERROR_HTTP_504',
  ),
  ...rows(
    'OperationTimeoutException',
    'Narrow the filter and repeat.',
    'QUERY_TIMEOUT',
    'REQUEST_RUNNING_TOO_LONG',
  ),
  ...rows(
    'IllegalArgumentException',
    'Ask with a shorter filter or for fewer attributes.',
    'QUERY_TOO_COMPLICATED',
    'ERROR_HTTP_414',
    'ERROR_HTTP_431',
  ),
  ...rows('IllegalArgumentException', 'Start the paged search anew.', 'INVALID_QUERY_LOCATOR'),
  ...rows(
    'ConfigurationException',
    'Configure an apiVersion that Salesforce still serves.',
    'GONE',
    'UNSUPPORTED_API_VERSION',
  ),
  ...rows(
    'ConnectorException',
    'This looks like a fault of the connector: report it with the code and the message.',
    'MALFORMED_QUERY',
    'INVALID_QUERY_FILTER_OPERATOR',
    'UNSUPPORTED_MEDIA_TYPE',
  ),
  ...rows(
    'ConnectorException',
    'Salesforce failed; its support can trace the error id.',
    'UNKNOWN_EXCEPTION',
  ),
];
