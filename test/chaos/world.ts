import type { ObjectClass } from '@icf-ts/framework';
import { GARBAGE, THROWS } from './oddities.js';

/** How a call behaves on the connector's side. */
export type Manner = 'plain' | 'hang' | 'deaf' | 'throw' | 'garbage';

export interface Plan {
  readonly id: number;
  readonly manner: Manner;
  /** Which of the oddities. */
  readonly oddity: number;
  /** Turns of the loop before the work, and before each item. */
  readonly turns: number;
  /** Whether the write is done before the manner shows. */
  readonly wroteFirst: boolean;
  readonly items: number;
  /** The item at which the manner of a stream shows. */
  readonly at: number;
  readonly itemBytes: number;
}

export const turn = (): Promise<void> => new Promise(setImmediate);

export async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await turn();
}

/** The target behind the connectors: what they were asked to do, what they did, and what holds them. */
export class World {
  readonly plans = new Map<number, Plan>();
  /** Call → how often its write was done. */
  readonly writes = new Map<number, number>();
  made = 0;
  disposed = 0;
  /** Generators begun and not yet ended. */
  generators = 0;
  /** Calls that wait for what their manner waits for. */
  readonly held = new Set<number>();
  readonly #gate = new AbortController();

  planOf(objectClass: ObjectClass): Plan {
    return this.plans.get(Number(objectClass.type.slice('Plan'.length)))!;
  }

  wrote({ id }: Plan): void {
    this.writes.set(id, (this.writes.get(id) ?? 0) + 1);
  }

  /** Does what the manner of the plan is; plain ones go on. */
  async show({ id, manner, oddity }: Plan, signal: AbortSignal | undefined): Promise<void> {
    if (manner === 'throw') throw THROWS[oddity % THROWS.length]!();
    this.held.add(id);
    try {
      if (manner === 'deaf') await aborted(this.#gate.signal).catch(() => undefined);
      if (manner === 'hang') await aborted(signal);
    } finally {
      this.held.delete(id);
    }
  }

  garbage({ oddity }: Plan): unknown {
    return GARBAGE[oddity % GARBAGE.length];
  }

  /** Lets go of everybody who listens to nothing else, now and from now on. */
  release(): void {
    this.#gate.abort();
  }
}

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    if (!signal) throw new Error('The framework promises a signal.');
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

let present = new World();

/** The world of the schedule that runs. */
export const world = (): World => present;

export function newWorld(): World {
  present = new World();
  return present;
}
