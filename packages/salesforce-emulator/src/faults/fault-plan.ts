import type { Catalog } from '../describe/catalog.js';
import { Random } from '../seed/random.js';
import { faultProblems } from './check-fault.js';
import { FAULT_KINDS } from './fault.js';
import type { Fault } from './fault.js';

/** A fault in the plan, and how it went so far. */
export interface PlannedFault {
  readonly fault: Fault;
  /** Requests that matched. */
  readonly seen: number;
  /** Requests it hit. */
  readonly hits: number;
}

interface Entry {
  /** As it was planned. */
  readonly planned: Fault;
  /** With what its kind stands for. */
  readonly fault: Fault;
  readonly random: Random;
  seen: number;
  hits: number;
}

/** How finely `probability` is told apart. */
const CHANCES = 1_000_000;

/** Faults still to happen, in the order they were planned; a request is hit by one at most. */
export class FaultPlan {
  #entries: Entry[] = [];
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** @throws TypeError for what is no fault */
  add(planned: Fault): void {
    const [problem] = faultProblems(planned, this.#catalog);
    if (problem) throw new TypeError(`this fault cannot be planned: ${problem.text}`);
    const fault = { ...(planned.kind && FAULT_KINDS[planned.kind]), ...planned };
    this.#entries.push({ planned, fault, random: new Random(fault.seed ?? 1), seen: 0, hits: 0 });
  }

  list(): readonly PlannedFault[] {
    return this.#entries.map(({ planned, seen, hits }) => ({ fault: planned, seen, hits }));
  }

  clear(): void {
    this.#entries = [];
  }

  /** The fault that hits a request, which uses it up by one. */
  take(method: string, url: string): Fault | undefined {
    const hit = this.#entries.find((entry) => matches(entry.fault, method, url) && strikes(entry));
    if (!hit) return undefined;
    hit.hits += 1;
    const { times = 1 } = hit.fault;
    if (times > 0 && hit.hits >= times) this.#entries = this.#entries.filter((entry) => entry !== hit);
    return hit.fault;
  }
}

function matches(fault: Fault, method: string, url: string): boolean {
  const { path = '/services/data/', method: wanted, object } = fault;
  if (!url.startsWith(path)) return false;
  if (wanted !== undefined && ![wanted].flat().some((one) => one.toUpperCase() === method)) return false;
  return object === undefined || namesObject(url, object);
}

function strikes(entry: Entry): boolean {
  const { nth = 1, probability = 1 } = entry.fault;
  entry.seen += 1;
  return entry.seen >= nth && entry.random.below(CHANCES) < probability * CHANCES;
}

/** True when the path has the object as a segment or the statement in `q` selects from it. */
function namesObject(url: string, object: string): boolean {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const wanted = object.toLowerCase();
  if (path.toLowerCase().split('/').includes(wanted)) return true;
  const statement = new URLSearchParams(search).get('q') ?? '';
  for (const [, name] of statement.matchAll(/\bFROM\s+(\w+)/gi))
    if (name?.toLowerCase() === wanted) return true;
  return false;
}
