import { createVerify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { oauthErrors } from '../errors/oauth-error.js';

/** An assertion of the JWT bearer flow, not yet checked. */
export interface JwtAssertion {
  /** Client id of the app. */
  readonly issuer: string;
  /** User name. */
  readonly subject: string;
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expiresSeconds: number;
  readonly notBeforeSeconds: number;
  isSignedBy(key: KeyObject): boolean;
}

/** @throws OAuthError `invalid_grant` for what is no JWT signed with RS256 or lacks a claim */
export function readAssertion(text: string): JwtAssertion {
  const [head = '', body = '', signature = '', ...more] = text.split('.');
  if (more.length > 0 || signature === '' || jsonPart(head).alg !== 'RS256') {
    throw oauthErrors.assertionInvalid();
  }
  const claims = jsonPart(body);
  const { iss, aud, exp, nbf } = claims;
  const sub = claims.sub ?? claims.prn;
  if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number') {
    throw oauthErrors.assertionInvalid();
  }
  return {
    issuer: iss,
    subject: sub,
    audiences: (Array.isArray(aud) ? aud : [aud]).filter(
      (value): value is string => typeof value === 'string',
    ),
    expiresSeconds: exp,
    notBeforeSeconds: typeof nbf === 'number' ? nbf : 0,
    isSignedBy: (key) =>
      createVerify('sha256').update(`${head}.${body}`).verify(key, Buffer.from(signature, 'base64url')),
  };
}

function jsonPart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: refused below like any other text.
  }
  throw oauthErrors.assertionInvalid();
}
