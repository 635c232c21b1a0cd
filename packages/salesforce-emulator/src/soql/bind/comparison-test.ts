import type { StoredValue } from '../../record/row.js';
import type { Operator } from '../parse/statement.js';
import type { DayRange, InstantRange, Operand } from './operand.js';

type Test = (value: StoredValue) => boolean;

/** The test of IN. */
export function membership(operands: readonly Operand[]): Test {
  const plain = new Set<unknown>(
    operands.filter((operand) => operand === null || typeof operand !== 'object'),
  );
  const ranges = operands
    .filter((operand) => operand !== null && typeof operand === 'object')
    .map((range) => operandTest('=', range));
  return (value) => plain.has(value) || ranges.some((test) => test(value));
}

/** The test of INCLUDES: of each operand's values, as in `'A;B'`, all must be there. */
export function multiMembership(operands: readonly Operand[]): Test {
  const wanted = operands.map((operand) => (typeof operand === 'string' ? operand.split(';') : []));
  return (value) => {
    const held = new Set(typeof value === 'string' ? value.split(';') : []);
    return wanted.some((all) => all.length > 0 && all.every((one) => held.has(one)));
  };
}

/** The test of an operator with one operand. Stored datetimes are whole seconds, operands of datetimes are ranges. */
export function operandTest(operator: Operator, operand: Operand): Test {
  if (operand !== null && typeof operand === 'object') return rangeTest(operator, bounds(operand));
  if (operator === '=') return (value) => value === operand;
  if (operator === '!=') return (value) => value !== operand;
  // Nothing is smaller or greater than null, and null is neither of anything.
  if (operand === null) return () => false;
  switch (operator) {
    case '<':
      return (value) => value !== null && value < operand;
    case '<=':
      return (value) => value !== null && value <= operand;
    case '>':
      return (value) => value !== null && value > operand;
    default:
      return (value) => value !== null && value >= operand;
  }
}

/** A range from `from` up to, not including, `to`, and the form in which values compare with these. */
interface Bounds {
  readonly from: string | number;
  readonly to: string | number;
  read(value: StoredValue): string | number | null;
}

function bounds(range: InstantRange | DayRange): Bounds {
  return 'fromMs' in range
    ? {
        from: range.fromMs,
        to: range.toMs,
        read: (value) => (typeof value === 'number' ? value * 1000 : null),
      }
    : {
        from: range.fromDay,
        to: range.toDay,
        read: (value) => (typeof value === 'string' ? value : null),
      };
}

function rangeTest(operator: Operator, { from, to, read }: Bounds): Test {
  const inRange = (value: StoredValue): boolean => {
    const at = read(value);
    return at !== null && at >= from && at < to;
  };
  if (operator === '=') return inRange;
  if (operator === '!=') return (value) => !inRange(value);
  const bound = operator === '<' || operator === '>=' ? from : to;
  const below = operator === '<' || operator === '<=';
  return (value) => {
    const at = read(value);
    return at !== null && at < bound === below;
  };
}
