import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ConnectionFailedException } from '@icf-ts/framework';
import { CLIENT_DEFAULTS, type RemoteFrameworkConnectionInfo } from './client-options.js';

/** Opens a socket to the server. @throws ConnectionFailedException saying where to and why not. */
export async function connect(info: RemoteFrameworkConnectionInfo, signal?: AbortSignal): Promise<Socket> {
  const { host, port, tls, connectTimeoutMs = CLIENT_DEFAULTS.connectTimeoutMs } = info;
  const target = { host, port };
  const socket = tls
    ? connectTls({ servername: host, ...(tls === true ? {} : tls), ...target })
    : connectTcp({ ...target, noDelay: true });
  const ready = tls ? 'secureConnect' : 'connect';
  try {
    await new Promise<void>((resolve, reject) => {
      const settle = (finish: () => void) => (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const timer =
        connectTimeoutMs > 0
          ? setTimeout(
              settle(() => reject(timedOut(connectTimeoutMs))),
              connectTimeoutMs,
            )
          : undefined;
      const abort = settle(() => reject(signal!.reason as Error));
      signal?.addEventListener('abort', abort, { once: true });
      socket.once(ready, settle(resolve));
      socket.once('error', (error: Error) => settle(() => reject(error))());
    });
  } catch (cause) {
    socket.destroy();
    if (signal?.aborted) throw cause;
    throw new ConnectionFailedException(
      `No connection to the connector server at ${host}:${port}: ${reasonOf(cause)}. Is it running there, and reachable?`,
      { cause },
    );
  }
  socket.setNoDelay(true);
  socket.removeAllListeners('error');
  return socket;
}

const timedOut = (limitMs: number): Error => new Error(`no answer within ${limitMs} ms`);

/** Node reports a host with several addresses as an error with several inside and an empty message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError)
    return (error.errors as Error[]).map(({ message }) => message).join('; ');
  return error instanceof Error ? error.message : String(error);
}
