import type { ResolveHook } from 'node:module';

/** What `share-framework.ts` does, for versions of Node whose hooks live in a thread of their own. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (!/^@icf-ts\/framework($|\/)/.test(specifier)) return next(specifier, context);
  try {
    return await next(specifier, context);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
};
