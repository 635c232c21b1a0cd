export * from './add-package.js';
export { shareFramework, shareFrameworkWith } from './share-framework.js';
