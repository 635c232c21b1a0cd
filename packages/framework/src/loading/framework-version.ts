import { readFileSync } from 'node:fs';

/** The version of this package, which bundles name a range of. */
export const FRAMEWORK_VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
