import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { CORPUS, CRASHES, save, savedInputs } from './corpus.js';
import { Fuzzer, type Progress } from './fuzzer.js';
import { selected } from './selection.js';
import { PRESENT_HEAD, type Report, type WorkerInput } from './worker.js';

const USAGE = `usage: npm run fuzz -- [--runs N] [--minutes M] [--seed S] [--workers W]
       npm run fuzz -- --replay FILE

Feeds damaged streams, facade keys and client sessions to the wire protocol. What does something new is added to
test/fuzz/corpus, what breaks something to test/fuzz/crashes; then the exit code is 1.`;

/** A worker that begins no new input for so long hangs. */
const HANG_MS = 60_000;
const LOOK_MS = 2_000;
const TELL_MS = 60_000;
const MAX_INPUT_BYTES = 1 << 20;
/** A worker that needs more has let an input grow in memory. */
const MAX_HEAP_MB = 768;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '600' },
    seed: { type: 'string' },
    workers: { type: 'string', default: '1' },
    replay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);

if (values.help) console.log(USAGE);
else if (values.replay !== undefined) await replay(values.replay);
else await fuzz(Number(values.runs), Number(values.minutes) * 60_000, Number(values.workers));

async function replay(file: string): Promise<void> {
  const fuzzer = new Fuzzer(1);
  await fuzzer.replayAll(readFileSync(file));
  await fuzzer.dispose();
  console.log(`${file}: read and written as it must be`);
}

interface Hand {
  readonly worker: Worker;
  readonly present: SharedArrayBuffer;
  progress: Progress | undefined;
  features: number;
  heapBytes: number;
  /** The input that it was at when somebody last looked, and since when. */
  at: number;
  sinceMs: number;
  ended: boolean;
}

async function fuzz(runs: number, limitMs: number, workers: number): Promise<void> {
  console.log(`seed ${seed}, ${workers} worker(s), until ${runs} runs or ${limitMs / 60_000} minutes`);
  const startedMs = performance.now();
  const kept: Buffer[] = [];
  const findings = new Map<string, number>();
  const report = (message: string, bytes: Uint8Array): void => {
    const kind = message.replace(/\d+/g, '#').slice(0, 80);
    const times = (findings.get(kind) ?? 0) + 1;
    findings.set(kind, times);
    if (times === 1) console.log(`${save(CRASHES, bytes)}: ${message.slice(0, 2000)}`);
  };
  const hands = Array.from({ length: workers }, (_, at) => start(seed + at, kept, report));
  const sum = (count: (progress: Progress) => number): number =>
    hands.reduce((total, { progress }) => total + (progress ? count(progress) : 0), 0);
  const done = (): number => sum(({ streams, facadeKeys, sessions }) => streams + facadeKeys + sessions);
  const tell = (): void => {
    const seconds = (performance.now() - startedMs) / 1000;
    const heapMb = hands.map(({ heapBytes }) => (heapBytes / 2 ** 20).toFixed(0)).join(' + ');
    console.log(
      `${seconds.toFixed(0)} s: ${done()} runs (${(done() / seconds).toFixed(0)} a second), of them ` +
        `${sum((p) => p.sessions)} sessions and ${sum((p) => p.facadeKeys)} facade keys; ${sum((p) => p.decoded)} decoded, ` +
        `${sum((p) => p.refused)} refused; ${Math.max(...hands.map(({ features }) => features))} features; ` +
        `heap ${heapMb} MB; ${findings.size} kinds of findings`,
    );
  };
  for (let toldMs = 0; hands.some(({ ended }) => !ended);) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    for (const hand of hands) watch(hand, report);
    const elapsedMs = performance.now() - startedMs;
    if (elapsedMs - toldMs > TELL_MS) tell();
    if (elapsedMs - toldMs > TELL_MS) toldMs = elapsedMs;
    if (done() >= runs || elapsedMs >= limitMs) for (const { worker } of hands) worker.postMessage('stop');
  }
  tell();
  const added = selected(kept, savedInputs());
  for (const bytes of added) save(CORPUS, bytes);
  console.log(`${added.length} inputs added to the corpus`);
  process.exitCode = findings.size > 0 ? 1 : 0;
}

function start(own: number, kept: Buffer[], report: (message: string, bytes: Uint8Array) => void): Hand {
  const present = new SharedArrayBuffer(PRESENT_HEAD + MAX_INPUT_BYTES);
  const workerData: WorkerInput = { seed: own, present };
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const hand: Hand = {
    worker,
    present,
    progress: undefined,
    features: 0,
    heapBytes: 0,
    at: 0,
    sinceMs: 0,
    ended: false,
  };
  worker.on('message', (message: Report) => {
    if (message.kind === 'finding') report(message.message, message.bytes);
    else if (message.kind === 'kept') for (const bytes of message.inputs) kept.push(Buffer.from(bytes));
    else Object.assign(hand, message);
  });
  // Out of memory, or an error that nobody caught: the present input is what did it.
  worker.on('error', (error) => report(`the worker died: ${String(error)}`, inputOf(hand)));
  worker.on('exit', () => (hand.ended = true));
  return hand;
}

function watch(hand: Hand, report: (message: string, bytes: Uint8Array) => void): void {
  const at = new Int32Array(hand.present, 0, 2)[0]!;
  if (at !== hand.at || hand.ended) {
    hand.at = at;
    hand.sinceMs = performance.now();
  } else if (performance.now() - hand.sinceMs > HANG_MS) {
    report(`an input hangs for ${HANG_MS} ms`, inputOf(hand));
    void hand.worker.terminate();
  }
}

function inputOf({ present }: Hand): Buffer {
  const length = new Int32Array(present, 0, 2)[1]!;
  return Buffer.from(new Uint8Array(present, PRESENT_HEAD, Math.min(length, MAX_INPUT_BYTES)));
}
