import { identityUrl } from '../identity/identity-answer.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import type { ConnectedApp } from './connected-app.js';

const INACTIVE = { active: false } as const;
const seconds = (ms: number): number => Math.floor(ms / 1000);

/** What a token is worth, told to the app that it was issued to; others learn nothing. */
export function introspect(
  org: OrgState,
  token: string,
  app: ConnectedApp,
): Readonly<Record<string, unknown>> {
  const session = org.sessions.peek(token);
  if (session?.clientId === app.clientId) {
    return {
      ...describe(org, session, 'access_token'),
      exp: seconds(org.sessions.endsMs(session)),
      iat: seconds(session.openedMs),
      nbf: seconds(session.openedMs),
    };
  }
  const grant = org.oauth.refreshTokens.find(token, app.refreshTokenIdleMs);
  if (grant?.clientId !== app.clientId) return INACTIVE;
  const issued = seconds(grant.issuedMs);
  return { ...describe(org, grant, 'refresh_token'), iat: issued, nbf: issued };
}

function describe(
  org: OrgState,
  holder: { readonly clientId: string | null; readonly userId: string; readonly scopes: readonly string[] },
  tokenType: string,
): Readonly<Record<string, unknown>> {
  return {
    active: true,
    scope: holder.scopes.join(' '),
    client_id: holder.clientId,
    username: userRow(org, holder.userId).Username,
    sub: identityUrl(org, holder.userId),
    token_type: tokenType,
  };
}

/** Ends an access token, or a refresh token with every session that came of it. @returns false for neither */
export function revoke(org: OrgState, token: string): boolean {
  const grant = org.oauth.refreshTokens.find(token, 0);
  if (!grant) return org.sessions.peek(token) !== undefined && org.sessions.end(token);
  org.oauth.refreshTokens.end(grant);
  org.sessions.endAllOfGrant(grant.id);
  return true;
}
