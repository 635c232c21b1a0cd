/** Scopes by which a token may call the API. */
const API_SCOPES: readonly string[] = ['api', 'full'];

/** Scopes that ask for a refresh token; both names mean the same. */
const OFFLINE_SCOPES: readonly string[] = ['refresh_token', 'offline_access'];

/** What an app may do unless its options say otherwise. */
export const DEFAULT_SCOPES: readonly string[] = ['web', 'api', 'refresh_token', 'openid', 'id'];

export const allowsApi = (scopes: readonly string[]): boolean => scopes.some((s) => API_SCOPES.includes(s));
export const asksForRefresh = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => OFFLINE_SCOPES.includes(scope));

/** The scopes of flows in which nobody can be asked again, and that give no refresh token for it. */
export const onlineScopes = (scopes: readonly string[]): readonly string[] =>
  scopes.filter((scope) => !OFFLINE_SCOPES.includes(scope));

/** The scopes a client asks for, or null when the app has not all of them; asking for none asks for all. */
export function requestedScopes(
  text: string | undefined,
  allowed: readonly string[],
): readonly string[] | null {
  const names = [...new Set((text ?? '').split(/\s+/).filter(Boolean))];
  if (names.length === 0) return allowed;
  const isAllowed = (name: string): boolean =>
    allowed.includes(name) ||
    // Every app may learn who its user is, and the two names of the offline scope stand for one another.
    name === 'id' ||
    (OFFLINE_SCOPES.includes(name) && asksForRefresh(allowed)) ||
    (allowed.includes('full') && !OFFLINE_SCOPES.includes(name));
  return names.every(isAllowed) ? names : null;
}
