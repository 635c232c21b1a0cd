import { once } from 'node:events';
import { connect } from 'node:net';
import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { keyHash } from '#src/protocol/guarded.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import { bytesOf, session } from '../fixture-index.js';
import { twinManager } from '../twin/twin-manager.js';

/** What a server does with clients that leave it waiting. */
describe('the patience of the server', () => {
  const serve = (options: Partial<ConnectorServerOptions>): Promise<ConnectorServer> =>
    ConnectorServer.start({
      connectors: twinManager(),
      keyHash: keyHash(new GuardedString('changeit')),
      port: 0,
      ...options,
    });

  /** Sends the first bytes of a recorded client and waits until the server closes. */
  const closedAfter = async (server: ConnectorServer, bytes: Uint8Array): Promise<void> => {
    const socket = connect(server.port, '127.0.0.1');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(bytes);
    await closed;
  };

  it('ends with the idle limit for a client that has sent a locale, or a key, and no request', async () => {
    const server = await serve({ idleTimeoutMs: 30 });
    const { client } = session('test');
    await closedAfter(server, bytesOf(client).subarray(0, 130));
    await closedAfter(server, bytesOf(client).subarray(0, 600));
    await server.close();
    expect(server.sessions).to.equal(0);
  });

  it('ends with the stall limit for a client that does not answer a pause', async () => {
    const server = await serve({ stallTimeoutMs: 30 });
    const whole = bytesOf(session('search-460-filter').client);
    // Without its two answers to the pauses: 42 bytes with the type's name, then 10 without.
    await closedAfter(server, whole.subarray(0, whole.length - 52));
    await server.close();
    expect(server.sessions).to.equal(0);
  });
});
