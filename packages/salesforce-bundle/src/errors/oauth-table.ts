import { BUSY, rows, type ErrorRow } from './error-row.js';

/** The token endpoint's codes, for a login of the connector's own. */
export const OAUTH_TABLE: readonly ErrorRow[] = [
  ...rows(
    'ConfigurationException',
    "Check property 'clientId': it is the consumer key of the app.",
    'invalid_client_id',
  ),
  ...rows('ConfigurationException', "Check property 'clientSecret'.", 'invalid_client'),
  ...rows(
    'ConfigurationException',
    "Set property 'loginUrl' to the org's own domain (https://….my.salesforce.com).",
    ['invalid_grant', /not supported on this domain/],
  ),
  ...rows('ConfigurationException', 'Choose a run-as user for the client credentials flow of the app.', [
    'invalid_grant',
    /no client credentials user/,
  ]),
  ...rows(
    'InvalidCredentialException',
    'The refresh token was revoked, replaced, or not used for too long: run `icf salesforce login` for a new one.',
    ['invalid_grant', /access\/refresh token/],
  ),
  ...rows(
    'ConfigurationException',
    "Set property 'jwtAudience' to https://login.salesforce.com, or https://test.salesforce.com for a sandbox.",
    ['invalid_grant', /audience/i],
  ),
  ...rows(
    'ConfigurationException',
    "Check that property 'privateKey' belongs to the certificate of the app, and that the clock of this host is right.",
    ['invalid_grant', /assertion/i],
  ),
  ...rows(
    'PermissionDeniedException',
    "Pre-authorize the app for property 'username': admin-approved users, with a profile or permission set of the user.",
    ['invalid_grant', /approved this consumer/],
  ),
  ...rows('ConfigurationException', 'Begin the login anew; a code is good once, for some minutes.', [
    'invalid_grant',
    /authorization code|code verifier/,
  ]),
  ...rows(
    'ConfigurationException',
    'Add the callback URL to the app, letter by letter; a new app needs up to ten minutes.',
    'redirect_uri_mismatch',
  ),
  ...rows('PermissionDeniedException', 'The user denied the app, or may not use it.', 'access_denied'),
  ...rows('RetryableException', 'Too many logins within an hour: use one session for more calls.', [
    'invalid_grant',
    /login rate/,
  ]),
  ...rows('PermissionDeniedException', 'Let the address of this host through the login IP ranges.', [
    'invalid_grant',
    /ip restricted|activation/,
  ]),
  ...rows(
    'InvalidCredentialException',
    'Salesforce does not tell which of user name, password and security token is wrong, or whether the user is locked or inactive, or the flow switched off: check them in this order.',
    'invalid_grant',
    'inactive_user',
    'INVALID_LOGIN',
    'LOGIN_MUST_USE_SECURITY_TOKEN',
    'PASSWORD_LOCKOUT',
  ),
  ...rows(
    'PermissionDeniedException',
    'The profile of the user allows logins at other hours, or from other addresses, only.',
    'LOGIN_DURING_RESTRICTED_TIME',
    'LOGIN_DURING_RESTRICTED_DOMAIN',
  ),
  ...rows(
    'PermissionDeniedException',
    "Approve the app for the connector's user.",
    'invalid_app_access',
    'unauthorized_client',
  ),
  ...rows(
    'ConfigurationException',
    "The org does not allow this flow: switch it on for the app, or set property 'loginFlow' to another.",
    'unsupported_grant_type',
    'invalid_request',
    'invalid_scope',
  ),
  ...rows('RetryableException', BUSY, 'rate_limit_exceeded', 'server_error', 'temporarily_unavailable'),
  ...rows('PermissionDeniedException', 'Ask Salesforce about the org.', 'inactive_org', 'ORG_LOCKED'),
];
