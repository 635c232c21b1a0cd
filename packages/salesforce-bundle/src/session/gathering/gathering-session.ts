import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { text } from '../../words/text.js';
import type { ApiRequest, CallContext } from '../api-request.js';
import type { Credentials, Login } from '../login/login.js';
import type { SalesforceSession, Session } from '../session.js';
import { mustBeAlone } from '../step-requests.js';
import { Program } from './program.js';
import { runPrograms } from './run-programs.js';

/** When calls go out: once nobody adds to them any more, or some time after the first. */
export type GatheringRule =
  /** Rows of a kind, so many at once, go by a Bulk job; 0: none do. */
  { readonly until: 'idle'; readonly ingestThreshold: number } | { readonly windowMs: number };

/** Calls that are enough to be sent at once. */
const MAX_GATHERED = 200;

interface Waiting {
  readonly program: Program;
  readonly settle: () => void;
}

/**
 * A session that carries out together what several callers ask for at the same time, so that whatever is written for one
 * object is good for many: the same code, fewer calls. Each caller is answered, refused and interrupted as if it were
 * alone; writes of one row keep their order. Salesforce's references between requests are resolved here.
 */
export class GatheringSession implements Session {
  readonly #session: SalesforceSession;
  readonly #rule: GatheringRule;
  /** The last call about a row, by its id of 15 characters. */
  readonly #lastOf = new Map<string, Promise<void>>();
  #waiting: Waiting[] = [];
  #isWorking = false;
  #added = 0;

  constructor(session: SalesforceSession, rule: GatheringRule) {
    this.#session = session;
    this.#rule = rule;
  }

  get describes(): Session['describes'] {
    return this.#session.describes;
  }
  get idsByName(): Session['idsByName'] {
    return this.#session.idsByName;
  }
  get usage(): Session['usage'] {
    return this.#session.usage;
  }
  get serverClock(): Session['serverClock'] {
    return this.#session.serverClock;
  }
  get versionPath(): string {
    return this.#session.versionPath;
  }
  get apiVersion(): number {
    return this.#session.apiVersion;
  }
  userId(): Promise<string> {
    return this.#session.userId();
  }
  serverTimeMs(context: CallContext): Promise<number> {
    return this.#session.serverTimeMs(context);
  }
  loginAs(user: Credentials, signal?: AbortSignal): Promise<Login> {
    return this.#session.loginAs(user, signal);
  }
  close(): void {
    this.#session.close();
  }

  async request<T>(request: ApiRequest, context: CallContext): Promise<T> {
    if (!isGathered(request)) return this.#session.request<T>(request, context);
    const program = new Program(request, context, this.versionPath);
    await this.#interrupted(program, this.#inTurn(program));
    return program.result() as T;
  }

  /** After the call before it about the same row. */
  #inTurn(program: Program): Promise<void> {
    const key = program.rowId;
    if (key === undefined) return this.#gather(program);
    const before = this.#lastOf.get(key);
    const done = before ? before.then(() => this.#gather(program)) : this.#gather(program);
    this.#lastOf.set(key, done);
    return done.then(() => {
      if (this.#lastOf.get(key) === done) this.#lastOf.delete(key);
    });
  }

  #gather(program: Program): Promise<void> {
    if (program.context.signal?.aborted) return Promise.resolve();
    return new Promise((settle) => {
      this.#added++;
      this.#waiting.push({ program, settle });
      if ('until' in this.#rule) void this.#workUntilIdle();
      else if (this.#waiting.length === 1) void this.#runAfter(this.#rule.windowMs);
      else if (this.#waiting.length >= MAX_GATHERED) void this.#run(this.#taken());
    });
  }

  async #runAfter(ms: number): Promise<void> {
    await pause(ms);
    if (this.#waiting.length > 0) await this.#run(this.#taken());
  }

  /** Readings go first: whoever waits for them may add to the writes. */
  async #workUntilIdle(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    while (this.#waiting.length > 0) {
      for (let seen = -1; seen !== this.#added;) {
        seen = this.#added;
        await turn();
      }
      const all = this.#taken();
      const reads = all.filter(({ program }) => program.onlyReads);
      if (reads.length > 0) this.#waiting.push(...all.filter(({ program }) => !program.onlyReads));
      await this.#run(reads.length > 0 ? reads : all);
    }
    this.#isWorking = false;
  }

  get #ingestThreshold(): number {
    return 'until' in this.#rule ? this.#rule.ingestThreshold : 0;
  }

  #taken(): readonly Waiting[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  async #run(all: readonly Waiting[]): Promise<void> {
    const present = all.filter(({ program }) => !program.context.signal?.aborted);
    const programs = present.map(({ program }) => program);
    try {
      const signal = signalOfAll(programs);
      const { alone, together } = parted(programs);
      await Promise.all([
        ...alone.map((program) => this.#alone(program)),
        runPrograms(
          this.#session,
          together,
          { action: text('action.together'), signal },
          this.#ingestThreshold,
        ),
      ]);
    } catch (error) {
      for (const program of programs) program.fail(error);
    }
    for (const { settle } of all) settle();
  }

  async #alone(program: Program): Promise<void> {
    try {
      program.answerWhole(await this.#session.request<unknown>(program.request, program.context));
    } catch (error) {
      program.fail(error);
    }
  }

  /** Whoever is interrupted leaves; what was sent goes on for the others. */
  async #interrupted({ context: { signal } }: Program, done: Promise<void>): Promise<void> {
    // Who waits until all are idle came together and leaves together, with the call itself.
    if (!signal || 'until' in this.#rule) return done;
    let leave: (() => void) | undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) resolve();
    });
    await Promise.race([done, left]);
    signal.removeEventListener('abort', leave!);
    if (signal.aborted) throw signal.reason;
  }
}

/**
 * Few calls with references in them are fewer than the answers that they would have to wait for. What has to go by itself
 * does not count among them: the others cannot share its requests.
 */
function parted(programs: readonly Program[]): {
  readonly alone: readonly Program[];
  readonly together: readonly Program[];
} {
  // What refers within a composite request of its own is meant to.
  const odd = programs.filter(({ request }) => request.path !== '/composite' && mustBeAlone(request));
  const others = programs.filter((program) => !odd.includes(program));
  return others.length <= Math.max(...others.map(({ depth }) => depth))
    ? { alone: others, together: odd }
    : { alone: [], together: programs };
}

/** Pages of queries, texts and metadata are read by one caller for itself. */
function isGathered({ path, headers, answers, body }: ApiRequest): boolean {
  if (headers || answers) return false;
  if (path !== '/composite') return path.startsWith('/sobjects/') || path.startsWith('/query?q=');
  const { compositeRequest } = body as { compositeRequest: readonly { httpHeaders?: object }[] };
  return compositeRequest.every(({ httpHeaders }) => httpHeaders === undefined);
}

/** Aborted once nobody waits any longer. */
function signalOfAll(programs: readonly Program[]): AbortSignal | undefined {
  const signals = programs.flatMap(({ context }) => context.signal ?? []);
  if (signals.length < programs.length) return undefined;
  if (new Set(signals).size === 1) return signals[0];
  const all = new AbortController();
  let present = signals.length;
  const leave = (): void => {
    present--;
    if (present === 0) all.abort(signals[0]!.reason);
  };
  for (const signal of signals) signal.addEventListener('abort', leave, { once: true });
  return all.signal;
}
