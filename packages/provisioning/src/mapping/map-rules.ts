import { codeOf, type Code } from '../expressions/code.js';
import type { VariableName } from '../expressions/environment.js';
import type { ExpressionContext } from '../expressions/expression.js';
import type { JsonValue } from '../repository/identity.js';
import { MappingError } from './identity-mapping.js';
import type { MapEntry } from './map-entry.js';
import type { Strength } from './map-schema.js';

/** How a value is made and checked on its way, compiled. */
export interface MapRules {
  readonly expression: Code | undefined;
  readonly constant: JsonValue | undefined;
  readonly default: JsonValue | undefined;
  readonly defaultExpression: Code | undefined;
  readonly condition: Code | undefined;
  readonly checks: readonly { readonly check: Code; readonly message: string }[];
  readonly strength: Strength;
  readonly required: boolean;
  /** All of the code above. */
  readonly codes: readonly Code[];
}

const VARIABLES: Readonly<Record<MapEntry['way'], readonly VariableName[]>> = {
  inbound: ['value', 'object', 'identity', 'operation'],
  outbound: ['value', 'identity', 'operation'],
};

/** Problems are noted in the document. */
export async function rulesOf(mapEntry: MapEntry, trusted: boolean): Promise<MapRules> {
  const { way, rules, section, sectionOf } = mapEntry;
  const variables = VARIABLES[way];
  const makers = (['expression', 'module', 'constant'] as const).filter((name) => name in rules);
  if (makers.length > 1) section.complain(`has both ${makers.join(' and ')}; keep one`);
  const module = rules.module === undefined ? undefined : { module: rules.module };
  const expression = module
    ? await codeOf(sectionOf('module'), variables, 'any', module)
    : await codeOf(sectionOf('expression'), variables);
  const checks = await Promise.all(
    (rules.validate ?? []).map(async ({ message }, index) => ({
      check: await codeOf(sectionOf('validate').at(index, 'check'), variables, 'bool'),
      message,
    })),
  );
  const condition = await codeOf(sectionOf('condition'), variables, 'bool');
  const defaultExpression = await codeOf(sectionOf('defaultExpression'), variables);
  const compiledChecks = checks.flatMap(({ check, message }) => (check ? [{ check, message }] : []));
  return {
    expression,
    constant: rules.constant,
    default: (trusted ? rules.trustedDefault : undefined) ?? rules.default,
    defaultExpression,
    condition,
    checks: compiledChecks,
    strength: rules.strength ?? 'normal',
    required: rules.required ?? false,
    codes: [expression, condition, defaultExpression, ...compiledChecks.map(({ check }) => check)].filter(
      (code) => code !== undefined,
    ),
  };
}

/** What the source says of a value. */
export interface Made {
  /** Undefined where the source is silent, null where it says that there is none. */
  readonly value: JsonValue | undefined;
  /** Whether the source has none and the value is a default. */
  readonly defaulted: boolean;
}

/** Neither side tells these apart: nothing, an empty text, an empty list. */
export const isNone = (value: JsonValue | undefined): value is undefined | null | '' | readonly never[] =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Makes a value of what the source has. Undefined where the condition does not hold. @throws MappingError */
export function make(
  rules: MapRules,
  source: JsonValue | undefined,
  context: ExpressionContext,
): Made | undefined {
  // CEL knows null, but no undefined.
  const given: ExpressionContext = rules.codes.length > 0 ? { ...context, value: source ?? null } : context;
  if (rules.condition && rules.condition.run(given) !== true) return undefined;
  let value = rules.constant ?? source;
  const { expression } = rules;
  if (expression && !(expression.needsValue && isNone(value))) value = expression.run(given) ?? null;
  if (!isNone(value)) return { value, defaulted: false };
  const fallback = rules.default ?? rules.defaultExpression?.run(given);
  return isNone(fallback)
    ? { value: value === undefined ? undefined : null, defaulted: false }
    : { value: fallback, defaulted: true };
}

/** @throws MappingError with the message of the first check that does not hold. */
export function check(rules: MapRules, value: JsonValue, context: ExpressionContext): void {
  for (const { check: holds, message } of rules.checks) {
    if (holds.run({ ...context, value }) !== true) throw new MappingError(message);
  }
}
