import { oauthErrors } from '../errors/oauth-error.js';
import { checkPassword, checkUser, openSession, userNamed } from '../identity/login.js';
import type { OrgState } from '../org-state.js';
import { userRow } from '../org-state.js';
import { authenticateClient } from './client-authentication.js';
import { grantByCode } from './code-exchange.js';
import type { ConnectedApp } from './connected-app.js';
import { appOfAssertion, grantByAssertion } from './jwt-bearer.js';
import { onlineScopes } from './scopes.js';
import { admitted, required, termsOf } from './token-request.js';
import type { Granted, OAuthParameters, TokenRequest } from './token-request.js';

export interface Grant {
  /** The app that asks, which has proven itself as far as the grant demands. */
  app(org: OrgState, parameters: OAuthParameters): ConnectedApp;
  grant(request: TokenRequest): Granted;
}

const withSecret: Grant['app'] = (org, parameters) => authenticateClient(org, parameters, false);
const withOptionalSecret: Grant['app'] = (org, parameters) => authenticateClient(org, parameters, true);

/** The grants of the token endpoint, by `grant_type`. */
export const GRANTS = new Map<string, Grant>([
  ['password', { app: withSecret, grant: grantByPassword }],
  ['client_credentials', { app: withSecret, grant: grantToRunAsUser }],
  ['refresh_token', { app: withOptionalSecret, grant: grantByRefreshToken }],
  ['authorization_code', { app: withOptionalSecret, grant: grantByCode }],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', { app: appOfAssertion, grant: grantByAssertion }],
]);

function grantByPassword({ org, app, parameters, door }: TokenRequest): Granted {
  const username = required(parameters, 'username');
  const password = required(parameters, 'password');
  if (!org.settings.oauthPasswordFlow) throw oauthErrors.authenticationFailure();
  const user = admitted(checkPassword(org, username, password, door));
  return { session: openSession(org, user, door, termsOf(app, onlineScopes(app.scopes))), scopes: null };
}

function grantToRunAsUser({ org, app, door }: TokenRequest): Granted {
  const user = app.runAsUsername === null ? undefined : userNamed(org, app.runAsUsername);
  const verdict = user && checkUser(org, user, door);
  if (!verdict || verdict.refusal === 'User Frozen') throw oauthErrors.noRunAsUser();
  const scopes = onlineScopes(app.scopes);
  return { session: openSession(org, admitted(verdict), door, termsOf(app, scopes)), scopes };
}

function grantByRefreshToken({ org, app, parameters, door }: TokenRequest): Granted {
  const { refreshTokens } = org.oauth;
  const grant = refreshTokens.find(required(parameters, 'refresh_token'), app.refreshTokenIdleMs);
  if (!grant || grant.clientId !== app.clientId) throw oauthErrors.refreshTokenEnded();
  const user = admitted(checkUser(org, userRow(org, grant.userId), door));
  refreshTokens.use(grant);
  if (app.rotatesRefreshTokens) refreshTokens.rotate(grant);
  const { scopes } = grant;
  const session = openSession(org, user, door, { clientId: app.clientId, scopes, refreshGrantId: grant.id });
  return { session, scopes, ...(app.rotatesRefreshTokens && { refreshToken: grant.token }) };
}
