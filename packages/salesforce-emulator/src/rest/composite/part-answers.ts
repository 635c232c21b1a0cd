import { codeFirstError } from '../../errors/api-error.js';
import type { RestAnswer } from '../rest-call.js';
import { referenceIdRule } from './part.js';

const REFERENCE = /@\{([^}]*)\}/g;

const halted = (message: string): Error => codeFirstError(400, 'PROCESSING_HALTED', message);

/** The answers of the parts that have run, for references in those that follow: `@{ref.records[0].Id}`. */
export class PartAnswers {
  readonly #answers = new Map<string, RestAnswer>();

  set(referenceId: string, answer: RestAnswer): void {
    this.#answers.set(referenceId, answer);
  }

  /**
   * A value with its references filled in. A text that is nothing but a reference becomes the value itself.
   *
   * @throws ApiError PROCESSING_HALTED for a reference to nothing, or to a part that failed
   */
  fill<Value>(value: Value): Value {
    return this.#fill(value) as Value;
  }

  #fill(value: unknown): unknown {
    if (typeof value === 'string') {
      const whole = /^@\{([^}]*)\}$/.exec(value)?.[1];
      if (whole !== undefined) return this.#find(whole);
      return value.replace(REFERENCE, (_match, path: string) => String(this.#find(path)));
    }
    if (Array.isArray(value)) return value.map((item) => this.#fill(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.#fill(member)]));
  }

  #find(path: string): unknown {
    const [referenceId = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
    const answer = this.#answers.get(referenceId);
    if (answer && answer.status >= 400)
      throw halted(`Execution halted as previous operation (${referenceId}) was not successful.`);
    let found: unknown = steps.length === 0 ? undefined : answer?.body;
    for (const step of steps) {
      const members = typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
      found = Object.hasOwn(members, step) ? members[step] : undefined;
    }
    if (found !== undefined && found !== null) return found;
    throw halted(
      `Invalid reference specified. No value for ${path} found in ${referenceId}. ${referenceIdRule(path)}`,
    );
  }
}

/** The ids of the parts that a value refers to. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = (JSON.stringify(value) as string | undefined)?.matchAll(REFERENCE) ?? [];
  return new Set([...found].map(([, path = '']) => path.split(/[.[]/)[0] ?? ''));
}
