import { must, mustEqual } from '../assertions.js';
import { casesOf } from '../contract-case.js';

/** What the promise is rejected with; undefined when it is not. */
const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
const SOON_MS = 2_000;

async function mustEndSoon(work: (signal: AbortSignal) => Promise<unknown>, what: string): Promise<void> {
  const controller = new AbortController();
  const reason = new Error('the caller has had enough');
  const startedMs = performance.now();
  const rejected = reasonOf(work(controller.signal));
  setTimeout(() => controller.abort(reason), 20);
  mustEqual(await rejected, reason, `${what}, aborted, must end with the reason of the abort`);
  must(performance.now() - startedMs < SOON_MS, `${what} went on after the abort`);
}

/** Leaving early and aborting. What stays open then shows after the case. */
export const stopCases = [
  ...casesOf(
    'search',
    (add) => {
      add('can be left after the first object', async (bench) => {
        await bench.createMany(5);
        let seen = 0;
        for await (const _ of bench.facade.search(bench.type, bench.mine)) {
          seen++;
          break;
        }
        mustEqual(seen, 1, 'objects seen');
        mustEqual((await bench.list(bench.mine)).length, 5, 'objects found afterwards');
      });
      add('ends when the loop throws', async (bench) => {
        await bench.createMany(3);
        const failure = new Error('in the loop');
        const loop = async (): Promise<void> => {
          for await (const _ of bench.facade.search(bench.type, bench.mine)) throw failure;
        };
        mustEqual(await reasonOf(loop()), failure, 'what the loop threw');
        mustEqual((await bench.list(bench.mine)).length, 3, 'objects found afterwards');
      });
      add('ends when aborted between two objects', async (bench) => {
        await bench.createMany(5);
        const controller = new AbortController();
        const reason = new Error('the caller has had enough');
        const stream = bench.facade.search(bench.type, bench.mine, { signal: controller.signal });
        await stream.next();
        controller.abort(reason);
        mustEqual(await reasonOf(stream.next()), reason, 'what the next object after the abort is');
        mustEqual((await bench.list(bench.mine)).length, 5, 'objects found afterwards');
      });
      add('does not begin when aborted before', async (bench) => {
        const reason = new Error('never mind');
        const stream = bench.facade.search(bench.type, undefined, { signal: AbortSignal.abort(reason) });
        mustEqual(await reasonOf(stream.next()), reason, 'what an aborted search gives');
      });
      add(
        'ends when aborted while the target is slow',
        async (bench) => {
          await bench.create();
          await bench.subject.slowNext!('search');
          await mustEndSoon(
            (signal) => bench.facade.search(bench.type, undefined, { signal }).next(),
            'search',
          );
        },
        { when: ({ slowNext }) => slowNext !== undefined },
      );
    },
    { needs: ['create'] },
  ),
  ...casesOf(
    'create',
    (add) => {
      add('ends when aborted while the target is slow, and creates nothing', async (bench) => {
        await bench.subject.slowNext!('create');
        const attributes = bench.attributes(bench.name());
        await mustEndSoon((signal) => bench.facade.create(bench.type, attributes, { signal }), 'create');
        mustEqual((await bench.list(bench.mine)).length, 0, 'objects created by an aborted create');
      });
    },
    { needs: ['search'], when: ({ slowNext }) => slowNext !== undefined },
  ),
  ...casesOf(
    'sync',
    (add) => {
      add('can be left after the first change', async (bench) => {
        await bench.createMany(3);
        for await (const _ of bench.facade.sync(bench.type)) break;
        await bench.create();
      });
    },
    { needs: ['create'] },
  ),
];
