import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

const KEY_BITS = 2_048;

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The RSA key by which the org signs id tokens. Made at its first use, for that takes a while. */
export class SigningKey {
  #pair: KeyPair | undefined;

  /** The JSON Web Key Set of `/id/keys`. */
  keySet(): { readonly keys: readonly JsonWebKey[] } {
    const { publicKey } = this.#keys();
    return {
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: this.#keyId(), use: 'sig', alg: 'RS256' }],
    };
  }

  /** A JWT of the claims, signed with RS256. */
  sign(claims: Readonly<Record<string, unknown>>): string {
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const signed = `${encode({ alg: 'RS256', kid: this.#keyId(), typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${createSign('sha256').update(signed).sign(this.#keys().privateKey, 'base64url')}`;
  }

  #keyId(): string {
    const der = this.#keys().publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(der).digest('base64url').slice(0, 12);
  }

  #keys(): KeyPair {
    return (this.#pair ??= generateKeyPairSync('rsa', { modulusLength: KEY_BITS }));
  }
}
