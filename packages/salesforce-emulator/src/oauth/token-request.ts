import { oauthErrors } from '../errors/oauth-error.js';
import type { LoginDoor } from '../identity/login-door.js';
import type { LoginVerdict } from '../identity/login.js';
import type { Session, SessionTerms } from '../identity/session-registry.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { ConnectedApp } from './connected-app.js';

export type OAuthParameters = Readonly<Record<string, string | undefined>>;

/** A request to the token endpoint whose app is known and has proven itself. */
export interface TokenRequest {
  readonly org: OrgState;
  readonly app: ConnectedApp;
  readonly parameters: OAuthParameters;
  readonly door: LoginDoor;
}

/** What a grant came to. */
export interface Granted {
  readonly session: Session;
  /** Shown in the answer; null shows none. */
  readonly scopes: readonly string[] | null;
  readonly refreshToken?: string;
  readonly idToken?: string;
}

/** @throws OAuthError `invalid_request` when the parameter is missing or empty */
export function required(parameters: OAuthParameters, name: string): string {
  const value = parameters[name];
  if (!value) throw oauthErrors.missingParameter(name);
  return value;
}

/** The user of a verdict. @throws OAuthError `invalid_grant` for a refusal */
export function admitted(verdict: LoginVerdict): Row {
  if (verdict.refusal === undefined) return verdict.user;
  throw verdict.refusal === 'User is Inactive'
    ? oauthErrors.inactiveUser()
    : oauthErrors.authenticationFailure();
}

/** The terms of a session without refresh token. */
export function termsOf(app: ConnectedApp, scopes: readonly string[]): SessionTerms {
  return { clientId: app.clientId, scopes, refreshGrantId: null };
}
