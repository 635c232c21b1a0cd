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
  missingParameter: (name: string) =>
    new OAuthError('invalid_request', `missing required input parameter: ${name}`),
  methodNotPost: () => new OAuthError('invalid_request', 'must use HTTP POST'),
  tokenUnknown: () => new OAuthError('unsupported_token_type', 'this token type is not supported'),
};
