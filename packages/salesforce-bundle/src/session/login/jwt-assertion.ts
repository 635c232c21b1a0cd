import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text, type Text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Credentials } from './login.js';

/** Salesforce takes an assertion for some three minutes. */
const LIFETIME_SECONDS = 180;

/**
 * The signed statement by which the JWT bearer flow logs in.
 * @throws ConfigurationException for a key that cannot sign.
 */
export function jwtAssertion(credentials: Credentials, loginUrl: string, nowMs: number): string {
  const nowSeconds = Math.floor(nowMs / 1000);
  const claims = {
    iss: credentials.clientId,
    sub: credentials.username,
    aud: credentials.jwtAudience?.trim() ?? audienceOf(loginUrl),
    exp: nowSeconds + LIFETIME_SECONDS,
    jti: randomUUID(),
  };
  const encoded = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = encoded.join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), signingKey(credentials)).toString('base64url')}`;
}

/** The host of all production or of all sandbox orgs; of any other host that host itself. */
export function audienceOf(loginUrl: string): string {
  const { hostname, origin } = new URL(loginUrl);
  if (hostname === 'test.salesforce.com' || hostname.endsWith('.sandbox.my.salesforce.com'))
    return 'https://test.salesforce.com';
  if (hostname === 'login.salesforce.com' || hostname.endsWith('.my.salesforce.com'))
    return 'https://login.salesforce.com';
  return origin;
}

/** @throws ConfigurationException naming the property and what is wrong with the key. */
export function signingKey({ privateKey, privateKeyFile }: Credentials): KeyObject {
  const property = privateKey ? 'privateKey' : 'privateKeyFile';
  const refuse = (reason: Text): never => {
    throw worded('ConfigurationException', reason);
  };
  let pem: string;
  try {
    pem = privateKey ? privateKey.access((clear) => clear) : readFileSync(privateKeyFile!.path, 'utf8');
  } catch (error) {
    return refuse(text('check.keyUnread', property, (error as NodeJS.ErrnoException).code ?? String(error)));
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(withLines(pem));
  } catch {
    // The reason that OpenSSL gives names no cure, and may quote the text.
    return refuse(text('check.keyForm', property));
  }
  if (key.asymmetricKeyType !== 'rsa') {
    return refuse(text('check.keyKind', property, key.asymmetricKeyType ?? ''));
  }
  return key;
}

/** Forms of one line make blanks, or the two characters \n, of the ends of lines. */
function withLines(pem: string): string {
  const [, begin, body, end] = /(-----BEGIN [A-Z ]+-----)([^-]*)(-----END [A-Z ]+-----)/.exec(pem) ?? [];
  if (begin === undefined || body === undefined || body.includes(':')) return pem;
  const letters = body.replace(/\\[rn]|\s/g, '');
  return [begin, ...(letters.match(/.{1,64}/g) ?? []), end, ''].join('\n');
}
