import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { TransportFailure } from '../../errors/transport-failure.js';
import { text, type Words } from '../../words/text.js';
import type { Proxy } from './proxy.js';

type Done = (error: Error | null, socket: Duplex) => void;

/**
 * Keeps connections that lead through a proxy by CONNECT, with TLS to the target inside, so that the proxy sees names
 * of hosts and nothing else. The agents of the registry have no time limit for what the proxy does, and hand over the
 * proxy's refusal as if it were the target's answer.
 */
export class TunnelAgent extends https.Agent {
  readonly #proxy: Proxy;
  readonly #timeoutMs: number;
  readonly #opening = new Set<() => void>();

  constructor(proxy: Proxy, timeoutMs: number, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#timeoutMs = timeoutMs;
  }

  override createConnection(options: https.RequestOptions, done?: Done): undefined {
    const target = `${options.host}:${options.port}`;
    const { url, authorization } = this.#proxy;
    const secure = url.protocol === 'https:';
    const asking = (secure ? https : http).request(url, {
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: {
        host: target,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
      ...(secure && options.ca ? { ca: options.ca } : {}),
    });
    let inner: tls.TLSSocket | undefined;
    const end = (error: Error | null, socket?: Duplex): void => {
      clearTimeout(late);
      this.#opening.delete(giveUp);
      if (error) {
        inner?.destroy();
        asking.destroy();
      }
      // Node asks for a socket beside an error only in its types.
      done?.(error, socket as Duplex);
    };
    const giveUp = (): void => end(failure(text('network.proxyLate', target, url.host, this.#timeoutMs)));
    const late = setTimeout(giveUp, this.#timeoutMs);
    this.#opening.add(giveUp);

    asking.once('error', (error) =>
      end(failure(text('network.proxyUnreachable', url.host, error.message), error)),
    );
    asking.once('connect', (answer, socket: Socket) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        return end(refused(url, target, answer.statusCode ?? 0));
      }
      const host = options.host ?? '';
      inner = tls.connect({
        ...(options as tls.ConnectionOptions),
        socket,
        servername: isIP(host) ? '' : host,
      });
      const onError = (error: Error): void =>
        end(failure(text('network.throughProxy', target, url.host, error.message), error));
      inner.once('error', onError);
      inner.once('secureConnect', () => {
        inner?.off('error', onError);
        end(null, inner);
      });
    });
    asking.once('response', (answer) => {
      answer.resume();
      end(refused(url, target, answer.statusCode ?? 0));
    });
    asking.end();
    return undefined;
  }

  override destroy(): void {
    for (const giveUp of [...this.#opening]) giveUp();
    super.destroy();
  }
}

const failure = (words: Words, cause?: unknown): TransportFailure =>
  new TransportFailure('connect', words, cause);

function refused(proxy: URL, target: string, status: number): TransportFailure {
  if (status === 407) return new TransportFailure('proxy', text('network.proxyCredentials', proxy.host));
  return new TransportFailure(
    status >= 500 ? 'connect' : 'proxy',
    text('network.proxyRefused', proxy.host, target, status),
  );
}
