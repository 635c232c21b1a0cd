export * from './capabilities.js';
export * from './configuration.js';
export * from './connector.js';
export * from './decorators.js';
export * from './lookup-declaration.js';
export * from './metadata.js';
export * from './operation-interfaces.js';
export * from '../common/index.js';
export { publishWarning, type WarningRecord } from '../logging/channels.js';
