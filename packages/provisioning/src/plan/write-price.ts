import type { BatchTask, ConnectorObject, CostedRequest, TaskCost, WriteCosts } from '@icf-ts/framework/spi';

/** A task, and the object before it as far as it was read. */
export interface PricedTask {
  readonly task: BatchTask;
  readonly present?: ConnectorObject | undefined;
}

/** Counts the calls of writes as batches come, which takes no more memory than there are names to be looked up. */
export class WritePrice {
  readonly #costs: WriteCosts;
  /** What has been asked so far. */
  readonly #known = new Set<string>();
  #calls = 0;

  constructor(costs: WriteCosts) {
    this.#costs = costs;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Adds the tasks of one batch. */
  add(batch: readonly PricedTask[]): void {
    const { tasksTogether, costOf } = this.#costs;
    for (let at = 0; at < batch.length; at += tasksTogether) {
      const together = batch.slice(at, at + tasksTogether);
      const costs = together.map(({ task, present }) => costOf(task, present));
      this.#calls += this.#questions(costs) + this.#writes(costs);
    }
  }

  /** All ask their next question at the same time, until nobody has one left. */
  #questions(costs: readonly TaskCost[]): number {
    const left = costs.map(({ questions }) => [...questions]).filter(({ length }) => length > 0);
    let calls = 0;
    for (;;) {
      const round = left.map((own) => this.#nextOpen(own)).filter(({ length }) => length > 0);
      if (round.length === 0) return calls;
      const requests = round.flat();
      calls += round.length === 1 ? this.#callsFor(requests.map(alone)) : this.#callsFor(merged(requests));
      for (const { about = [] } of requests) for (const each of about) this.#known.add(each);
    }
  }

  /** The next question of a task of which the answer is not known yet; empty where there is none. */
  #nextOpen(questions: (readonly CostedRequest[])[]): readonly CostedRequest[] {
    for (let next = questions.shift(); next; next = questions.shift()) {
      const open = next.flatMap((request) => {
        if (!request.about) return [request];
        const about = request.about.filter((each) => !this.#known.has(each));
        return about.length > 0 ? [{ ...request, about }] : [];
      });
      if (open.length > 0) return open;
    }
    return [];
  }

  /** All take their next step at the same time. Few tasks of many steps go by themselves. */
  #writes(costs: readonly TaskCost[]): number {
    const programs = costs.map(({ writes }) => writes).filter(({ length }) => length > 0);
    const depth = Math.max(0, ...programs.map(({ length }) => length));
    if (programs.length <= depth)
      return programs.reduce((calls, program) => calls + this.#callsFor(program.flat().flatMap(each)), 0);
    let calls = 0;
    for (let step = 0; step < depth; step++) {
      const { left, jobs } = this.#jobs(programs.map((program) => program[step] ?? []));
      calls += jobs * (this.#costs.jobs?.calls ?? 0) + this.#callsFor(merged(left));
    }
    return calls;
  }

  /** Rows of a kind that come first in so many tasks that they go by a job. */
  #jobs(queues: readonly (readonly CostedRequest[])[]): {
    readonly left: readonly CostedRequest[];
    readonly jobs: number;
  } {
    const threshold = this.#costs.jobs?.rows ?? Infinity;
    const counts = new Map<string, number>();
    for (const [first] of queues)
      if (first?.limited === 'joined') counts.set(first.kind, (counts.get(first.kind) ?? 0) + 1);
    const kinds = new Set([...counts].filter(([, count]) => count >= threshold).map(([kind]) => kind));
    const left = queues.flatMap(([first, ...others]) => {
      if (!first || !kinds.has(first.kind)) return first ? [first, ...others] : others;
      const more = (first.count ?? 1) - 1;
      return more > 0 ? [{ ...first, count: more }, ...others] : others;
    });
    return { left, jobs: kinds.size };
  }

  /** As few calls as take the requests in their order. */
  #callsFor(requests: readonly boolean[]): number {
    const { call } = this.#costs;
    let calls = 0;
    let room = 0;
    let limited = 0;
    for (const isLimited of requests) {
      if (room === 0 || (isLimited && limited === 0)) {
        calls++;
        room = call.requests;
        limited = call.limited;
      }
      room--;
      if (isLimited) limited--;
    }
    return calls;
  }
}

/** Requests of which each kind is as few as can be; true for each that is limited. */
function merged(requests: readonly CostedRequest[]): readonly boolean[] {
  const kinds = new Map<string, { first: CostedRequest; count: number; asked: Set<string> }>();
  for (const request of requests) {
    const kind = kinds.get(request.kind) ?? { first: request, count: 0, asked: new Set() };
    kinds.set(request.kind, kind);
    // Equal questions are one.
    if (request.about) kind.asked.add(request.about.join('\n'));
    else kind.count += request.count ?? 1;
  }
  return [...kinds.values()].flatMap(({ first, count, asked }) => {
    const { rows, limited } = first;
    const all = count + asked.size;
    return Array.from({ length: Math.ceil(all / rows) }, (_, at) => {
      const isSeveral = Math.min(rows, all - at * rows) > 1;
      return limited === 'always' || (limited === 'joined' && isSeveral);
    });
  });
}

const alone = ({ limited }: CostedRequest): boolean => limited === 'always';
const each = (request: CostedRequest): readonly boolean[] =>
  Array.from({ length: request.count ?? 1 }, () => alone(request));
