import { Optional, type ASTNode, type ParseResult, type TypeCheckResult } from '@marcbachmann/cel-js';
import type { JsonValue } from '../repository/identity.js';
import { MATCHES, SAFE_MATCHES, environmentOf, type VariableName } from './environment.js';
import { ExpressionError } from './expression-error.js';

/** What an expression is worked out with. `value` is null where there is none. */
export interface ExpressionContext {
  readonly value?: JsonValue;
  readonly identity?: object;
  readonly object?: object;
  readonly operation?: 'create' | 'update';
}

/** An expression in CEL, read and checked once. */
export interface Expression {
  readonly uses: ReadonlySet<string>;
  /** Which members of a variable it speaks of; undefined where that shows only when it runs. */
  membersOf(variable: VariableName): ReadonlySet<string> | undefined;
  /** @returns undefined for CEL's `optional.none()`. @throws ExpressionError */
  evaluate(context: ExpressionContext): JsonValue | undefined;
}

/** @throws ExpressionError saying what is wrong with the expression and where. */
export function compileExpression(
  text: string,
  variables: readonly VariableName[],
  result: 'any' | 'bool' = 'any',
): Expression {
  const program = parse(text, variables);
  const checked: TypeCheckResult = program.check();
  if (!checked.valid) throw errorOf(checked.error);
  if (result === 'bool' && checked.type !== 'bool' && checked.type !== 'dyn') {
    throw new ExpressionError(`must be true or false, but it is of type ${checked.type}`, 0);
  }
  const nodes = [...nodesOf(program.ast)];
  const uses = new Set(nodes.flatMap((node) => (node.op === 'id' ? [node.args] : [])));
  return {
    uses,
    membersOf: (variable) => {
      const members = nodes.flatMap((node) => memberOf(node, variable) ?? []);
      const mentions = nodes.filter((node) => node.op === 'id' && node.args === variable);
      return members.length === mentions.length ? new Set(members) : undefined;
    },
    evaluate: (context) => {
      try {
        const value = jsonOf(program(context as Record<string, unknown>));
        if (result === 'bool' && typeof value !== 'boolean') {
          throw new ExpressionError('must be true or false, but it is neither');
        }
        return value;
      } catch (error) {
        throw error instanceof ExpressionError ? error : errorOf(error);
      }
    },
  };
}

/**
 * CEL's own `matches` uses JavaScript's patterns, where a value such as `aaaa…b` can take minutes. CEL means RE2's, which
 * take time that grows with the value alone, so the calls are turned into calls of ours.
 */
function parse(text: string, variables: readonly VariableName[]): ParseResult {
  const environment = environmentOf(variables);
  try {
    const program = environment.parse(text);
    let safe = text;
    for (const node of nodesOf(program.ast)) {
      if (node.op !== 'rcall' || node.args[0] !== MATCHES) continue;
      const [, receiver, args] = node.args;
      const [from, to] = [receiver.end, args[0]?.start ?? node.end];
      const at = safe.indexOf(MATCHES, from);
      if (at >= 0 && at < to) safe = safe.slice(0, at) + SAFE_MATCHES + safe.slice(at + SAFE_MATCHES.length);
    }
    return safe === text ? program : environment.parse(safe);
  } catch (error) {
    throw errorOf(error);
  }
}

function* nodesOf(part: unknown): Generator<ASTNode, void, void> {
  if (Array.isArray(part)) {
    for (const item of part) yield* nodesOf(item);
  } else if (typeof part === 'object' && part !== null && 'op' in part && 'args' in part) {
    yield part as ASTNode;
    yield* nodesOf(part.args);
  }
}

/** The member of the variable that a node is: `object.x`, `object.?x`, `object["x"]`, `object[?"x"]`. */
function memberOf(node: ASTNode, variable: string): string | undefined {
  switch (node.op) {
    case '.':
    case '.?':
      return isVariable(node.args[0], variable) ? node.args[1] : undefined;
    case '[]':
    case '[?]': {
      const [owner, name] = node.args;
      const text = name.op === 'value' && typeof name.args === 'string' ? name.args : undefined;
      return isVariable(owner, variable) ? text : undefined;
    }
    default:
      return undefined;
  }
}

const isVariable = (node: ASTNode, variable: string): boolean => node.op === 'id' && node.args === variable;

/** CEL's values as JSON. */
function jsonOf(value: unknown): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new ExpressionError(`gives ${value}, which is no number of JSON`);
    case 'bigint':
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw new ExpressionError(`gives ${value}, which is too large for a number of JSON; make it a text`);
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => jsonOf(item) ?? null);
  if (value instanceof Optional) return value.hasValue() ? jsonOf(value.value()) : undefined;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (value instanceof Map || Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(entries.map(([key, item]) => [String(key), jsonOf(item) ?? null]));
  }
  const number = value.valueOf();
  if (typeof number === 'bigint') return jsonOf(number);
  throw new ExpressionError(`gives a ${value.constructor.name}, which is no value of JSON`);
}

/** What errors of reading, checking and working out have in common. */
interface CelError {
  readonly summary?: string;
  readonly code?: string;
  readonly range?: { readonly start: number };
}

function errorOf(error: unknown): ExpressionError {
  const { summary, message, code, range } = error as Error & CelError;
  const text = (summary ?? message).replaceAll(SAFE_MATCHES, MATCHES);
  const hint =
    code === 'no_such_key'
      ? ' (ask with has(…), or write .?name and .orValue(…), where it may be missing)'
      : '';
  return new ExpressionError(`${text}${hint}`, range?.start, { cause: error });
}
