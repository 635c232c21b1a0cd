import type { OrgCredentials } from '../org-options.js';
import { AppRegistry } from './app-registry.js';
import { Authorizations } from '../consent/authorizations.js';
import type { ConnectedAppOptions } from './connected-app.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SigningKey } from './signing-key.js';

/** What the OAuth endpoints remember. Nothing of it outlives the process. */
export interface OAuthState {
  readonly apps: AppRegistry;
  readonly authorizations: Authorizations;
  readonly refreshTokens: RefreshTokens;
  readonly signingKey: SigningKey;
}

/** @throws TypeError for an app that cannot be */
export function makeOAuthState(
  credentials: OrgCredentials,
  apps: readonly ConnectedAppOptions[],
  nowMs: () => number,
): OAuthState {
  return {
    apps: new AppRegistry(credentials, apps),
    authorizations: new Authorizations(nowMs),
    refreshTokens: new RefreshTokens(nowMs),
    signingKey: new SigningKey(),
  };
}
