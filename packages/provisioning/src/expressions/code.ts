import type { Section } from '../document/source-document.js';
import type { JsonValue } from '../repository/identity.js';
import type { VariableName } from './environment.js';
import { ExpressionError } from './expression-error.js';
import { compileExpression, type ExpressionContext } from './expression.js';
import { moduleFunction } from './module-function.js';

/** CEL, or a function of a JavaScript module where CEL ends. */
export type CodeDocument = string | { readonly module: string };

/** JSON Schema of {@link CodeDocument}. */
export const CODE_SCHEMA = {
  type: ['string', 'object'],
  minLength: 1,
  properties: { module: { type: 'string', minLength: 1 } },
  required: ['module'],
  additionalProperties: false,
} as const;

/** Something that works a value out. */
export interface Code {
  /** Whether it makes something of `value`, so that there is nothing to do without one. */
  readonly needsValue: boolean;
  readonly needsObject: boolean;
  /** Names of the object's attributes that it speaks of; undefined where that cannot be told. */
  readonly objectMembers: ReadonlySet<string> | undefined;
  /** The same of the identity's members. */
  readonly identityMembers: ReadonlySet<string> | undefined;
  /** @throws ExpressionError */
  run(context: ExpressionContext): JsonValue | undefined;
}

/** Reads what stands at a place; a problem is noted there, and the code is undefined. */
export async function codeOf(
  section: Section,
  variables: readonly VariableName[],
  result: 'any' | 'bool' = 'any',
  given = section.value as CodeDocument | undefined,
): Promise<Code | undefined> {
  if (given === undefined) return undefined;
  try {
    return typeof given === 'string'
      ? fromExpression(given, variables, result)
      : fromModule(given.module, await moduleFunction(given.module, section.document.file), result);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const at = typeof section.value === 'string' ? section : section.at('module');
    at.complain(error.message, error.offset);
    return undefined;
  }
}

function fromExpression(text: string, variables: readonly VariableName[], result: 'any' | 'bool'): Code {
  const expression = compileExpression(text, variables, result);
  return {
    needsValue: expression.uses.has('value'),
    needsObject: expression.uses.has('object'),
    objectMembers: expression.membersOf('object'),
    identityMembers: expression.membersOf('identity'),
    run: (context) => expression.evaluate(context),
  };
}

const fromModule = (
  reference: string,
  work: (value: JsonValue | undefined, context: ExpressionContext) => JsonValue | undefined,
  result: 'any' | 'bool',
): Code => ({
  needsValue: false,
  needsObject: true,
  objectMembers: undefined,
  identityMembers: undefined,
  run: (context) => {
    let value: JsonValue | undefined;
    try {
      value = work(context.value, context);
    } catch (error) {
      if (error instanceof ExpressionError) throw error;
      throw new ExpressionError(`${reference} failed: ${(error as Error).message}`, undefined, {
        cause: error,
      });
    }
    if (result === 'bool' && typeof value !== 'boolean') {
      throw new ExpressionError(`${reference} must return true or false`);
    }
    return value;
  },
});
