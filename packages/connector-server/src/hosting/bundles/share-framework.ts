import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import * as module from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** What `module.registerHooks` takes; not in the types of the oldest Node that we support. */
type Resolve = (
  specifier: string,
  context: { readonly parentURL?: string | undefined },
  next: (specifier: string, context?: object) => { readonly url: string },
) => { readonly url: string };

let shared = false;

/**
 * Lends bundles the server's own framework, where they bring none: a folder that was just dropped somewhere sees no
 * `node_modules` with one. It is for the whole process and stays.
 */
export function shareFramework(): void {
  if (shared) return;
  shared = true;
  const { registerHooks } = module as { registerHooks?: (hooks: { resolve: Resolve }) => void };
  if (registerHooks) registerHooks({ resolve: orOurs });
  else module.register('./framework-hook.js', import.meta.url);
}

/**
 * The same for the bundle in one folder: nothing is done where it sees a framework. In Node 20 such hooks make each
 * import a message to another thread, which is most of the time that a bundle takes to load.
 */
export async function shareFrameworkWith(folder: string): Promise<void> {
  // A bundle's modules see what lies above their real place. What is no folder is told of by who loads it.
  const real = await realpath(folder).catch(() => resolve(folder));
  if (!seesFramework(real)) shareFramework();
}

function seesFramework(folder: string): boolean {
  if (existsSync(join(folder, 'node_modules/@icf-ts/framework/package.json'))) return true;
  const above = dirname(folder);
  return above !== folder && seesFramework(above);
}

const FRAMEWORK = /^@icf-ts\/framework($|\/)/;
const NOT_FOUND = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);

const orOurs: Resolve = (specifier, context, next) => {
  if (!FRAMEWORK.test(specifier)) return next(specifier, context);
  try {
    return next(specifier, context);
  } catch (error) {
    if (!NOT_FOUND.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
};
