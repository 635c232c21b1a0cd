export * from './connector-server.js';
export * from './server-options.js';
