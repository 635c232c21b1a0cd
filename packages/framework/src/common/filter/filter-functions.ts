import { COMPARISONS, type Comparison } from './filter.js';
import { foldCase } from '../values/case-insensitive.js';

/** How the text form calls each comparison: the first name is written, all are read, without regard to case. */
const COMPARISON_NAMES: Readonly<Record<Comparison, readonly [string, ...string[]]>> = {
  equals: ['equalTo', 'equals'],
  equalsIgnoreCase: ['equalsIgnoreCase', 'equalToIgnoreCase'],
  contains: ['contains'],
  startsWith: ['startsWith'],
  endsWith: ['endsWith'],
  greaterThan: ['greaterThan'],
  greaterThanOrEqual: ['greaterThanOrEqualTo', 'greaterThanOrEqual'],
  lessThan: ['lessThan'],
  lessThanOrEqual: ['lessThanOrEqualTo', 'lessThanOrEqual'],
  containsAllValues: ['containsAllValues'],
};

/** What takes an attribute and perhaps values. */
export type LeafFunction = Comparison | 'present' | 'extendedMatch';

const BY_NAME = new Map<string, LeafFunction>([
  ...COMPARISONS.flatMap((kind) => COMPARISON_NAMES[kind].map((name) => [foldCase(name), kind] as const)),
  ['present', 'present'],
  ['extendedmatch', 'extendedMatch'],
]);

export const leafFunction = (name: string): LeafFunction | undefined => BY_NAME.get(foldCase(name));

export const nameOfComparison = (kind: Comparison): string => COMPARISON_NAMES[kind][0];

/** For messages. */
export const FUNCTION_NAMES: readonly string[] = [
  ...COMPARISONS.map(nameOfComparison),
  'present',
  'extendedMatch',
  'not',
  'and',
  'or',
];

/** Without values these ask for an attribute that has none; the others could match nothing. */
export const mayLackValues = (kind: LeafFunction): boolean =>
  kind === 'equals' || kind === 'equalsIgnoreCase';
