import { createHash } from 'node:crypto';
import { oauthErrors } from '../errors/oauth-error.js';
import { checkUser, openSession } from '../identity/login.js';
import { userRow } from '../org-state.js';
import type { AuthorizationRequest } from '../consent/authorizations.js';
import { idToken } from './id-token.js';
import { asksForRefresh } from './scopes.js';
import { admitted, required } from './token-request.js';
import type { Granted, TokenRequest } from './token-request.js';

/** A session for an authorization code, with the tokens that its scopes ask for. A code works once. */
export function grantByCode({ org, app, parameters, door }: TokenRequest): Granted {
  const { codes } = org.oauth.authorizations;
  const text = required(parameters, 'code');
  const code = codes.get(text);
  if (!code) throw codes.knew(text) ? oauthErrors.codeExpired() : oauthErrors.codeUnknown();
  const { request, userId } = code;
  if (request.app.clientId !== app.clientId) throw oauthErrors.codeUnknown();
  if (code.isUsed) throw oauthErrors.codeExpired();
  code.isUsed = true;
  if (required(parameters, 'redirect_uri') !== request.redirectUri) throw oauthErrors.redirectMismatch();
  if (!answersChallenge(request, parameters.code_verifier)) throw oauthErrors.codeVerifierWrong();
  const user = admitted(checkUser(org, userRow(org, userId), door));
  const { scopes } = request;
  const grant = asksForRefresh(scopes) ? org.oauth.refreshTokens.issue(app.clientId, userId, scopes) : null;
  const session = openSession(org, user, door, {
    clientId: app.clientId,
    scopes,
    refreshGrantId: grant?.id ?? null,
  });
  return {
    session,
    scopes,
    ...(grant && { refreshToken: grant.token }),
    ...(scopes.includes('openid') && { idToken: idToken(org, session, request.nonce) }),
  };
}

/** The length of a verifier is not checked: the most common client sends more than its RFC allows. */
function answersChallenge({ codeChallenge }: AuthorizationRequest, verifier: string | undefined): boolean {
  if (codeChallenge === undefined) return true;
  if (verifier === undefined) return false;
  return createHash('sha256').update(verifier).digest('base64url') === codeChallenge;
}
