import { createHash } from 'node:crypto';
import { identityUrl } from '../identity/identity-answer.js';
import type { Session } from '../identity/session-registry.js';
import { nowSeconds } from '../org-state.js';
import type { OrgState } from '../org-state.js';

const LIFE_SECONDS = 120;

/** An OpenID Connect id token that tells an app whose session it holds. */
export function idToken(org: OrgState, session: Session, nonce: string | undefined): string {
  const now = nowSeconds(org);
  const digest = createHash('sha256').update(session.token).digest();
  return org.oauth.signingKey.sign({
    at_hash: digest.subarray(0, digest.length / 2).toString('base64url'),
    sub: identityUrl(org, session.userId),
    aud: session.clientId,
    iss: org.sources.origin,
    ...(nonce !== undefined && { nonce }),
    iat: now,
    exp: now + LIFE_SECONDS,
  });
}
