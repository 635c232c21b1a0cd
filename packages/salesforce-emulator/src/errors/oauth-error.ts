/** A refusal of the OAuth endpoints: `{"error":"…","error_description":"…"}` with HTTP 400. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly error: string;
  readonly description: string;

  constructor(error: string, description: string) {
    super(`${error}: ${description}`);
    this.error = error;
    this.description = description;
  }
}

export const oauthErrors = {
  grantTypeUnknown: () => new OAuthError('unsupported_grant_type', 'grant type not supported'),
  clientUnknown: () => new OAuthError('invalid_client_id', 'client identifier invalid'),
  clientSecretWrong: () => new OAuthError('invalid_client', 'invalid client credentials'),
  /** User unknown, password or token wrong, user locked or frozen: Salesforce tells none of them apart. */
  authenticationFailure: () => new OAuthError('invalid_grant', 'authentication failure'),
  inactiveUser: () => new OAuthError('invalid_grant', 'inactive user'),
  noRunAsUser: () => new OAuthError('invalid_grant', 'no client credentials user enabled'),
  refreshTokenEnded: () => new OAuthError('invalid_grant', 'expired access/refresh token'),
  codeExpired: () => new OAuthError('invalid_grant', 'expired authorization code'),
  codeUnknown: () => new OAuthError('invalid_grant', 'invalid authorization code'),
  codeVerifierWrong: () => new OAuthError('invalid_grant', 'invalid code verifier'),
  redirectMismatch: () => new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration'),
  assertionInvalid: () => new OAuthError('invalid_grant', 'invalid assertion'),
  assertionExpired: () => new OAuthError('invalid_grant', 'expired assertion'),
  audienceWrong: () => new OAuthError('invalid_grant', 'Audience validation failed'),
  notApproved: () => new OAuthError('invalid_grant', "user hasn't approved this consumer"),
  notAdminApproved: () =>
    new OAuthError('invalid_app_access', 'user is not admin approved to access this app'),
  responseTypeUnknown: () => new OAuthError('unsupported_response_type', 'response type not supported'),
  scopeInvalid: () =>
    new OAuthError('invalid_scope', 'the requested scope is invalid, unknown, or malformed'),
  challengeInvalid: (reason: string) => new OAuthError('invalid_request', reason),
  loginRequired: () => new OAuthError('login_required', 'not logged in, and prompt=none forbids to ask'),
  accessDenied: () => new OAuthError('access_denied', 'end-user denied authorization'),
  missingParameter: (name: string) =>
    new OAuthError('invalid_request', `missing required input parameter: ${name}`),
  methodNotPost: () => new OAuthError('invalid_request', 'must use HTTP POST'),
  tokenUnknown: () => new OAuthError('unsupported_token_type', 'this token type is not supported'),
};
