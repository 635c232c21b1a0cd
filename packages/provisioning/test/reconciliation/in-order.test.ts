import { expect } from 'chai';
import fc from 'fast-check';
import { boundOf, inOrder } from '#src/reconciliation/in-order.js';
import { gate } from './reconciliation-bench.js';

/** Numbers from 0, and whether the reader has been let go. */
function numbers(count: number) {
  const state = { given: 0, isReturned: false };
  async function* source(): AsyncGenerator<number, void, void> {
    try {
      for (; state.given < count; state.given++) {
        await Promise.resolve();
        yield state.given;
      }
    } finally {
      state.isReturned = true;
    }
  }
  return { state, source };
}

describe('work on several items at once', () => {
  it('is bounded, makes use of the bound, and is handed on in order, whichever ends first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(9)), async (parallel, delays) => {
        const { state, source } = numbers(delays.length);
        let underWay = 0;
        let most = 0;
        const seen: number[] = [];
        for await (const item of inOrder(source, { parallel, signal: undefined }, async (each) => {
          most = Math.max(most, ++underWay);
          for (let turn = 0; turn < delays[each]!; turn++) await Promise.resolve();
          return each;
        })) {
          expect(state.given, 'nothing is begun that is further ahead than the bound').to.be.at.most(
            item + parallel,
          );
          seen.push(item);
          underWay -= 1;
        }
        expect(seen).to.deep.equal(delays.map((_delay, index) => index));
        expect(most).to.be.at.most(parallel);
        expect(state.isReturned).to.equal(true);
      }),
    );
  });

  it('has as many items under way as it may', async () => {
    const all = gate();
    let underWay = 0;
    const { source } = numbers(9);
    const work = inOrder(source, { parallel: 3, signal: undefined }, async (item) => {
      if (++underWay === 3) all.open();
      await all.passed;
      return item;
    });
    expect(await work.next()).to.deep.include({ value: 0 });
    await work.return();
  });

  it('hands on what came before a failure, stops what comes behind it, and waits for that', async () => {
    const { state, source } = numbers(20);
    const ended: number[] = [];
    const behind = gate();
    const work = inOrder(source, { parallel: 4, signal: undefined }, async (item, signal) => {
      if (item === 4) {
        behind.open();
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        ended.push(item);
        throw signal.reason as Error;
      }
      if (item === 3) {
        await behind.passed;
        throw new Error('refused');
      }
      return item;
    });
    const seen: number[] = [];
    const message = await (async () => {
      for await (const item of work) seen.push(item);
      return 'none';
    })().catch((error: Error) => error.message);
    expect(message).to.equal('refused');
    expect(seen).to.deep.equal([0, 1, 2]);
    expect(ended).to.deep.equal([4]);
    expect(state.isReturned).to.equal(true);
    expect(state.given).to.be.below(8);
  });

  it('tells of a source that fails where its turn comes', async () => {
    async function* broken(): AsyncGenerator<number, void, void> {
      yield 0;
      await Promise.resolve();
      throw new Error('torn');
    }
    const seen: number[] = [];
    const message = await (async () => {
      const work = inOrder(broken, { parallel: 5, signal: undefined }, (item) => Promise.resolve(item));
      for await (const item of work) seen.push(item);
      return 'none';
    })().catch((error: Error) => error.message);
    expect([seen, message]).to.deep.equal([[0], 'torn']);
  });

  it('is told to stop by the signal of the caller', async () => {
    const stop = new AbortController();
    const { source } = numbers(3);
    const work = inOrder(source, { parallel: 2, signal: stop.signal }, async (item, signal) => {
      stop.abort(new Error('enough'));
      await Promise.resolve();
      signal.throwIfAborted();
      return item;
    });
    expect(await work.next().catch((error: Error) => error.message)).to.equal('enough');
  });

  it('wants a bound that lets something happen', () => {
    expect(boundOf(undefined, 4)).to.equal(4);
    for (const bad of [0, -1, 1.5, Number.NaN]) expect(() => boundOf(bad, 4)).to.throw('from 1');
  });
});
