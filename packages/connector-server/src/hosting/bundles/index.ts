export * from './add-package.js';
export { shareFramework } from './share-framework.js';
