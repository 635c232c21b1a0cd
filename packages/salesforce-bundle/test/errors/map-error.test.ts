import { expect } from 'chai';
import { mapError, mapLoginError } from '#src/errors/map-error.js';
import { isRefusal } from '#src/errors/salesforce-errors.js';
import { TransportFailure } from '#src/errors/transport-failure.js';

/** An error as jsforce makes it. */
const jsforceError = (code: string, message: string, data: unknown = { errorCode: code, message }): Error =>
  Object.assign(new Error(message), { name: code, errorCode: code, data });
const UID = { value: '005000000000001AAA' };
const map = (error: unknown) =>
  mapError(error, { action: 'update User', uid: UID, attributeNameOf: (field) => `icf:${field}` });

describe('errors of Salesforce', () => {
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
