import { apiError, codeFirstError } from './api-error.js';

/** Refusals of a request as such: session, limits, resource, method, body. */
export const requestErrors = {
  sessionExpired: () => apiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
  /** Another token would not help: this one was not granted the API. */
  notForRest: () =>
    apiError(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API'),
  authHeader: () => apiError(401, 'INVALID_AUTH_HEADER', 'INVALID_AUTH_HEADER'),
  passwordExpired: () =>
    apiError(
      403,
      'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
      'The users password has expired, you must call SetPassword before attempting any other API operations',
    ),
  dailyLimit: () => apiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  versionRetired: () => codeFirstError(410, 'GONE', 'The requested resource is no longer available'),
  notFound: () => codeFirstError(404, 'NOT_FOUND', 'The requested resource does not exist'),
  noSuchExternalId: (segment: string) =>
    apiError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${segment}`),
  methodNotAllowed: (method: string, allowed: readonly string[]) =>
    codeFirstError(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`,
    ),
  unsupportedMediaType: (contentType: string) =>
    apiError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type header specified in HTTP request is not supported: ${contentType}`,
    ),
  bodyTooLarge: (maxBytes: number) =>
    apiError(413, 'REQUEST_TOO_LARGE', `The request body is larger than ${maxBytes} bytes.`),
  badHeader: (name: string, value: string) =>
    apiError(400, 'INVALID_HEADER', `Invalid value for header ${name}: ${value}`),
  missingParameter: (name: string) =>
    apiError(400, 'MISSING_ARGUMENT', `The request is missing the required parameter ${name}.`),
  limitExceeded: (message: string) => apiError(400, 'LIMIT_EXCEEDED', message),
  invalidInput: (message: string) => apiError(400, 'INVALID_INPUT', message),
  tooManyRecords: (maxRecords: number) =>
    apiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxRecords} records into this call`,
    ),
  notEmulated: (what: string) =>
    apiError(400, 'FUNCTIONALITY_NOT_ENABLED', `The emulated org does not ${what}`),
  jsonSyntax: (detail: string) => apiError(400, 'JSON_PARSER_ERROR', detail),
  wrongJsonType: (type: string, token: string, value: string, line: number, column: number) =>
    apiError(
      400,
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of ${type} from ${token} value ${value} or request may be missing a required field at [line:${line}, column:${column}]`,
    ),
  unexpected: (errorId: string) =>
    apiError(
      500,
      'UNKNOWN_EXCEPTION',
      `An unexpected error occurred. Please include this ErrorId if you contact support: ${errorId}`,
    ),
};
