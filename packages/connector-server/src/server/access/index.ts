export * from './access-rules.js';
export type * from './certificates.js';
export * from './client-keys.js';
export type * from './client-settings.js';
export * from './exposure.js';
export * from './failed-keys.js';
export * from './key-hash.js';
