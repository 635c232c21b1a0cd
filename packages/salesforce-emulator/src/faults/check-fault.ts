import type { Catalog } from '../describe/catalog.js';
import { FAULT_KINDS } from './fault.js';
import type { Fault } from './fault.js';

/** What is wrong with a fault, and at which of its properties (null = the fault as a whole). */
export interface FaultProblem {
  readonly property: string | null;
  readonly text: string;
}

type Check = (value: unknown, catalog: Catalog) => string | null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole =
  (least: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least ? null : `must be a whole number from ${least}`;
const text: Check = (value) => (typeof value === 'string' && value !== '' ? null : 'must be a text');
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const oneOf =
  (names: readonly string[]): Check =>
  (value) =>
    names.includes(value as string) ? null : `must be one of ${names.join(', ')}`;
const anObject: Check = (value, catalog) =>
  typeof value === 'string' && catalog.named(value) ? null : 'must name an object of the org';

/** Every property of a fault, and what it must be. */
const CHECKS: Readonly<Record<keyof Fault, Check>> = {
  kind: oneOf(Object.keys(FAULT_KINDS)),
  times: whole(0),
  path: (value) => (typeof value === 'string' && value.startsWith('/') ? null : 'must begin with "/"'),
  method: (value, catalog) =>
    [value].flat().every((one) => text(one, catalog) === null) ? null : 'must be a method or a list of them',
  object: anObject,
  nth: whole(1),
  probability: (value) =>
    typeof value === 'number' && value >= 0 && value <= 1 ? null : 'must be a number from 0 to 1',
  seed: whole(0),
  status: (value) =>
    Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599
      ? null
      : 'must be an HTTP status from 200 to 599',
  body: () => null,
  contentType: text,
  disconnect: oneOf(['before', 'after']),
  hang: oneOf(['before', 'after']),
  cutAfterBytes: whole(0),
  delayMs: whole(0),
  endSession: flag,
  exhaustLimit: flag,
  clockSkewMs: whole(Number.MIN_SAFE_INTEGER),
  backdateSeconds: whole(1),
  change: checkChange,
};

/** Everything that is wrong with a value as a fault; nothing when it is one. */
export function faultProblems(value: unknown, catalog: Catalog): readonly FaultProblem[] {
  if (!isRecord(value)) return [{ property: null, text: 'a fault must be a set of properties' }];
  const problems: FaultProblem[] = [];
  for (const [property, given] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, property) ? CHECKS[property as keyof Fault] : undefined;
    if (!check) {
      const known = Object.keys(CHECKS).join(', ');
      problems.push({ property, text: `unknown property "${property}"; a fault may have ${known}` });
    } else if (given !== undefined) {
      const wrong = check(given, catalog);
      if (wrong !== null) problems.push({ property, text: `${property} ${wrong}` });
    }
  }
  return problems;
}

function checkChange(value: unknown, catalog: Catalog): string | null {
  if (!isRecord(value)) return 'must have "object" and may have "rows" and "values"';
  const { object, rows = 1, values = {}, ...others } = value;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `has an unknown property "${unknown}"`;
  const spec = typeof object === 'string' ? catalog.named(object) : undefined;
  if (!spec) return 'needs "object", which must name an object of the org';
  if (whole(1)(rows, catalog) !== null) return 'needs a whole number from 1 as "rows"';
  if (!isRecord(values)) return 'needs fields and their values as "values"';
  for (const [name, given] of Object.entries(values)) {
    const field = spec.fieldNamed(name);
    if (!field || field.compute || field.type === 'id') return `cannot set ${spec.name}.${name}`;
    if (given !== null && typeof given === 'object') return `cannot set ${spec.name}.${name} to a structure`;
  }
  return null;
}
