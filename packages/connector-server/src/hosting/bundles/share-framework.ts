import * as module from 'node:module';

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
