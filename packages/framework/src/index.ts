/** For applications: the nouns of ICF, the facade, and the loading of bundles. Bundle authors import `./spi`. */
export * from './api/index.js';
export * from './common/index.js';
export * from './loading/index.js';
export * from './logging/channels.js';
export type { PoolStatistics } from './runtime/pool/pool-statistics.js';
