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
  ...rows('PermissionDeniedException', 'Let the address of this host through the login IP ranges.', [
    'invalid_grant',
    /ip restricted|activation/,
  ]),
  ...rows(
    'InvalidCredentialException',
    'Salesforce does not tell which of user name, password and security token is wrong, or whether the user is locked or inactive, or the flow switched off: check them in this order.',
    'invalid_grant',
    'inactive_user',
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
  ...rows('PermissionDeniedException', 'Ask Salesforce about the org.', 'inactive_org'),
];
