import { ObjectPoolConfiguration } from '@icf-ts/framework';
import type { PoolableConnector } from '@icf-ts/framework/spi';
import type { Clock } from '#src/runtime/clock.js';
import { ConnectorLife } from '#src/runtime/connector-life.js';
import { ConnectorPool } from '#src/runtime/pool/connector-pool.js';

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly action: () => void }>();

  get timers(): number {
    return this.#timers.size;
  }
  now(): number {
    return this.#now;
  }
  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
  /** Moves on without a timer, as when the process was busy. */
  oversleep(ms: number): void {
    this.#now += ms;
  }
  /** Moves on; timers fire in the order of their times, and what follows from each happens before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Duty = () => void | Promise<void>;

export class FakeConnector implements PoolableConnector {
  disposals = 0;
  checks = 0;
  alive = true;
  onInit: Duty = () => undefined;
  onCheck: Duty = () => undefined;
  onDispose: Duty = () => undefined;
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
  init(): void | Promise<void> {
    return this.onInit();
  }
  checkAlive(): void | Promise<void> {
    this.checks++;
    return this.onCheck();
  }
  async dispose(): Promise<void> {
    this.disposals++;
    try {
      await this.onDispose();
    } finally {
      this.alive = false;
    }
  }
}

/** A pool with the connectors that it has made; `prepare` sees each before its `init`. */
export function fakePool(
  settings: Partial<ObjectPoolConfiguration>,
  prepare: (connector: FakeConnector) => void = () => undefined,
): { clock: FakeClock; made: FakeConnector[]; pool: ConnectorPool } {
  const clock = new FakeClock();
  const made: FakeConnector[] = [];
  const life = new ConnectorLife(
    {
      connectorName: 'Fake',
      make: () => {
        const connector = new FakeConnector(made.length);
        made.push(connector);
        prepare(connector);
        return connector;
      },
      configuration: () => ({}),
      instanceName: null,
    },
    clock,
  );
  const pool = new ConnectorPool(life, new ObjectPoolConfiguration(settings), clock);
  return { clock, made, pool };
}

/** The error that a promise fails with; the value where it does not. */
export const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
