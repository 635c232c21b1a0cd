import { dirname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonValue } from '../repository/identity.js';
import type { ExpressionContext } from './expression.js';
import { ExpressionError } from './expression-error.js';

/** A function of a JavaScript module: gets the value and what an expression could speak of, and returns JSON. */
export type ModuleFunction = (
  value: JsonValue | undefined,
  context: ExpressionContext,
) => JsonValue | undefined;

/**
 * Loads the function of a reference `./file.js#name`; without a name the default export. Relative to `file`.
 * @throws ExpressionError saying what is wrong with the reference, the module or the function.
 */
export async function moduleFunction(reference: string, file: string): Promise<ModuleFunction> {
  const [path = '', name = 'default'] = reference.split('#');
  if (!/^\.{1,2}\//.test(path) && !isAbsolute(path)) {
    throw new ExpressionError(`'${reference}' must begin with ./ or be a whole path: ./file.js#function`);
  }
  const url = pathToFileURL(resolve(dirname(file), path));
  let module: Record<string, unknown>;
  try {
    module = (await import(url.href)) as Record<string, unknown>;
  } catch (error) {
    throw new ExpressionError(`module '${path}' cannot be loaded: ${(error as Error).message}`, undefined, {
      cause: error,
    });
  }
  const found = module[name];
  if (typeof found !== 'function') {
    const there = Object.keys(module).join(', ') || 'nothing';
    throw new ExpressionError(`module '${path}' exports no function '${name}'; it exports ${there}`);
  }
  return (value, context) => {
    const result = (found as ModuleFunction)(value, context) as unknown;
    if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') {
      throw new ExpressionError(`function '${name}' of '${path}' is asynchronous; it must return its value`);
    }
    return result as JsonValue | undefined;
  };
}
