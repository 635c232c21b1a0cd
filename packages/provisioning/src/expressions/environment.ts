import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';

/** What an expression may speak of, and its type. */
export const VARIABLES = {
  value: 'dyn',
  identity: 'map',
  object: 'map',
  operation: 'string',
} as const;
export type VariableName = keyof typeof VARIABLES;

/** Takes the place of CEL's `matches` (see {@link ./expression.ts}), so it is as long. */
export const MATCHES = 'matches';
export const SAFE_MATCHES = 're2Find';

const ARITHMETIC = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
} as const;

/** Methods of texts beyond CEL's own. */
const TEXT_METHODS = {
  'string.lower(): string': (text: string) => text.toLowerCase(),
  'string.upper(): string': (text: string) => text.toUpperCase(),
  'string.left(int): string': (text: string, count: bigint) =>
    [...text].slice(0, Math.max(0, Number(count))).join(''),
  'string.replace(string, string): string': (text: string, found: string, by: string) =>
    text.replaceAll(found, () => by),
  'string.ascii(): string': (text: string) =>
    text
      .replace(/[ßæœøłđðþ]/gi, (letter) => LETTERS[letter] ?? letter)
      .normalize('NFKD')
      .replace(/[^\x20-\x7E]/g, ''),
  [`string.${SAFE_MATCHES}(string): bool`]: (text: string, pattern: string) => patternOf(pattern).test(text),
} as const;

/** Letters that no decomposition makes ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
};

const base = new Environment({
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 2_000, maxDepth: 100 },
});
// The numbers of JSON are doubles, and people write `value + 1`.
for (const [operator, work] of Object.entries(ARITHMETIC)) {
  base.registerOperator(`double ${operator} int`, (a: number, b: bigint) => work(a, Number(b)));
  base.registerOperator(`int ${operator} double`, (a: bigint, b: number) => work(Number(a), b));
}
for (const [signature, handler] of Object.entries(TEXT_METHODS)) base.registerFunction(signature, handler);

const environments = new Map<string, Environment>();

/** The environment in which these variables are known; a mistyped one is an error when the expression is read. */
export function environmentOf(variables: readonly VariableName[]): Environment {
  const key = variables.join();
  let environment = environments.get(key);
  if (!environment) {
    environment = base.clone();
    for (const name of variables) environment.registerVariable(name, VARIABLES[name]);
    environments.set(key, environment);
  }
  return environment;
}

/** Patterns are few and written by the owner of the configuration; one that is made of data must not fill the memory. */
const MAX_PATTERNS = 256;
const patterns = new Map<string, RE2JS>();

function patternOf(text: string): RE2JS {
  let pattern = patterns.get(text);
  if (!pattern) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    pattern = RE2JS.compile(text);
    patterns.set(text, pattern);
  }
  return pattern;
}
