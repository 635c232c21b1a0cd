import { expect } from 'chai';
import fc from 'fast-check';
import { fakePool, settle, type FakeConnector } from './pool-fakes.js';

/*
 * Whatever happens in whatever order: never more connectors than allowed, none lent twice or after its disposal, those
 * who wait served in order, nobody forgotten, and all disposed at the end.
 */

type Fate = 'ok' | 'fail' | 'hang';
type Action = 'acquire' | 'release' | 'break' | 'abort' | 'advance' | 'step' | 'close';
type Deed = readonly [Action, number];

interface Call {
  readonly control: AbortController;
  connector?: FakeConnector;
  error?: unknown;
}

/** Together less than the 30 s after which a connector that is merely slow counts as hanging. */
const MOST_DEEDS = 60;
const MOST_MS = 450;

const deeds = (...actions: Action[]): fc.Arbitrary<Deed[]> =>
  fc.array(fc.tuple(fc.constantFrom(...actions), fc.nat(MOST_MS)), { maxLength: MOST_DEEDS, size: 'max' });

const settings = fc.record({
  maxObjects: fc.integer({ min: 1, max: 4 }),
  maxIdle: fc.nat(4),
  minIdle: fc.nat(2),
  maxWaitMs: fc.constantFrom(500, 1_000_000),
  minEvictableIdleTimeMs: fc.constantFrom(0, 300, 120_000),
  maxIdleTimeMs: fc.constantFrom(0, 400),
  maxLifeMs: fc.constantFrom(0, 700),
});

/** The pool under test with the calls made to it, and the rules that hold at every moment. */
class World {
  readonly calls: Call[] = [];
  readonly served: Call[] = [];
  readonly lent = new Set<FakeConnector>();
  readonly strict: boolean;
  readonly maxObjects: number;
  readonly setup: ReturnType<typeof fakePool>;
  closing: Promise<void> | undefined;
  readonly #offences: string[] = [];

  constructor(
    config: { readonly maxObjects: number },
    strict: boolean,
    prepare?: (connector: FakeConnector) => void,
  ) {
    this.strict = strict;
    this.maxObjects = config.maxObjects;
    this.setup = fakePool(config, prepare);
  }

  get pending(): Call[] {
    return this.calls.filter(({ connector, error }) => !connector && error === undefined);
  }

  do([action, argument]: Deed): void | Promise<unknown> {
    const { pool, clock } = this.setup;
    const held = [...this.lent][argument % (this.lent.size || 1)];
    const waiting = this.pending[argument % (this.pending.length || 1)];
    if (action === 'acquire') return this.#acquire();
    if (action === 'abort') return waiting?.control.abort(new Error('aborted'));
    if (action === 'advance') return clock.advance(argument);
    if (action === 'close') this.closing ??= pool.close();
    if ((action === 'release' || action === 'break') && held) {
      this.lent.delete(held);
      void pool.release(held, action === 'break');
    }
  }

  check(): void {
    const { pool, made } = this.setup;
    expect(this.#offences).to.deep.equal([]);
    const { active, idle, waiting } = pool.statistics();
    expect(active + idle).to.be.at.most(this.maxObjects);
    if (this.strict) {
      expect(made.filter(({ alive }) => alive).length, 'alive').to.be.at.most(this.maxObjects);
    }
    if (waiting > 0) expect([active, idle], 'forgotten').to.deep.equal([this.maxObjects, 0]);
  }

  #acquire(): void {
    const call: Call = { control: new AbortController() };
    this.calls.push(call);
    this.setup.pool.acquire(call.control.signal).then(
      (connector) => {
        call.connector = connector as FakeConnector;
        if (this.lent.has(call.connector)) this.#offences.push('lent twice');
        if (call.connector.disposals > 0) this.#offences.push('lent after its disposal');
        this.lent.add(call.connector);
        this.served.push(call);
      },
      (error: unknown) => (call.error = error),
    );
  }

  /** Everybody lets go, and the pool closes. */
  async end(step: () => Promise<void>): Promise<void> {
    const { pool, clock, made } = this.setup;
    const limits = 5;
    for (let round = 0; this.pending.length + this.lent.size > 0; round++) {
      expect(round, 'a call was forgotten').to.be.below(this.calls.length + made.length + limits);
      if (this.lent.size === 0) await this.do(['abort', 0]);
      while (this.lent.size > 0) await this.do(['release', 0]);
      await step();
      this.check();
    }
    const closed = pool.close();
    for (let i = 0; i < limits; i++) {
      await clock.advance(30_000);
      await step();
    }
    await closed;
    const { active, idle, waiting, created, disposed } = pool.statistics();
    expect([active, idle, waiting, clock.timers]).to.deep.equal([0, 0, 0, 0]);
    expect(created).to.equal(made.length);
    if (this.strict) {
      expect(disposed).to.equal(created);
      expect(made.every(({ disposals }) => disposals === 1)).to.equal(true);
    }
    expect(made.every(({ disposals }) => disposals <= 1)).to.equal(true);
  }
}

describe('connector pool, whatever happens', () => {
  const run = (fates: fc.Arbitrary<Fate>, strict: boolean): Promise<void> =>
    fc.assert(
      fc.asyncProperty(
        settings,
        deeds('acquire', 'acquire', 'release', 'break', 'abort', 'advance', 'step', 'step', 'close'),
        fc.array(fates, { minLength: 1, maxLength: 20 }),
        fc.scheduler(),
        async (config, todo, fateOf, scheduler) => {
          let turn = 0;
          const duty = async (label: string): Promise<void> => {
            const fate = fateOf[turn++ % fateOf.length]!;
            if (fate === 'hang') return new Promise(() => undefined);
            await scheduler.schedule(Promise.resolve(), label);
            if (fate === 'fail') throw new Error(`${label} failed`);
          };
          const world = new World(config, strict, (connector) => {
            connector.onInit = () => duty('init');
            connector.onCheck = () => duty('check');
            connector.onDispose = () => duty('dispose');
          });
          for (const deed of todo) {
            if (deed[0] === 'step' && scheduler.count() > 0) await scheduler.waitOne();
            else if (deed[0] !== 'step') await world.do(deed);
            if (deed[1] % 2 === 0) await settle();
            world.check();
          }
          await world.end(async () => {
            do {
              await settle();
              while (scheduler.count() > 0) await scheduler.waitOne();
              await settle();
            } while (scheduler.count() > 0);
          });
        },
      ),
      { numRuns: 300 },
    );

  it('keeps its promises while connectors are slow and fail', () =>
    run(fc.constantFrom('ok', 'ok', 'fail'), true));
  it('keeps going while connectors hang', () => run(fc.constantFrom('ok', 'ok', 'fail', 'hang'), false));

  it('serves calls in the order in which they came', () =>
    fc.assert(
      fc.asyncProperty(
        settings,
        deeds('acquire', 'acquire', 'acquire', 'release', 'break', 'abort', 'advance'),
        async (config, todo) => {
          const world = new World(config, true);
          for (const deed of todo) {
            await world.do(deed);
            await settle();
            world.check();
          }
          await world.end(settle);
          expect(world.served).to.deep.equal(world.calls.filter(({ connector }) => connector));
        },
      ),
      { numRuns: 300 },
    ));
});
