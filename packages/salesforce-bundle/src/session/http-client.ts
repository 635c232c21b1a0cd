import http from 'node:http';
import https from 'node:https';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { HttpRequest, HttpResponse } from 'jsforce';
import { TransportFailure } from '../errors/transport-failure.js';
import { ServerClock } from './server-clock.js';

export interface HttpLimits {
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** A whole describe of the widest object is a tenth of this. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
/** Below the idle time of Salesforce's edge, so that a kept connection is not closed while a call goes out on it. */
const IDLE_SOCKET_MS = 15_000;
const MOVED = new Set([301, 302, 303, 307, 308]);

/**
 * Sends requests on kept connections. It stands in for jsforce's own transport, which has no way to abort a request,
 * repeats a GET that failed up to five times, follows redirects with the token, and opens a connection per call.
 */
export class HttpClient {
  readonly clock = new ServerClock();
  readonly #limits: HttpLimits;
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_SOCKET_MS }),
  };

  constructor(limits: HttpLimits) {
    this.#limits = limits;
  }

  /** Closes the connections that are kept. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /**
   * A GET that meets a kept connection which the other side has just closed is sent once more; nothing else is repeated.
   * @throws TransportFailure, or what the signal was aborted with.
   */
  async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    try {
      return await this.#once(request, signal);
    } catch (error) {
      const stale = request.method === 'GET' && error instanceof TransportFailure && error.kind === 'stale';
      if (!stale) throw error;
      return this.#once(request, signal);
    }
  }

  #once(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    const { requestTimeoutMs, connectTimeoutMs } = this.#limits;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const outgoing = (secure ? https : http).request(url, {
        method: request.method,
        headers: { ...request.headers, 'accept-encoding': 'gzip, deflate' },
        agent: this.#agents[secure ? 'https:' : 'http:'],
      });
      let connected = false;
      const settle = (act: () => void): void => {
        clearTimeout(deadline);
        clearTimeout(connecting);
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const fail = (error: unknown): void => {
        settle(() => reject(error as Error));
        outgoing.destroy();
      };
      const onAbort = (): void => fail(signal?.reason);
      const deadline = setTimeout(() => {
        fail(new TransportFailure('timeout', `no answer within requestTimeoutMs (${requestTimeoutMs} ms).`));
      }, requestTimeoutMs);
      const connecting = setTimeout(() => {
        if (!connected)
          fail(
            new TransportFailure(
              'connect',
              `no connection to ${url.host} within connectTimeoutMs (${connectTimeoutMs} ms).`,
            ),
          );
      }, connectTimeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });

      outgoing.on('socket', (socket) => {
        const ready = (): void => {
          connected = true;
          clearTimeout(connecting);
        };
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready);
        else ready();
      });
      outgoing.on('error', (error) => {
        const failure = networkFailure(error, connected, url.host);
        const { kind, message } = failure;
        fail(
          kind === 'broken' && outgoing.reusedSocket
            ? new TransportFailure('stale', message, error)
            : failure,
        );
      });
      outgoing.on('response', (incoming) => {
        this.clock.note(incoming.headers.date);
        if (MOVED.has(incoming.statusCode ?? 0)) return fail(moved(incoming, url.host));
        readBody(incoming).then(
          (body) =>
            settle(() =>
              resolve({ statusCode: incoming.statusCode ?? 0, headers: flat(incoming.headers), body }),
            ),
          (error: unknown) =>
            fail(error instanceof TransportFailure ? error : networkFailure(error, true, url.host)),
        );
      });
      outgoing.end(request.body ?? undefined);
    });
  }
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoded(incoming)) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_RESPONSE_BYTES) {
      throw new TransportFailure('too-large', `the answer is larger than ${MAX_RESPONSE_BYTES} bytes.`);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

function decoded(incoming: http.IncomingMessage): Readable {
  const encoding = incoming.headers['content-encoding'];
  const decoder =
    encoding === 'gzip' ? createGunzip() : encoding === 'deflate' ? createInflate() : new PassThrough();
  incoming.on('error', (error) => decoder.destroy(error));
  incoming.on('aborted', () => decoder.destroy(new Error('the answer broke off')));
  return incoming.pipe(decoder);
}

const flat = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function networkFailure(error: unknown, connected: boolean, host: string): TransportFailure {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const text = code && !message.includes(code) ? `${code} ${message}` : message;
  return connected
    ? new TransportFailure('broken', `the connection to ${host} broke (${text}).`, error)
    : new TransportFailure('connect', `${host} cannot be reached (${text}).`, error);
}

function moved(incoming: http.IncomingMessage, host: string): TransportFailure {
  incoming.resume();
  return new TransportFailure(
    'redirect',
    `${host} sent a redirect (${incoming.statusCode}), which is not followed because the session would go with it. ` +
      "Set the properties 'loginUrl' and 'instanceUrl' to the org's present domain.",
  );
}
