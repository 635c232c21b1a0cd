import { must, mustEqual } from '../assertions.js';
import { casesOf } from '../contract-case.js';

/** Gives the connector the time to listen before something happens. */
const LISTENING_MS = 20;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LISTENING_MS));

export const liveSyncCases = casesOf(
  'liveSync',
  (add) => {
    add('hands on changes as they happen, and can be left', async (bench) => {
      const stream = bench.facade.liveSync(bench.type);
      const first = stream.next();
      await pause();
      const { uid } = await bench.create();
      const { value } = await first;
      mustEqual(value?.uid.value, uid.value, 'the Uid of the change');
      must(value!.objectClass.equals(bench.type), 'the change is of another object class');
      await stream.return();
    });
    add('ends by abort', async (bench) => {
      const controller = new AbortController();
      const reason = new Error('enough');
      const next = bench.facade.liveSync(bench.type, { signal: controller.signal }).next();
      await pause();
      controller.abort(reason);
      const error = await next.then(
        () => undefined,
        (caught: unknown) => caught,
      );
      mustEqual(error, reason, 'what an aborted live sync gives');
    });
  },
  { needs: ['create'] },
);
