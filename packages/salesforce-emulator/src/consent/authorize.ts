import { OAuthError, oauthErrors } from '../errors/oauth-error.js';
import type { LoginDoor } from '../identity/login-door.js';
import { checkPassword, checkUser } from '../identity/login.js';
import type { LoginVerdict } from '../identity/login.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import type { AuthorizationRequest } from './authorizations.js';
import { isPreAuthorized } from '../oauth/connected-app.js';
import type { ConnectedApp } from '../oauth/connected-app.js';
import { requestedScopes } from '../oauth/scopes.js';
import { required } from '../oauth/token-request.js';
import type { OAuthParameters } from '../oauth/token-request.js';

/** Where the browser goes next: to the consent page of a request, or back to the client. */
export type AuthorizeStep =
  | { readonly requestId: string; readonly request: AuthorizationRequest; readonly problem?: string }
  | { readonly redirect: string };

/**
 * Takes a request of the web server flow.
 *
 * @throws OAuthError for what cannot be told to the client, for it may not be the client who asks
 */
export function beginAuthorization(org: OrgState, parameters: OAuthParameters): AuthorizeStep {
  const app = org.oauth.apps.find(required(parameters, 'client_id'));
  if (!app) throw oauthErrors.clientUnknown();
  const redirectUri = required(parameters, 'redirect_uri');
  if (!app.callbackUrls.includes(redirectUri)) throw oauthErrors.redirectMismatch();
  try {
    const request = readRequest(app, redirectUri, parameters);
    return { requestId: org.oauth.authorizations.await(request), request };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return { redirect: errorUrl(redirectUri, parameters.state, error) };
  }
}

/** Does what the user decided on the consent page. @throws OAuthError for a page that has grown too old */
export function decideAuthorization(org: OrgState, form: OAuthParameters, door: LoginDoor): AuthorizeStep {
  const { authorizations } = org.oauth;
  const requestId = required(form, 'request');
  const request = authorizations.requests.get(requestId);
  if (!request) throw oauthErrors.challengeInvalid('this page has expired, start again from the application');
  const { app, redirectUri, state } = request;
  const end = (redirect: string): AuthorizeStep => {
    authorizations.requests.delete(requestId);
    return { redirect };
  };
  if (form.decision === 'deny') return end(errorUrl(redirectUri, state, oauthErrors.accessDenied()));
  const verdict = identify(org, form, { ...door, application: app.name });
  if (verdict.refusal !== undefined) {
    return { requestId, request, problem: 'Please check your username and password.' };
  }
  const { user } = verdict;
  if (app.preAuthorizedOnly && !isPreAuthorized(app, String(user.Username))) {
    return end(errorUrl(redirectUri, state, oauthErrors.notAdminApproved()));
  }
  return end(withParameters(redirectUri, { code: authorizations.approve(request, user.Id), state }));
}

/** A browser needs no security token; the integration user, whose secrets the org made up, not even a password. */
function identify(org: OrgState, form: OAuthParameters, door: LoginDoor): LoginVerdict {
  if (form.decision === 'integration') return checkUser(org, userRow(org, org.integrationUserId), door);
  return checkPassword(org, form.username ?? '', form.password ?? '', door, true);
}

function readRequest(
  app: ConnectedApp,
  redirectUri: string,
  parameters: OAuthParameters,
): AuthorizationRequest {
  if (parameters.response_type !== 'code') throw oauthErrors.responseTypeUnknown();
  const scopes = requestedScopes(parameters.scope, app.scopes);
  if (!scopes) throw oauthErrors.scopeInvalid();
  const { code_challenge: codeChallenge, code_challenge_method: method = 'S256' } = parameters;
  if (codeChallenge === undefined && app.requiresPkce) {
    throw oauthErrors.challengeInvalid('missing required code challenge');
  }
  if (method !== 'S256') throw oauthErrors.challengeInvalid('invalid code challenge method');
  if (parameters.prompt === 'none') throw oauthErrors.loginRequired();
  return {
    app,
    redirectUri,
    scopes,
    codeChallenge,
    state: parameters.state,
    nonce: parameters.nonce,
    loginHint: parameters.login_hint ?? '',
  };
}

function errorUrl(redirectUri: string, state: string | undefined, error: OAuthError): string {
  return withParameters(redirectUri, { error: error.error, error_description: error.description, state });
}

function withParameters(url: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return target.href;
}
