import { rows, type ErrorRow } from './error-row.js';

/** The token endpoint's codes, for a login of the connector's own. */
export const OAUTH_TABLE: readonly ErrorRow[] = [
  ...rows('ConfigurationException', 'clientId', 'invalid_client_id'),
  ...rows('ConfigurationException', 'clientSecret', 'invalid_client'),
  ...rows('ConfigurationException', 'ownDomain', ['invalid_grant', /not supported on this domain/]),
  ...rows('ConfigurationException', 'runAsUser', ['invalid_grant', /no client credentials user/]),
  ...rows('ConfigurationException', 'jwtAudience', ['invalid_grant', /audience/i]),
  ...rows('PermissionDeniedException', 'trustAddress', ['invalid_grant', /ip restricted|activation/]),
  ...rows('ConfigurationException', 'privateKey', ['invalid_grant', /assertion/]),
  ...rows('PermissionDeniedException', 'preAuthorize', ['invalid_grant', /hasn't approved/]),
  ...rows('RetryableException', 'later', ['invalid_grant', /login rate exceeded/]),
  ...rows('InvalidCredentialException', 'newRefreshToken', [
    'invalid_grant',
    /expired access\/refresh token/,
  ]),
  ...rows('InvalidCredentialException', 'consentAgain', [
    'invalid_grant',
    /authorization code|code verifier/,
  ]),
  ...rows('InvalidCredentialException', 'unlock', ['invalid_grant', /inactive user/], 'inactive_user'),
  ...rows('InvalidCredentialException', 'credentials', 'invalid_grant'),
  ...rows('PermissionDeniedException', 'approveApp', 'invalid_app_access', 'unauthorized_client'),
  ...rows('PermissionDeniedException', 'consentAgain', 'access_denied', 'access-denied'),
  ...rows('ConfigurationException', 'redirectUri', 'redirect_uri_mismatch'),
  ...rows(
    'ConfigurationException',
    'otherFlow',
    'unsupported_grant_type',
    'unsupported_response_type',
    'invalid_request',
    'invalid_scope',
  ),
  ...rows('ConnectorSecurityException', 'sessionRefused', 'invalid_token', 'unsupported_token_type'),
  ...rows('RetryableException', 'later', 'rate_limit_exceeded', 'server_error', 'temporarily_unavailable'),
  ...rows('PermissionDeniedException', 'askSalesforce', 'inactive_org'),
];
