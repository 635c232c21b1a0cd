export * from './bundle-loader.js';
export * from './bundle-manifest.js';
export * from './configuration-schema.js';
export * from './framework-version.js';
export * from './local-connector.js';
export * from './local-info-manager.js';
