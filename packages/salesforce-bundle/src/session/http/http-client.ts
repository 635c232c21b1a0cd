import http from 'node:http';
import https from 'node:https';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { HttpRequest, HttpResponse } from 'jsforce';
import { TransportFailure } from '../../errors/transport-failure.js';
import { text } from '../../words/text.js';
import { proxyFor, type ProxySettings } from './proxy.js';
import { TunnelAgent } from './tunnel-agent.js';
import { ServerClock } from '../server-clock.js';

export interface HttpSettings extends ProxySettings {
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Calls beyond wait for a connection, within their time. Default unlimited. */
  readonly maxConnections?: number | undefined;
  /** Certificates (PEM) to trust in the place of Node's. */
  readonly ca?: string | undefined;
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
  /** Salesforce's own time, as all answers tell it. */
  readonly clock = new ServerClock();
  readonly #settings: HttpSettings;
  /** By protocol, or by the URL of the proxy. */
  readonly #agents = new Map<string, http.Agent>();

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  /** Closes the connections that are kept. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
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
    const { requestTimeoutMs, connectTimeoutMs } = this.#settings;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const outgoing = (secure ? https : http).request(url, {
        method: request.method,
        headers: { ...request.headers, 'accept-encoding': 'gzip, deflate' },
        agent: this.#agentFor(url),
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
        fail(new TransportFailure('timeout', text('network.noAnswer', requestTimeoutMs)));
      }, requestTimeoutMs);
      let connecting: NodeJS.Timeout | undefined;
      signal?.addEventListener('abort', onAbort, { once: true });

      // A tunnel that is handed over is open, and keeps to the limit by itself.
      outgoing.on('socket', (socket) => {
        connected = !socket.connecting;
        if (connected) return;
        connecting = setTimeout(() => {
          fail(new TransportFailure('connect', text('network.noConnection', url.host, connectTimeoutMs)));
        }, connectTimeoutMs);
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          connected = true;
          clearTimeout(connecting);
        });
      });
      outgoing.on('error', (error) => {
        const failure = networkFailure(error, connected, url.host);
        const { kind, words } = failure;
        fail(
          kind === 'broken' && outgoing.reusedSocket ? new TransportFailure('stale', words, error) : failure,
        );
      });
      outgoing.on('response', (incoming) => {
        this.clock.hear({ date: incoming.headers.date });
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

  #agentFor(url: URL): http.Agent {
    const { ca, connectTimeoutMs, maxConnections: maxSockets } = this.#settings;
    const proxy = proxyFor(url, this.#settings);
    const key = proxy?.url.href ?? url.protocol;
    const known = this.#agents.get(key);
    if (known) return known;
    const options = {
      keepAlive: true,
      timeout: IDLE_SOCKET_MS,
      ...(maxSockets === undefined ? {} : { maxSockets }),
      ...(ca === undefined ? {} : { ca }),
    };
    const made = proxy
      ? new TunnelAgent(proxy, connectTimeoutMs, options)
      : url.protocol === 'https:'
        ? new https.Agent(options)
        : new http.Agent(options);
    this.#agents.set(key, made);
    return made;
  }
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decoded(incoming)) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_RESPONSE_BYTES) {
      throw new TransportFailure('too-large', text('network.tooLarge', MAX_RESPONSE_BYTES));
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
  if (error instanceof TransportFailure) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const said = code && !message.includes(code) ? `${code} ${message}` : message;
  return connected
    ? new TransportFailure('broken', text('network.broken', host, said), error)
    : new TransportFailure('connect', text('network.unreachable', host, said), error);
}

function moved(incoming: http.IncomingMessage, host: string): TransportFailure {
  incoming.resume();
  return new TransportFailure('redirect', text('network.redirect', host, incoming.statusCode ?? 0));
}
