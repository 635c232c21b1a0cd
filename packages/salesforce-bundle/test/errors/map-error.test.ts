import { EXCEPTIONS } from '@icf-ts/framework';
import { expect } from 'chai';
import { ERROR_TABLE } from '#src/errors/error-table.js';
import { mapError, mapLoginError } from '#src/errors/map-error.js';
import { OAUTH_TABLE } from '#src/errors/oauth-table.js';
import { isRefusal } from '#src/errors/salesforce-errors.js';
import { TransportFailure } from '#src/errors/transport-failure.js';

/** An error as jsforce makes it. */
const jsforceError = (code: string, message: string, data: unknown = { errorCode: code, message }): Error =>
  Object.assign(new Error(message), { name: code, errorCode: code, data });
const UID = { value: '005000000000001AAA' };
const map = (error: unknown) =>
  mapError(error, { action: 'update User', uid: UID, attributeNameOf: (field) => `icf:${field}` });

const MET = `DUPLICATE_USERNAME DUPLICATE_COMM_NICKNAME DUPLICATE_VALUE REQUIRED_FIELD_MISSING STRING_TOO_LONG
  FIELD_INTEGRITY_EXCEPTION INVALID_EMAIL_ADDRESS INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST LICENSE_LIMIT_EXCEEDED
  FIELD_CUSTOM_VALIDATION_EXCEPTION CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY INVALID_CROSS_REFERENCE_KEY MALFORMED_ID
  INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE JSON_PARSER_ERROR INSUFFICIENT_ACCESS_OR_READONLY
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY INSUFFICIENT_ACCESS INACTIVE_OWNER_OR_USER UNABLE_TO_LOCK_ROW
  MIXED_DML_OPERATION ENTITY_IS_DELETED NOT_FOUND METHOD_NOT_ALLOWED UNSUPPORTED_MEDIA_TYPE INVALID_SESSION_ID
  REQUEST_LIMIT_EXCEEDED API_CURRENTLY_DISABLED API_DISABLED_FOR_ORG FUNCTIONALITY_NOT_ENABLED UNKNOWN_EXCEPTION
  APEX_ERROR SERVER_UNAVAILABLE QUERY_TIMEOUT QUERY_TOO_COMPLICATED INVALID_QUERY_LOCATOR MALFORMED_QUERY INVALID_TYPE
  INVALID_QUERY_FILTER_OPERATOR INVALID_AUTH_HEADER GONE INVALID_NEW_PASSWORD INVALID_OPERATION_WITH_EXPIRED_PASSWORD
  DUPLICATE_DEVELOPER_NAME PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT NUMBER_OUTSIDE_VALID_RANGE CIRCULAR_DEPENDENCY
  CANNOT_DISABLE_LAST_ADMIN`.split(/\s+/);

