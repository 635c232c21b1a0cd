export * from './client-options.js';
export * from './remote-facade.js';
export * from './remote-info-manager.js';
export type { RemoteManagerEvents, ServerRestart } from './restart-watch.js';
