import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { ConnectionFailedException } from '@icf-ts/framework';
import {
  CLIENT_DEFAULTS,
  nameOf,
  type RemoteConnectionSettings,
  type ServerAddress,
} from './client-options.js';
import { reasonOf } from './failure-reasons.js';

/**
 * Opens a socket to the server, up to the end of the TLS handshake.
 * @throws ConnectionFailedException saying where to and why not; the signal's reason when it is aborted.
 */
export async function connect(
  server: ServerAddress,
  settings: RemoteConnectionSettings,
  signal?: AbortSignal,
): Promise<Socket> {
  signal?.throwIfAborted();
  const { tls, connectTimeoutMs = CLIENT_DEFAULTS.connectTimeoutMs } = settings;
  const target = { host: server.host, port: server.port };
  const socket = tls
    ? connectTls({ ...tlsOptions(server.host), ...(tls === true ? {} : tls), ...target })
    : connectTcp({ ...target, noDelay: true });
  // An error may come at any moment from here on, also right behind the event that we wait for.
  socket.on('error', () => undefined);
  try {
    await ready(socket, tls ? 'secureConnect' : 'connect', connectTimeoutMs, signal);
    if (socket.errored) throw socket.errored;
  } catch (cause) {
    socket.destroy();
    if (signal?.aborted) throw cause;
    throw new ConnectionFailedException(
      `No connection to the connector server at ${nameOf(server)}: ${reasonOf(cause)}.`,
      { cause },
    );
  }
  socket.setNoDelay(true);
  return socket;
}

const tlsOptions = (host: string): ConnectionOptions => ({
  minVersion: 'TLSv1.2',
  // RFC 6066 knows no addresses there; the certificate is compared with the host all the same.
  ...(isIP(host) === 0 ? { servername: host } : {}),
});

function ready(socket: Socket, event: string, limitMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let phase = 'was not reached';
    const onTcp = (): void => void (phase = 'did not end the TLS handshake');
    const onAbort = (): void => settle(() => reject(signal!.reason as Error));
    const onReady = (): void => settle(resolve);
    const onError = (error: Error): void => settle(() => reject(error));
    const onClose = (): void => onError(new Error('the server closed it'));
    const timer =
      limitMs > 0
        ? setTimeout(() => onError(new Error(`it ${phase} within ${limitMs} ms`)), limitMs)
        : undefined;
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('connect', onTcp).off(event, onReady).off('error', onError).off('close', onClose);
      finish();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', onTcp).once(event, onReady).once('error', onError).once('close', onClose);
  });
}
