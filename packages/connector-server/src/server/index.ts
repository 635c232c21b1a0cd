export * from './access/index.js';
export * from './audit-record.js';
export * from './call-record.js';
export * from './clients.js';
export * from './connector-server.js';
export type * from './peer.js';
export * from './server-events.js';
export * from './server-options.js';
export type * from './server-statistics.js';
