export * from './call-record.js';
export * from './clients.js';
export * from './connector-server.js';
export type * from './peer.js';
export * from './server-events.js';
export * from './server-options.js';
