import { createHmac } from 'node:crypto';
import { oauthErrors } from '../errors/oauth-error.js';
import { identityUrl } from '../identity/identity-answer.js';
import type { LoginDoor } from '../identity/login-door.js';
import type { OrgState } from '../org-state.js';
import { GRANTS } from './grants.js';
import type { OAuthParameters } from './token-request.js';

/**
 * Answers a request to the token endpoint.
 *
 * @param door the way of the login, as far as the request tells; the app's name is added to it
 * @throws OAuthError
 */
export function tokenAnswer(
  org: OrgState,
  parameters: OAuthParameters,
  door: LoginDoor,
): Readonly<Record<string, string>> {
  const grant = GRANTS.get(parameters.grant_type ?? '');
  if (!grant) throw oauthErrors.grantTypeUnknown();
  const app = grant.app(org, parameters);
  const granted = grant.grant({ org, app, parameters, door: { ...door, application: app.name } });
  const id = identityUrl(org, granted.session.userId);
  const issuedAt = String(org.nowMs());
  return {
    access_token: granted.session.token,
    ...(granted.refreshToken !== undefined && { refresh_token: granted.refreshToken }),
    ...(granted.scopes && { scope: granted.scopes.join(' ') }),
    ...(granted.idToken !== undefined && { id_token: granted.idToken }),
    instance_url: org.sources.origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
    signature: createHmac('sha256', app.clientSecret ?? '')
      .update(id + issuedAt)
      .digest('base64'),
  };
}
