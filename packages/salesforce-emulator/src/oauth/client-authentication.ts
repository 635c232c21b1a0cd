import { createHash, timingSafeEqual } from 'node:crypto';
import { oauthErrors } from '../errors/oauth-error.js';
import type { OrgState } from '../org-state.js';
import type { ConnectedApp } from './connected-app.js';
import { required } from './token-request.js';
import type { OAuthParameters } from './token-request.js';

/**
 * The app that makes a request, by client id and secret.
 *
 * @param secretOptional lets an app go without its secret if its options allow; one that is given must be right
 * @throws OAuthError `invalid_client_id` or `invalid_client`
 */
export function authenticateClient(
  org: OrgState,
  parameters: OAuthParameters,
  secretOptional: boolean,
): ConnectedApp {
  const app = org.oauth.apps.find(required(parameters, 'client_id'));
  if (!app) throw oauthErrors.clientUnknown();
  const { client_secret: secret = '' } = parameters;
  const mayLack = secretOptional && (app.secretOptional || app.clientSecret === null);
  if (secret === '' && mayLack) return app;
  if (app.clientSecret === null || !isSame(secret, app.clientSecret)) throw oauthErrors.clientSecretWrong();
  return app;
}

function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
