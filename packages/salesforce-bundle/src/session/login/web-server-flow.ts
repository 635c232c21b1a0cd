import { createHash, randomBytes } from 'node:crypto';
import type { GuardedString } from '@icf-ts/framework/spi';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { SYSTEM_CLOCK } from '../clock.js';
import { HttpClient, type HttpSettings } from '../http/http-client.js';
import { retrying, mayRepeatLogin } from '../retry.js';
import { openCallback } from './callback.js';
import type { Login } from './login.js';
import { askForToken } from './token-endpoint.js';

export interface BrowserLogin extends Partial<HttpSettings> {
  /** Without slash at the end. */
  readonly loginUrl: string;
  readonly clientId: string;
  /** An app may go without, by PKCE alone. */
  readonly clientSecret?: GuardedString | undefined;
  /** One of the app's callback URLs, on this host; port 0 takes a free one, for apps that do not mind. */
  readonly callbackUrl: string;
  /** How long the user may take. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Brings the user to the page where the app is approved. */
  readonly show: (authorizationUrl: string) => void;
}

const SCOPE = 'api refresh_token';
const TIMES = { requestTimeoutMs: 60_000, connectTimeoutMs: 10_000 };
const RETRIES = { maxRetries: 2, retryDelayMs: 500 };

/**
 * Lets a user approve the app in a browser (OAuth 2.0 web server flow with PKCE) and waits for the refresh token. The
 * answer is taken on this host alone, once, and only by the state that was sent along.
 * @throws ConnectorException when it is denied, refused, too late, or ends without a refresh token; the signal's reason.
 */
export async function browserLogin(
  login: BrowserLogin,
): Promise<Login & { readonly refreshToken: GuardedString }> {
  const { loginUrl, clientId, clientSecret, signal } = login;
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const callback = await openCallback(login.callbackUrl, state);
  const client = new HttpClient({ ...TIMES, ...login });
  try {
    login.show(
      authorizationUrl(loginUrl, {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: callback.url,
        scope: SCOPE,
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }),
    );
    const code = await callback.code(login.timeoutMs, signal);
    const done = await retrying(RETRIES, SYSTEM_CLOCK, signal, mayRepeatLogin, () =>
      askForToken(
        { client, loginUrl, instanceUrl: undefined, signal },
        { clientId, clientSecret },
        { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: callback.url },
      ),
    );
    const { refreshToken } = done;
    if (refreshToken) return { ...done, refreshToken };
    throw worded('ConfigurationException', text('fault.noRefreshGrant'));
  } finally {
    client.close();
    await callback.close();
  }
}

const authorizationUrl = (loginUrl: string, parameters: Record<string, string>): string =>
  `${loginUrl}/services/oauth2/authorize?${new URLSearchParams(parameters).toString()}`;
