/**
 * The codes that Salesforce's APIs are known to answer with, by where they come from. A code may mean several things:
 * then it is followed by a message of each further meaning.
 */
export const REST_CODES: readonly (readonly [code: string, ...messages: string[]])[] = [
  // Rows and values
  ...words(`DUPLICATE_USERNAME DUPLICATE_COMM_NICKNAME DUPLICATE_VALUE DUPLICATE_DEVELOPER_NAME DUPLICATE_MASTER_LABEL
    DUPLICATES_DETECTED DUPLICATE_EXTERNAL_ID PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT NOT_FOUND ENTITY_IS_DELETED
    REQUIRED_FIELD_MISSING MISSING_ARGUMENT MANAGER_NOT_DEFINED STRING_TOO_LONG
    INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST INVALID_FIELD INVALID_TYPE INVALID_FIELD_FOR_INSERT_UPDATE
    INVALID_CROSS_REFERENCE_KEY INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD MALFORMED_ID INVALID_ID_FIELD
    INVALID_EMAIL_ADDRESS JSON_PARSER_ERROR INVALID_TYPE_ON_FIELD_IN_RECORD NUMBER_OUTSIDE_VALID_RANGE
    INVALID_CURRENCY_ISO INVALID_STATUS INVALID_INPUT TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET CIRCULAR_DEPENDENCY
    MAXIMUM_HIERARCHY_LEVELS_REACHED FIELD_CUSTOM_VALIDATION_EXCEPTION FIELD_FILTER_VALIDATION_EXCEPTION
    INVALID_NEW_PASSWORD ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE MULTIPLE_CHOICES`),
  [
    'FIELD_INTEGRITY_EXCEPTION',
    "The user license doesn't allow the permission: Marketing User",
    'You cannot deactivate the Default Workflow User',
    'You cannot deactivate your own user',
  ],
  // Rights and states
  ...words(`INSUFFICIENT_ACCESS INSUFFICIENT_ACCESS_OR_READONLY INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY
    TRANSFER_REQUIRES_READ FORBIDDEN INVALID_READ_ONLY_USER_DML CANNOT_DISABLE_LAST_ADMIN
    OP_WITH_INVALID_USER_TYPE_EXCEPTION LIGHT_PORTAL_USER_EXCEPTION METHOD_NOT_ALLOWED INVALID_OPERATION
    INVALID_TYPE_FOR_OPERATION CANNOT_UPDATE_CONVERTED_LEAD UNDELETE_FAILED CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY
    CANNOT_EXECUTE_FLOW_TRIGGER ENTITY_IS_LOCKED MIXED_DML_OPERATION APEX_ERROR DEPENDENCY_EXISTS DELETE_FAILED
    CANNOT_DELETE_OWNER INACTIVE_OWNER_OR_USER LICENSE_LIMIT_EXCEEDED PACKAGE_LICENSE_REQUIRED API_DISABLED_FOR_ORG
    API_CURRENTLY_DISABLED FUNCTIONALITY_NOT_ENABLED`),
  // Sessions and logins, also by SOAP
  ['INVALID_SESSION_ID', 'This session is not valid for use with the REST API'],
  ...words(`INVALID_AUTH_HEADER LOGIN_OAUTH_INVALID_TOKEN INVALID_LOGIN LOGIN_MUST_USE_SECURITY_TOKEN PASSWORD_LOCKOUT
    IP_RANGE_LIMIT_EXCEEDED LOGIN_DURING_RESTRICTED_DOMAIN LOGIN_DURING_RESTRICTED_TIME LOGIN_CHALLENGE_ISSUED
    LOGIN_CHALLENGE_PENDING ORG_LOCKED INVALID_OPERATION_WITH_EXPIRED_PASSWORD UNSUPPORTED_API_VERSION GONE
    HTTPS_REQUIRED HTTPS_Required Bad_OAuth_Token Missing_OAuth_Token Wrong_Org Bad_Id Inactive No_Access
    InvalidSessionId`),
  // Limits, and Salesforce itself
  ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  ...words(`LIMIT_EXCEEDED STORAGE_LIMIT_EXCEEDED UNABLE_TO_LOCK_ROW SERVER_UNAVAILABLE
    INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE QUERY_TIMEOUT REQUEST_RUNNING_TOO_LONG QUERY_TOO_COMPLICATED
    OPERATION_TOO_LARGE EXCEEDED_ID_LIMIT REQUEST_TOO_LARGE`),
  ['UNKNOWN_EXCEPTION', 'invalid repeated password'],
  // Requests as such
  ...words(`MALFORMED_QUERY MALFORMED_SEARCH INVALID_QUERY_FILTER_OPERATOR INVALID_QUERY_LOCATOR
    ILLEGAL_QUERY_PARAMETER_VALUE INVALID_REPLICATION_DATE UNSUPPORTED_MEDIA_TYPE INVALID_HEADER`),
  // Composite and collections
  ...words('ALL_OR_NONE_OPERATION_ROLLED_BACK PROCESSING_HALTED BATCH_PROCESSING_HALTED'),
  // Bulk
  ...words(`INVALIDJOB INVALIDJOBSTATE INVALIDENTITY InvalidBatch API_ERROR JOB_NOT_COMPLETE CLIENTINPUTERROR
    EXCEEDEDQUOTA INVALID_ROW`),
];

/** HTTP statuses that come without a body that says more. */
export const STATUSES: readonly number[] = [
  400, 401, 403, 404, 405, 409, 410, 412, 413, 414, 415, 420, 428, 429, 431, 500, 502, 503, 504,
];

/** As {@link REST_CODES}, of the token endpoint. */
export const OAUTH_CODES: readonly (readonly [code: string, ...messages: string[]])[] = [
  ...words(`invalid_client_id invalid_client inactive_user inactive_org invalid_app_access unauthorized_client
    unsupported_grant_type unsupported_response_type invalid_request invalid_scope redirect_uri_mismatch access_denied
    access-denied invalid_token unsupported_token_type rate_limit_exceeded server_error temporarily_unavailable`),
  [
    'invalid_grant',
    'request not supported on this domain',
    'no client credentials user enabled',
    'Audience validation failed',
    'ip restricted',
    'activation secret invalid',
    "user hasn't approved this consumer",
    'login rate exceeded',
    'expired access/refresh token',
    'expired authorization code',
    'invalid authorization code',
    'invalid code verifier',
    'expired assertion',
    'inactive user',
  ],
];

function words(text: string): [string][] {
  return text.split(/\s+/).map((word) => [word]);
}
