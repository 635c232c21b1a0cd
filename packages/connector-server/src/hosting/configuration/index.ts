export * from './absolute-paths.js';
export { documentChecker, meant } from './check-document.js';
export * from './problem.js';
export * from './references.js';
export * from './setting.js';
export * from './source-document.js';
