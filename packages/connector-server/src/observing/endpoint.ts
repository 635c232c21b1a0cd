import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXPOSITION_TYPE } from './metrics/exposition.js';
import type { Metrics } from './metrics/metrics.js';
import { OBSERVATION_DEFAULTS } from './observation-settings.js';
import type { Readiness } from './readiness.js';

interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface EndpointSettings {
  readonly host?: string;
  readonly port: number;
}

/** A probe is one line and a scrape is one page: whoever needs more is no probe. */
export const ENDPOINT_LIMITS = {
  maxConnections: 32,
  maxHeaderBytes: 8 * 1024,
  requestTimeoutMs: 5000,
  keepAliveTimeoutMs: 5000,
  /** A connection on which nothing moves for so long is closed, in the middle of an answer too. */
  idleTimeoutMs: 10_000,
} as const;

const json = (status: number, value: object): Page => ({
  status,
  type: 'application/json',
  text: `${JSON.stringify(value)}\n`,
});

/** Health and metrics over HTTP: reads only, and nothing that a configuration or a client brought in. */
export class Endpoint {
  readonly #server: Server;
  readonly #pages: ReadonlyMap<string, () => Page>;

  private constructor(metrics: Metrics, readiness: Readiness) {
    this.#pages = new Map([
      ['/health/live', () => json(200, { live: true })],
      [
        '/health/ready',
        () => {
          const reasons = readiness.reasons();
          return reasons.length === 0 ? json(200, { ready: true }) : json(503, { ready: false, reasons });
        },
      ],
      ['/metrics', () => ({ status: 200, type: EXPOSITION_TYPE, text: metrics.text() })],
    ]);
    this.#server = createServer(
      {
        maxHeaderSize: ENDPOINT_LIMITS.maxHeaderBytes,
        headersTimeout: ENDPOINT_LIMITS.requestTimeoutMs,
        requestTimeout: ENDPOINT_LIMITS.requestTimeoutMs,
        connectionsCheckingInterval: 1000,
        keepAliveTimeout: ENDPOINT_LIMITS.keepAliveTimeoutMs,
      },
      (request, response) => this.#answer(request, response),
    );
    this.#server.maxConnections = ENDPOINT_LIMITS.maxConnections;
    this.#server.setTimeout(ENDPOINT_LIMITS.idleTimeoutMs);
  }

  /** @throws the system's error, e.g. EADDRINUSE for a port that is taken */
  static async start(
    { host = OBSERVATION_DEFAULTS.host, port }: EndpointSettings,
    metrics: Metrics,
    readiness: Readiness,
  ): Promise<Endpoint> {
    const endpoint = new Endpoint(metrics, readiness);
    endpoint.#server.listen(port, host);
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends at once: a probe that is broken off knows what it wanted to know. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const page = this.#pages.get(url.split('?', 1)[0]!);
    const isRead = method === 'GET' || method === 'HEAD';
    if (page && !isRead) response.setHeader('allow', 'GET, HEAD');
    const { status, type, text } = !page
      ? json(404, { error: 'There are /health/live, /health/ready and /metrics.' })
      : isRead
        ? page()
        : json(405, { error: 'Only GET and HEAD.' });
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', type);
    response.setHeader('content-length', Buffer.byteLength(text));
    // What comes as a body of what should have none is not read.
    if (!isRead) response.setHeader('connection', 'close');
    response.writeHead(status).end(method === 'HEAD' ? undefined : text);
  }
}
