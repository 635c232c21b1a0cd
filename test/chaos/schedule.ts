import { Random } from './random.js';
import type { Fate } from './cutting-relay.js';
import type { Manner, Plan } from './world.js';

export type Method = 'create' | 'update' | 'delete' | 'search' | 'sync' | 'test-token';

/** One call of a client, and what is done to it. */
export interface PlannedCall {
  readonly plan: Plan;
  readonly method: Method;
  readonly connector: 'chaos.Pooled' | 'chaos.PerCall';
  readonly shard: number;
  /** Turns of the loop before the call is made. */
  readonly startAfter: number;
  /** Turns after which its signal is aborted; absent: it has none. */
  readonly abortAfter?: number;
  /** Its client's read timeout is short: it does not wait for what hangs. */
  readonly impatient: boolean;
  /** The consumer of a stream leaves after so many items; absent: it stays. */
  readonly leaveAfter?: number;
  /** The consumer rests for so many turns now and then. */
  readonly restTurns: number;
}

/** What happens on the server's side while the calls run. */
export type Event =
  | { readonly kind: 'drain'; readonly afterTurns: number }
  | { readonly kind: 'swap'; readonly afterTurns: number }
  | { readonly kind: 'none' };

export interface Schedule {
  readonly seed: number;
  readonly calls: readonly PlannedCall[];
  /** Absent: the clients talk to the server directly. */
  readonly fates?: readonly Fate[];
  readonly event: Event;
  readonly maxIdleConnections: number;
  readonly maxFacades: number;
  readonly poolObjects: number;
  readonly poolWaitMs: number;
  /** Connections that somebody opens and leaves, some in the middle of a word. */
  readonly idleSockets: number;
}

const CROWD = 1000;
const ITEMS = [0, 1, 3, 199, 200, 201, 400, 650];

export function scheduleOf(seed: number, isCrowd: boolean): Schedule {
  const random = new Random(seed);
  const count = isCrowd ? CROWD : 3 + random.below(28);
  const calls = Array.from({ length: count }, (_, id) => callOf(id + 1, random, isCrowd));
  const relayed = !isCrowd && random.below(3) > 0;
  return {
    seed,
    calls,
    ...(relayed ? { fates: Array.from({ length: 7 }, () => fateOf(random)) } : {}),
    event: eventOf(random),
    maxIdleConnections: random.pick([0, 1, 4, 50]),
    maxFacades: random.pick([1, 2, 100]),
    poolObjects: random.pick([1, 2, 5, 10]),
    poolWaitMs: random.pick([0, 5, 10_000]),
    idleSockets: random.oneIn(4) ? 1 + random.below(10) : 0,
  };
}

function callOf(id: number, random: Random, isCrowd: boolean): PlannedCall {
  const method = random.pick<Method>([
    'create',
    'create',
    'update',
    'delete',
    'search',
    'search',
    'sync',
    'test-token',
  ]);
  const manner = isCrowd
    ? random.pick<Manner>(['plain', 'plain', 'throw'])
    : random.pick<Manner>(['plain', 'plain', 'plain', 'hang', 'deaf', 'throw', 'garbage']);
  const items = isCrowd ? random.pick([0, 1, 3]) : random.pick(ITEMS);
  const plan: Plan = {
    id,
    manner,
    oddity: random.below(1000),
    turns: random.oneIn(6) ? random.below(60) : random.below(4),
    wroteFirst: random.oneIn(2),
    items,
    at: random.below(items + 1),
    itemBytes: isCrowd || items > 10 ? random.pick([0, 100]) : random.pick([10, 2000, 300_000]),
  };
  const hangs = manner === 'hang' || manner === 'deaf';
  const impatient = hangs && random.oneIn(3);
  return {
    plan,
    method,
    connector: random.pick(['chaos.Pooled', 'chaos.PerCall'] as const),
    shard: random.below(3),
    startAfter: isCrowd ? 0 : random.below(40),
    // What hangs is ended by somebody's abort or by nobody's patience.
    ...((hangs && !impatient) || (random.oneIn(4) && !isCrowd) ? { abortAfter: random.below(80) } : {}),
    impatient,
    ...(random.oneIn(4) ? { leaveAfter: random.pick([0, 1, 5, 199, 200, 201, 300]) } : {}),
    restTurns: random.oneIn(5) ? 1 + random.below(5) : 0,
  };
}

function fateOf(random: Random): Fate {
  // Small numbers hit the locale and the key, larger ones the request, the largest the stream.
  const limit = random.pick([30, 200, 3000, 3000, 40_000]);
  return {
    ...(random.below(3) > 0 ? { cutAfter: 1 + random.below(limit) } : {}),
    cutSide: random.pick(['request', 'answer'] as const),
    cutHow: random.pick(['reset', 'reset', 'close', 'end'] as const),
    pieceBytes: random.pick([0, 0, 0, 1400, 97]),
  };
}

function eventOf(random: Random): Event {
  const kind = random.pick(['none', 'none', 'drain', 'swap'] as const);
  return kind === 'none' ? { kind } : { kind, afterTurns: random.below(100) };
}
