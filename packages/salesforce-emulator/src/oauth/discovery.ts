import { DEFAULT_SCOPES } from './scopes.js';

/** The answer of `/.well-known/openid-configuration`: what this org really serves. */
export function openidConfiguration(origin: string): Readonly<Record<string, unknown>> {
  const oauth = `${origin}/services/oauth2`;
  return {
    issuer: origin,
    authorization_endpoint: `${oauth}/authorize`,
    token_endpoint: `${oauth}/token`,
    revocation_endpoint: `${oauth}/revoke`,
    userinfo_endpoint: `${oauth}/userinfo`,
    introspection_endpoint: `${oauth}/introspect`,
    jwks_uri: `${origin}/id/keys`,
    scopes_supported: [...DEFAULT_SCOPES, 'full', 'offline_access'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    display_values_supported: ['page'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  };
}
