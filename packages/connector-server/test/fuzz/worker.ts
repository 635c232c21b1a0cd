import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { Fuzzer, type Progress } from './fuzzer.js';
import type { FuzzerEvents } from './fuzzer.js';

export interface WorkerInput {
  readonly seed: number;
  /** Two int32: how many inputs were begun, how long the present one is; then its bytes. */
  readonly present: SharedArrayBuffer;
}

export type Report =
  | {
      readonly kind: 'progress';
      readonly progress: Progress;
      readonly features: number;
      readonly heapBytes: number;
    }
  | { readonly kind: 'finding'; readonly message: string; readonly bytes: Uint8Array }
  | { readonly kind: 'kept'; readonly inputs: readonly Uint8Array[] };

const REPORT_MS = 1_000;
/** So many parents have their turn for each session with a server. */
const PARENTS_PER_SESSION = 25;
export const PRESENT_HEAD = 8;

/** Fuzzes until told to stop; then hands over what it kept. */
async function work({ seed, present }: WorkerInput, port: NonNullable<typeof parentPort>): Promise<void> {
  // Refusals are made by the thousand; nobody reads where.
  Error.stackTraceLimit = 0;
  const head = new Int32Array(present, 0, 2);
  const bytes = new Uint8Array(present, PRESENT_HEAD);
  const post = (report: Report): void => port.postMessage(report);
  const events: FuzzerEvents = {
    before: (input) => {
      bytes.set(input.subarray(0, bytes.length));
      head[1] = input.length;
      head[0]!++;
    },
    found: ({ message, cause }, input) =>
      post({
        kind: 'finding',
        message: `${message}${cause instanceof Error ? ` (${cause.stack})` : ''}`,
        bytes: input,
      }),
  };
  const fuzzer = new Fuzzer(seed, events);
  let stopped = false;
  port.once('message', () => (stopped = true));
  for (let reportMs = 0; !stopped;) {
    for (let parents = PARENTS_PER_SESSION; parents > 0; parents--) fuzzer.step();
    await fuzzer.session();
    await new Promise(setImmediate);
    if (performance.now() < reportMs) continue;
    reportMs = performance.now() + REPORT_MS;
    const heapBytes = getHeapStatistics().used_heap_size;
    post({ kind: 'progress', progress: fuzzer.progress, features: fuzzer.features.size, heapBytes });
  }
  post({ kind: 'progress', progress: fuzzer.progress, features: fuzzer.features.size, heapBytes: 0 });
  post({ kind: 'kept', inputs: fuzzer.kept });
  await fuzzer.dispose();
}

if (parentPort) await work(workerData as WorkerInput, parentPort);
