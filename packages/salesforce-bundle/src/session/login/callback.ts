import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectorException } from '@icf-ts/framework/spi';
import { mapLoginError } from '../../errors/map-error.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where a browser brings the answer of an authorization. */
export interface Callback {
  /** With the port that it listens on. */
  readonly url: string;
  /** @throws ConnectorException when it was denied or nobody came in time; the signal's reason. */
  code(timeoutMs: number, signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Listens on this host for the answer with that state. @throws ConfigurationException for a URL that cannot be. */
export async function openCallback(callbackUrl: string, state: string): Promise<Callback> {
  const url = new URL(callbackUrl);
  if (url.protocol !== 'http:' || !LOOPBACK.has(url.hostname)) {
    throw worded('ConfigurationException', text('fault.callbackUrl', callbackUrl));
  }
  let settle!: (answer: string | ConnectorException) => void;
  const answered = new Promise<string | ConnectorException>((resolve) => (settle = resolve));
  const server = http.createServer((request, response) => {
    const asked = new URL(request.url ?? '/', url);
    if (request.method !== 'GET' || asked.pathname !== url.pathname)
      return void say(response, 404, 'Nothing is here.');
    const { searchParams: given } = asked;
    // Anybody on this host, or a page that the user has open, can come here: nothing but the state proves who sent it.
    if (!isSame(given.get('state') ?? '', state)) {
      return void say(response, 400, 'This is not the answer that is waited for.');
    }
    const code = given.get('code');
    if (code) {
      say(response, 200, 'You are logged in. Close this page and return to the terminal.');
      return settle(code);
    }
    say(response, 200, 'The login was refused. Close this page and return to the terminal.');
    const { error = 'invalid_request', error_description: said = 'no code' } = Object.fromEntries(given);
    settle(mapLoginError(Object.assign(new Error(said), { name: error })));
  });
  await listen(server, url);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    code: async (timeoutMs, signal) => {
      const answer = await Promise.race([answered, tooLate(timeoutMs), aborted(signal)]);
      if (typeof answer === 'string') return answer;
      throw answer;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: http.Server, url: URL): Promise<void> {
  server.listen(Number(url.port || 80), url.hostname.replace(/[[\]]/g, ''));
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw worded('ConfigurationException', text('fault.callbackTaken', url.href, code ?? ''), { cause });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function say(response: http.ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(`<!doctype html><title>icf</title><p>${text}</p>`);
}

const tooLate = (timeoutMs: number): Promise<ConnectorException> =>
  new Promise((resolve) => {
    const late = (): void =>
      resolve(worded('OperationTimeoutException', text('fault.nobodyLoggedIn', timeoutMs)));
    setTimeout(late, timeoutMs).unref();
  });

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason as Error);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