describe('errors of Salesforce', () => {
  it('have a row for every code that an identity connector meets', () => {
    const codes = new Set(ERROR_TABLE.map(({ code }) => code));
    expect(MET.filter((code) => !codes.has(code))).to.deep.equal([]);
  });

  it('have no row that an earlier one hides, and each says what to do', () => {
    for (const table of [ERROR_TABLE, OAUTH_TABLE]) {
      const closed = new Set<string>();
      for (const { code, when, exception, next } of table) {
        expect(closed.has(code), code).to.equal(false);
        if (!when) closed.add(code);
        expect(EXCEPTIONS).to.have.property(exception);
        expect(next).to.match(/\.$/);
      }
    }
  });

  it('quote code and text, and name the attributes', () => {
    const data = {
      errorCode: 'STRING_TOO_LONG',
      message: 'Alias: data value too large<br>x',
      fields: ['Alias'],
    };
    const error = map(jsforceError('STRING_TOO_LONG', data.message, data));
    expect(error).to.include({ name: 'InvalidAttributeValueException', uid: UID });
    expect(error.attributeNames).to.deep.equal(['icf:Alias']);
    expect(error.message).to.equal(
      'Salesforce refused to update User: STRING_TOO_LONG: Alias: data value too large x (icf:Alias). Shorten the value.',
    );
  });

  it('may be several at once; the first decides', () => {
    const data = [
      {
        errorCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Alias]',
        fields: ['Alias'],
      },
      { statusCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid email address: x', fields: ['Email'] },
    ];
    const error = map(jsforceError('MULTIPLE_API_ERRORS', 'Multiple errors returned.', data));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.attributeNames).to.deep.equal(['icf:Alias', 'icf:Email']);
    expect(error.message).to.include('REQUIRED_FIELD_MISSING').and.include('INVALID_EMAIL_ADDRESS');
  });

  it('name the column that a query does not find', () => {
    const message =
      "\nSELECT Foo FROM User\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on entity 'User'.";
    expect(map(jsforceError('INVALID_FIELD', message)).attributeNames).to.deep.equal(['icf:Foo']);
  });

  it('without a row are quoted as they are', () => {
    const error = map(jsforceError('BRAND_NEW', 'Something new'));
    expect(error.name).to.equal('ConnectorException');
    expect(error.message).to.include('BRAND_NEW: Something new');
  });

  for (const [code, message, exception] of [
    [
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
      'RetryableException',
    ],
    ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'ConnectorException'],
    [
      'INVALID_SESSION_ID',
      'This session is not valid for use with the REST API',
      'PermissionDeniedException',
    ],
    ['INVALID_SESSION_ID', 'Session expired or invalid', 'ConnectorSecurityException'],
    ['ERROR_HTTP_503', '<!DOCTYPE html><html><body>Down For Maintenance</body></html>', 'RetryableException'],
    ['UNKNOWN_EXCEPTION', 'invalid repeated password', 'InvalidPasswordException'],
    ['NOT_FOUND', 'The requested resource does not exist', 'UnknownUidException'],
  ] as const) {
    it(`${code} '${message.slice(0, 30)}' is ${exception}`, () => {
      const error = map(jsforceError(code, message));
      expect(error.name).to.equal(exception);
      expect(error.message).to.not.include('<');
    });
  }

  it('about a resource that is no row blame the configuration', () => {
    const error = mapError(jsforceError('NOT_FOUND', 'The requested resource does not exist'), {
      action: 'search',
    });
    expect(error.name).to.equal('ConfigurationException');
    expect(error.message).to.include("'apiVersion'");
  });

  it('are recognised behind the exception', () => {
    const error = map(jsforceError('UNKNOWN_EXCEPTION', 'invalid repeated password'));
    expect(isRefusal(error, 'UNKNOWN_EXCEPTION', /repeated/)).to.equal(true);
    expect(isRefusal(error, 'UNKNOWN_EXCEPTION', /other/)).to.equal(false);
    expect(isRefusal(new Error('x'), 'x', /x/)).to.equal(false);
  });
});

describe('failures of the network', () => {
  for (const [kind, exception, unknown] of [
    ['connect', 'ConnectionFailedException', false],
    ['broken', 'ConnectionBrokenException', true],
    ['stale', 'ConnectionBrokenException', true],
    ['timeout', 'OperationTimeoutException', true],
    ['redirect', 'ConfigurationException', false],
    ['too-large', 'ConnectorException', true],
  ] as const) {
    it(`${kind} is ${exception}`, () => {
      const error = mapError(new TransportFailure(kind, 'why.'), { action: 'create User', writes: true });
      expect(error.name).to.equal(exception);
      expect(error.message.includes('before repeating')).to.equal(unknown);
    });
  }
});

describe('errors of a login', () => {
  for (const [code, message, exception] of [
    ['invalid_client_id', 'client identifier invalid', 'ConfigurationException'],
    ['invalid_grant', 'authentication failure', 'InvalidCredentialException'],
    ['invalid_grant', 'no client credentials user enabled', 'ConfigurationException'],
    ['invalid_grant', 'request not supported on this domain', 'ConfigurationException'],
    ['invalid_grant', 'ip restricted', 'PermissionDeniedException'],
    ['unsupported_grant_type', 'grant type not supported', 'ConfigurationException'],
    ['ERROR_HTTP_503', '<html>maintenance</html>', 'RetryableException'],
    ['something_new', 'text', 'ConnectorException'],
  ] as const) {
    it(`${code} '${message}' is ${exception}`, () => {
      const error = mapLoginError(Object.assign(new Error(message), { name: code }));
      expect(error.name).to.equal(exception);
      expect(error.message).to.include('log in').and.include(code);
    });
  }
});
