import { GuardedString } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import { ConnectorHost, type HostSettings } from '#src/hosting/index.js';
import { keyHash } from '#src/protocol/guarded.js';

export const KEY = 'of the test';

/** In the Java server's form, which is quick: tests show keys by the hundred. */
export const hashOf = (key: string): string => `sha1$${keyHash(new GuardedString(key))}`;

/** Settings of a host on a free port that says nothing. */
export const quiet = (settings: Partial<HostSettings> = {}): HostSettings => ({
  clients: [{ name: 'default', keys: [hashOf(KEY)] }],
  log: { level: 'silent' },
  ...settings,
  server: { port: 0, ...settings.server },
});

export const start = async (settings: Partial<HostSettings> = {}): Promise<ConnectorHost> =>
  ConnectorHost.start(quiet(settings), { settleMs: 20, pollMs: 50 });

export const connect = (port: number, key = KEY): Promise<RemoteConnectorInfoManager> =>
  RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port, key: new GuardedString(key) });
