import { OUTCOMES, type Outcome } from '../reconciliation/run-counts.js';
import { numberText } from '../report/sentences.js';
import { callsOf, objections, type Limits } from './affordable.js';
import type { Plan, PlannedChange, PlannedItem, PlannedOperation, SeatPrice } from './plan.js';

/** What the outcomes are called before anything has happened. */
export const FORESEEN_NAMES: Readonly<Record<Outcome, string>> = {
  changed: 'To change',
  unchanged: 'Unchanged',
  reported: 'To be looked at',
  failed: 'Would fail',
};

const DIRECTIONS: Readonly<Record<Plan['direction'], (plan: Plan) => string>> = {
  inbound: ({ system, objectClass }) => `From ${system} (${objectClass}) into the repository`,
  incremental: ({ system, objectClass }) => `Changes from ${system} (${objectClass}) into the repository`,
  outbound: ({ system, objectClass }) => `From the repository into ${system} (${objectClass})`,
};
export const directionText = (plan: Plan): string => `${DIRECTIONS[plan.direction](plan)}.`;

export function planOverview({ totals }: Plan): string {
  const all = OUTCOMES.reduce((sum, outcome) => sum + totals[outcome], 0);
  if (all === 0) return 'There is nothing to do.';
  const parts = OUTCOMES.map((each) => `${numberText(totals[each])} ${FORESEEN_NAMES[each].toLowerCase()}`);
  return `${numberText(all)} in all: ${parts.join(', ')}.`;
}

/** What it costs, a sentence each. */
export function priceSentences({ price }: Plan, { reserve = 0 }: Limits = {}): readonly string[] {
  if (!price) return ['Nobody says what the operations of this connector cost.'];
  const { unit, reading, writing, quota, unknownSeats } = price;
  const calls =
    reading === null
      ? `${numberText(writing)} ${unit} to write, and those to read, which the system does not tell.`
      : `${numberText(callsOf(price))} ${unit}: ${numberText(reading)} to read and ${numberText(writing)} to write.`;
  if (!quota) return [calls, ...unknownText(unknownSeats)];
  const kept = Math.max(reserve, quota.reserve);
  const after = quota.remaining - callsOf(price);
  return [
    calls,
    `Of ${numberText(quota.allowed)} a day ${numberText(quota.remaining)} are left now, and ${numberText(after)} would be afterwards` +
      `${kept > 0 ? `; ${numberText(kept)} are reserved` : ''}.`,
    ...unknownText(unknownSeats),
  ];
}

const unknownText = (count: number): readonly string[] =>
  count === 0 ? [] : [`Of ${numberText(count)} it cannot be told whose licence they take.`];

/** Whether it can be applied, a sentence each. */
export function verdict(plan: Plan, limits: Limits = {}): readonly string[] {
  const reasons = [...objections(plan, limits)];
  if (reasons.length > 0) return ['This plan cannot be applied.', ...reasons];
  return [plan.price ? 'Nothing stands against applying it.' : 'Whether it can be paid is not known.'];
}

export const OPERATION_HEADING = ['Operation', 'What is written', 'How many'] as const;
const MOST_ATTRIBUTES = 12;

export function operationCells({ operation, count, attributes }: PlannedOperation): readonly string[] {
  const all = Object.entries(attributes).sort(([, a], [, b]) => b - a);
  const some = all.slice(0, MOST_ATTRIBUTES).map(([name, each]) => `${name} (${numberText(each)})`);
  const more = all.length - some.length;
  return [operation, [...some, ...(more > 0 ? [`${more} more`] : [])].join(', '), numberText(count)];
}

export const SEAT_HEADING = [
  'Licence',
  'Seats',
  'Used',
  'Taken',
  'Set free',
  'At most',
  'Afterwards',
] as const;

export const seatCells = ({ license, total, used, taken, freed, peak }: SeatPrice): readonly string[] => [
  license,
  total === null ? 'unbounded' : numberText(total),
  ...[used, taken, freed, peak, used + taken - freed].map(numberText),
];

/** Whom it is about. */
export const itemName = ({ name, uid, identity }: PlannedItem): string =>
  [name, uid, identity === null ? null : `identity ${identity}`].filter((part) => part !== null).join(', ');

export const changeText = ({ attribute, from, to }: PlannedChange): string =>
  from === null ? `${attribute}: ${to ?? 'nothing'}` : `${attribute}: ${from} → ${to ?? 'nothing'}`;

/** What becomes of it: its changes, or why it fails. */
export const itemText = ({ message, changes }: PlannedItem): string =>
  message ?? changes.map(changeText).join('; ');
