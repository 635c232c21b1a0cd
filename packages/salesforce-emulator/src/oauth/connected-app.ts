import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { DEFAULT_SCOPES } from './scopes.js';

/** A connected app of the org, which elsewhere is also called an external client app. */
export interface ConnectedAppOptions {
  /** The consumer key. */
  readonly clientId: string;
  /** The consumer secret; without one the app is a public client, for the web server flow and JWTs only. */
  readonly clientSecret?: string;
  /** Lets the web server flow and refresh go without the secret; default false. */
  readonly secretOptional?: boolean;
  /** Shown on the consent page and in LoginHistory; default the client id. */
  readonly name?: string;
  /** Where the web server flow may return to; compared letter by letter. */
  readonly callbackUrls?: readonly string[];
  /** Default `web api refresh_token openid id`. */
  readonly scopes?: readonly string[];
  /** PEM of an X.509 certificate or a public key (RSA), by which JWT assertions are checked. */
  readonly certificate?: string;
  /** User names whom JWTs may stand for without their approval, or all; default none. */
  readonly preAuthorizedUsers?: 'all' | readonly string[];
  /** Keeps everybody else out of the web server flow too; default false. */
  readonly preAuthorizedOnly?: boolean;
  /** User name of the client credentials flow; without it the flow is refused. */
  readonly runAsUsername?: string;
  /** Gives a new refresh token with each refresh and ends the old one; default false. */
  readonly rotatesRefreshTokens?: boolean;
  /** Idle time after which a refresh token ends; 0, the default, is never. */
  readonly refreshTokenIdleMs?: number;
  /** Refuses the web server flow without a code challenge; default false. */
  readonly requiresPkce?: boolean;
}

export interface ConnectedApp extends Required<Omit<ConnectedAppOptions, 'clientSecret' | 'runAsUsername'>> {
  readonly clientSecret: string | null;
  readonly runAsUsername: string | null;
  readonly publicKey: KeyObject | null;
}

/**
 * The options with every default filled in.
 *
 * @throws TypeError for options that cannot be
 */
export function connectedApp(options: ConnectedAppOptions): ConnectedApp {
  const { clientId, certificate = '' } = options;
  return {
    clientId,
    certificate,
    clientSecret: options.clientSecret ?? null,
    secretOptional: options.secretOptional ?? false,
    name: options.name ?? clientId,
    callbackUrls: (options.callbackUrls ?? []).map((url) => checkCallback(clientId, url)),
    scopes: options.scopes ?? DEFAULT_SCOPES,
    publicKey: certificate === '' ? null : readPublicKey(clientId, certificate),
    preAuthorizedUsers: options.preAuthorizedUsers ?? [],
    preAuthorizedOnly: options.preAuthorizedOnly ?? false,
    runAsUsername: options.runAsUsername ?? null,
    rotatesRefreshTokens: options.rotatesRefreshTokens ?? false,
    refreshTokenIdleMs: options.refreshTokenIdleMs ?? 0,
    requiresPkce: options.requiresPkce ?? false,
  };
}

export function isPreAuthorized(app: ConnectedApp, username: string): boolean {
  if (app.preAuthorizedUsers === 'all') return true;
  return app.preAuthorizedUsers.some((name) => name.toLowerCase() === username.toLowerCase());
}

function checkCallback(clientId: string, url: string): string {
  if (!URL.canParse(url)) throw new TypeError(`connected app ${clientId}: callback URL '${url}' is no URL`);
  return url;
}

function readPublicKey(clientId: string, pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (cause) {
    throw new TypeError(`connected app ${clientId}: certificate is no PEM of a certificate or public key`, {
      cause,
    });
  }
  if (key.asymmetricKeyType !== 'rsa') {
    throw new TypeError(`connected app ${clientId}: certificate has no RSA key`);
  }
  return key;
}
