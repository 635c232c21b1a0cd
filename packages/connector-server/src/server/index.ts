export * from './call-record.js';
export * from './clients.js';
export * from './connector-server.js';
export type * from './peer.js';
export * from './server-events.js';
export * from './server-options.js';
export * from './access/client-keys.js';
export type * from './access/client-settings.js';
export * from './access/key-hash.js';
