import { foldCase } from '@icf-ts/framework';
import type { JsonObject, JsonValue } from '../repository/identity.js';

/** A step into an identity: a name, or the item of a list that has a value under a name. */
type Step = string | { readonly name: string; readonly value: string | boolean };

/**
 * The place of a value in an identity: `name.givenName`, `emails[type=work].value`, `User Login`. A dot that belongs to
 * a name is written `\.`.
 */
export class IdentityPath {
  readonly text: string;
  readonly #steps: readonly Step[];

  private constructor(text: string, steps: readonly Step[]) {
    this.text = text;
    this.#steps = steps;
  }

  /** A list holds the names as they are. @throws Error saying what is wrong with the text. */
  static parse(path: string | readonly string[]): IdentityPath {
    if (typeof path !== 'string') return new IdentityPath(path.map(escaped).join('.'), path);
    const steps: Step[] = [];
    for (const part of path.split(/(?<!\\)\./)) {
      const found = PART.exec(part);
      if (!found) {
        throw new Error(
          `'${path}' is no path such as name.givenName or emails[type=work].value; a dot, [ or ] that belongs to a name is written with \\ before it`,
        );
      }
      const [, name = '', selector, value = ''] = found;
      steps.push(name.replace(/\\(.)/g, '$1'));
      if (selector !== undefined) steps.push({ name: selector, value: valueOf(value) });
    }
    return new IdentityPath(path, steps);
  }

  /** The member of the identity that it leads into. */
  get member(): string {
    return this.#steps[0] as string;
  }

  /** Undefined where there is nothing. */
  read(identity: JsonObject): JsonValue | undefined {
    let at: JsonValue | undefined = identity;
    for (const step of this.#steps) {
      if (at === undefined || at === null || typeof at !== 'object') return undefined;
      if (typeof step !== 'string') {
        at = Array.isArray(at)
          ? (at as readonly JsonValue[]).find((item) => isChosen(item, step))
          : undefined;
      } else {
        at = !Array.isArray(at) && Object.hasOwn(at, step) ? (at as JsonObject)[step] : undefined;
      }
    }
    return at;
  }

  /**
   * The identity with the value in its place; what was given is left as it was, but for the objects that are in `own`:
   * those that were made here before, for which there is no need to copy them again.
   */
  write(identity: JsonObject, value: JsonValue, own = new Set<object>()): JsonObject {
    return written(identity, this.#steps, 0, value, own) as JsonObject;
  }

  /** The identity without the value, and without what held nothing else; the same object where there was none. */
  without(identity: JsonObject): JsonObject {
    return (emptied(identity, this.#steps, 0) ?? {}) as JsonObject;
  }
}

const PART = /^((?:\\.|[^\\[\]])+)(?:\[([^=\][]+)=([^\][]*)\])?$/;
const escaped = (name: string): string => name.replace(/[\\.[\]]/g, '\\$&');
const valueOf = (text: string): string | boolean =>
  text === 'true' ? true : text === 'false' ? false : text;

const isChosen = (item: JsonValue, { name, value }: Exclude<Step, string>): boolean =>
  typeof item === 'object' &&
  item !== null &&
  !Array.isArray(item) &&
  Object.hasOwn(item, name) &&
  foldCase(String((item as JsonObject)[name])) === foldCase(String(value));

function written(
  at: JsonValue | undefined,
  steps: readonly Step[],
  index: number,
  value: JsonValue,
  own: Set<object>,
): JsonValue {
  const step = steps[index];
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const present = isObject(at) ? at : {};
    const owner: Record<string, JsonValue> = own.has(present) ? present : { ...present };
    own.add(owner);
    const inner = written(Object.hasOwn(owner, step) ? owner[step] : undefined, steps, index + 1, value, own);
    // Assigning would reach the prototype by a name that an identity may have.
    if (step === '__proto__') {
      Object.defineProperty(owner, step, {
        value: inner,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else owner[step] = inner;
    return owner;
  }
  const list = Array.isArray(at) ? (at as readonly JsonValue[]) : [];
  const chosen = list.findIndex((item) => isChosen(item, step));
  // Nothing need be said of an item that is not there.
  if (chosen < 0 && value === null) return list;
  const before = chosen < 0 ? { [step.name]: step.value } : list[chosen];
  const item = written(before, steps, index + 1, value, own);
  return chosen < 0 ? [...list, item] : list.with(chosen, item);
}

/** What is left; undefined where that is nothing. Of a list no item keeps the value, whichever `read` would find. */
function emptied(at: JsonValue | undefined, steps: readonly Step[], index: number): JsonValue | undefined {
  const step = steps[index];
  if (step === undefined) return undefined;
  if (typeof step === 'string') {
    if (!isObject(at) || !Object.hasOwn(at, step)) return at;
    const inner = emptied(at[step], steps, index + 1);
    if (inner === at[step]) return at;
    if (inner !== undefined) return { ...at, [step]: inner };
    const { [step]: _gone, ...rest } = at;
    return Object.keys(rest).length > 0 ? rest : undefined;
  }
  if (!Array.isArray(at)) return at;
  const list = at as readonly JsonValue[];
  const left = list.map((item) => (isChosen(item, step) ? emptied(item, steps, index + 1) : item));
  if (left.every((item, place) => item === list[place])) return at;
  const items = left.filter((item) => item !== undefined);
  return items.length > 0 ? items : undefined;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
