import { ProgressWriter, type Progress } from '@icf-ts/provisioning';
import { expect } from 'chai';
import fc from 'fast-check';
import { progressBar } from '#src/progress/progress-formats.js';

const progress = (done: number, failed = 0, before = 0): Progress => ({
  run: '7',
  done,
  before,
  counts: { CONFIRMED: { update: { unchanged: done - failed, ...(failed > 0 ? { failed } : {}) } } },
});

/** A writer with a clock and a stream of the test's. */
function bench(stream: { isTTY?: boolean; columns?: number }, expected?: number) {
  const written: string[] = [];
  let nowMs = Date.UTC(2024, 1, 29);
  const writer = new ProgressWriter({
    stream: { ...stream, write: (text: string) => written.push(text) },
    now: () => nowMs,
    ...(expected === undefined ? {} : { expected }),
  });
  const pass = (ms: number) => (nowMs += ms);
  return { writer, written, pass };
}

describe('progress', () => {
  it('is a bar with rate and estimate on a terminal, written over itself', () => {
    const { writer, written, pass } = bench({ isTTY: true, columns: 100 }, 40_000);
    writer.onProgress(progress(1_000));
    pass(2_000);
    writer.onProgress(progress(10_000, 3));
    writer.end();
    const bar = `${'█'.repeat(7)}${'░'.repeat(23)}  25%  10,000/40,000  5,000/s  3 failed  6 s left`;
    expect(written.at(-2)).to.equal(`\r\u001b[K${bar}`);
    expect(written.at(-1)).to.equal('\n');
  });

  it('is JSON lines elsewhere, the last state included', () => {
    const { writer, written, pass } = bench({}, 600);
    for (const done of [100, 200, 300]) {
      writer.onProgress(progress(done));
      pass(500);
    }
    writer.onProgress(progress(450));
    writer.end();
    writer.end();
    const lines = written.map((line) => JSON.parse(line) as { done: number });
    expect(lines.map(({ done }) => done)).to.deep.equal([100, 300, 450]);
    expect(lines.at(-1)).to.deep.equal({
      ...{ event: 'progress', at: '2024-02-29T00:00:01.500Z', run: '7' },
      ...{ done: 450, expected: 600, perSecond: 300, leftMs: 500 },
      ...{ changed: 0, unchanged: 450, reported: 0, failed: 0 },
    });
    expect(written.every((line) => line.endsWith('}\n'))).to.equal(true);
  });

  it('has a rate for a run of one batch, without what an earlier process did', () => {
    const { writer, written, pass } = bench({}, 66);
    pass(500);
    writer.onProgress(progress(66, 0, 60));
    pass(100);
    // What the listing did not show is looked at: no more objects are done.
    writer.onProgress(progress(66, 0, 60));
    writer.end();
    expect(JSON.parse(written[0]!)).to.include({ done: 66, perSecond: 12 });
    expect(JSON.parse(written.at(-1)!)).to.include({ done: 66, perSecond: 10 });
  });

  it('does not flood', () => {
    const { writer, written, pass } = bench({ isTTY: true });
    for (let done = 1; done <= 1_000; done++) {
      writer.onProgress(progress(done));
      pass(1);
    }
    expect(written).to.have.length(10);
  });

  it('shows the pace of now, not of what came before', () => {
    const { writer, written, pass } = bench({}, 1_000_000);
    let done = 500_000;
    for (let second = 0; second < 200; second++) {
      writer.onProgress(progress((done += second < 100 ? 1_000 : 10)));
      pass(1_000);
    }
    writer.end();
    expect(JSON.parse(written.at(-1)!)).to.deep.include({ perSecond: 10 });
  });

  it('never is longer than the terminal is wide', () => {
    const numbers = fc.nat({ max: 2_000_000 });
    fc.assert(
      fc.property(
        numbers,
        fc.option(numbers, { nil: undefined }),
        fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
        fc.integer({ min: 1, max: 200 }),
        (done, expected, perSecond, columns) => {
          const line = progressBar({ run: '1', counts: {}, done, expected, perSecond }, columns);
          return line.length <= columns && !/[\r\n]|NaN|Infinity|undefined/.test(line);
        },
      ),
    );
  });

  it('says nothing of a run that did nothing', () => {
    const { writer, written } = bench({ isTTY: true });
    writer.end();
    expect(written).to.deep.equal([]);
  });
});
