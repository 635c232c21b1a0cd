import { Breeding } from './breeding.js';
import { savedInputs } from './corpus.js';
import { ServerUnderTest } from './client-sessions.js';
import { tryFacadeKey } from './facade-keys.js';
import { Finding } from './finding.js';
import { bodiesOf, typeOf, type Body } from './input.js';
import { Random } from './random.js';
import { seedBodies } from './seeds.js';
import { tryStream, type Outcome } from './wire.js';

/** How many children one parent has before the next takes its turn. */
const CHILDREN = 16;
/** Longer inputs are not kept, new or not. */
const MAX_KEPT_BYTES = 4000;
/** Parents beside the seeds; then new ones take the places of old ones. */
const MAX_BRED = 4000;
/** An input takes microseconds; this is long even on a busy machine, three times over. */
const SLOW_MS = 200;

export interface FuzzerEvents {
  /** Every input before it is tried: whoever hangs or dies leaves it behind. */
  readonly before?: (bytes: Buffer) => void;
  readonly found?: (finding: Finding, bytes: Buffer) => void;
}

export interface Progress {
  streams: number;
  decoded: number;
  refused: number;
  facadeKeys: number;
  sessions: number;
}

/** Breeds inputs from seeds and from whatever did something new, and tries each. The same seed does the same. */
export class Fuzzer {
  readonly progress: Progress = { streams: 0, decoded: 0, refused: 0, facadeKeys: 0, sessions: 0 };
  readonly features = new Set<string>();
  /** Streams that showed a feature first. */
  readonly kept: Buffer[] = [];
  readonly #events: FuzzerEvents;
  readonly #random: Random;
  readonly #breeding: Breeding;
  readonly #parents: Body[] = seedBodies();
  readonly #bred: Body[] = [];
  readonly #configurations: readonly Body[];
  readonly #server = new ServerUnderTest();

  constructor(seed: number, events: FuzzerEvents = {}) {
    this.#random = new Random(seed);
    this.#breeding = new Breeding(this.#random);
    this.#events = events;
    this.#configurations = this.#parents.filter((body) => typeOf(body) === 'APIConfiguration');
    for (const { bytes } of savedInputs()) this.replay(bytes);
  }

  get runs(): number {
    return this.progress.streams + this.progress.facadeKeys + this.progress.sessions;
  }

  /** Tries an input as everything that it may have been. */
  async replayAll(bytes: Buffer): Promise<void> {
    this.replay(bytes);
    this.#guarded(bytes, () => tryFacadeKey(bytes, this.#random));
    await this.#server.try(bytes);
  }

  /** Tries a stream, looking at all of it. */
  replay(bytes: Buffer): void {
    const outcome = this.#guarded(bytes, () => tryStream(bytes, true));
    this.#learn(bytes, outcome);
  }

  /** One parent's children. */
  step(): void {
    const random = this.#random;
    const pool = random.oneIn(2) && this.#bred.length > 0 ? this.#bred : this.#parents;
    // The shorter of two: short inputs are quick, and reach as much.
    const [parent, other] = [random.pick(pool), random.pick(pool)];
    const shorter = parent.bytes.length < other.bytes.length ? parent : other;
    for (let left = CHILDREN; left > 0; left--) {
      const bytes = this.#breeding.child(shorter, this.#parents);
      const outcome = this.#guarded(bytes, () => tryStream(bytes));
      this.progress.streams++;
      if (outcome && this.#learn(bytes, outcome) && bytes.length <= MAX_KEPT_BYTES) this.kept.push(bytes);
    }
    if (!random.oneIn(4)) return;
    const key = this.#breeding.child(random.pick(this.#configurations), this.#parents);
    this.#guarded(key, () => tryFacadeKey(key, random));
    this.progress.facadeKeys++;
  }

  /** One client's whole session with a server. */
  async session(): Promise<void> {
    const bytes = this.#breeding.session(this.#parents);
    this.#events.before?.(bytes);
    this.progress.sessions++;
    try {
      await this.#server.try(bytes);
    } catch (error) {
      this.#report(error, bytes);
    }
  }

  dispose(): Promise<void> {
    return this.#server.dispose();
  }

  /** Whether the outcome shows anything for the first time; then the input has children of its own. */
  #learn(bytes: Buffer, outcome: Outcome | undefined): boolean {
    if (!outcome) return false;
    if (outcome.values > 0) this.progress.decoded++;
    if (outcome.refusal !== undefined) this.progress.refused++;
    if (outcome.features.every((feature) => this.features.has(feature))) return false;
    for (const feature of outcome.features) this.features.add(feature);
    for (const body of bodiesOf(bytes)) {
      const at = this.#bred.length < MAX_BRED ? this.#bred.length : this.#random.below(MAX_BRED);
      this.#bred[at] = body;
    }
    return true;
  }

  #guarded<T>(bytes: Buffer, work: () => T): T | undefined {
    this.#events.before?.(bytes);
    try {
      const startedMs = performance.now();
      const outcome = work();
      if (performance.now() - startedMs > SLOW_MS) refuseSlow(work);
      return outcome;
    } catch (error) {
      this.#report(error, bytes);
      return undefined;
    }
  }

  #report(error: unknown, bytes: Buffer): void {
    const finding =
      error instanceof Finding ? error : new Finding(`the checks threw ${String(error)}`, { cause: error });
    if (!this.#events.found) throw finding;
    this.#events.found(finding, bytes);
  }
}

/** A machine may be busy once, hardly three times. */
function refuseSlow(work: () => unknown): void {
  const times = [0, 1, 2].map(() => {
    const startedMs = performance.now();
    work();
    return performance.now() - startedMs;
  });
  const bestMs = Math.min(...times);
  if (bestMs > SLOW_MS) throw new Finding(`an input took ${bestMs.toFixed(0)} ms`);
}
