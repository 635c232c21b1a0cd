import type { QualifiedUid } from './connector-object.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import { Interruption, type AbortSource } from './interruption.js';
import type { GuardedString } from './security/guarded-string.js';
import type { SortKey } from './search-result.js';
import type { Locale } from './values/locale.js';

/** The options that ICF knows: our name, ICF's name, and the ICF type of the value. */
export const OPTIONS = {
  scope: { icf: 'SCOPE', type: 'String' },
  container: { icf: 'CONTAINER', type: 'QualifiedUid' },
  runAsUser: { icf: 'RUN_AS_USER', type: 'String' },
  runWithPassword: { icf: 'RUN_WITH_PASSWORD', type: 'GuardedString' },
  attributesToGet: { icf: 'ATTRS_TO_GET', type: 'String[]' },
  returnDefaultAttributes: { icf: 'RETURN_DEFAULT_ATTRIBUTES', type: 'Boolean' },
  allowPartialResults: { icf: 'ALLOW_PARTIAL_RESULTS', type: 'Boolean' },
  allowPartialAttributeValues: { icf: 'ALLOW_PARTIAL_ATTRIBUTE_VALUES', type: 'Boolean' },
  pagedResultsCookie: { icf: 'PAGED_RESULTS_COOKIE', type: 'String' },
  pagedResultsOffset: { icf: 'PAGED_RESULTS_OFFSET', type: 'Integer' },
  pageSize: { icf: 'PAGE_SIZE', type: 'Integer' },
  sortKeys: { icf: 'SORT_KEYS', type: 'SortKey[]' },
  /** The OpenICF fork's: a batch ends at its first failure. */
  failOnError: { icf: 'FAIL_ON_ERROR', type: 'Boolean' },
} as const;

export type Scope = 'object' | 'onelevel' | 'subtree';

/** What a caller may ask for beside the arguments of an operation. */
export interface OperationOptionsInit {
  readonly scope?: Scope | undefined;
  readonly container?: QualifiedUid | undefined;
  readonly runAsUser?: string | undefined;
  readonly runWithPassword?: GuardedString | undefined;
  readonly attributesToGet?: readonly string[] | undefined;
  readonly returnDefaultAttributes?: boolean | undefined;
  readonly allowPartialResults?: boolean | undefined;
  readonly allowPartialAttributeValues?: boolean | undefined;
  readonly pagedResultsCookie?: string | undefined;
  readonly pagedResultsOffset?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly sortKeys?: readonly SortKey[] | undefined;
  readonly failOnError?: boolean | undefined;
  /** Options of the connector's own, by their ICF names. */
  readonly custom?: Readonly<Record<string, unknown>> | undefined;
  /** Ends the call when aborted. Stays in the process: it does not cross the wire. */
  readonly signal?: AbortSignal | undefined;
  /** The caller's locale, for messages. */
  readonly locale?: Locale | undefined;
}

type Known = { readonly [K in keyof typeof OPTIONS]?: OperationOptionsInit[K] };

/** What belongs to a call rather than to its options, and does not cross a wire. */
export interface CallContext {
  /** Ends the call. */
  readonly abort?: AbortSource | undefined;
  /** The caller's locale, for messages. */
  readonly locale?: Locale | undefined;
}

/** The options of one call: read-only, never null. The values by their ICF names are what crosses a wire. */
export class OperationOptions implements Known {
  static readonly NONE = new OperationOptions(new Map());
  readonly values: ReadonlyMap<string, unknown>;
  readonly #context: CallContext;

  constructor(values: ReadonlyMap<string, unknown>, context: CallContext = {}) {
    this.values = values;
    this.#context = context;
  }

  /** Aborted when nobody waits for the answer any longer. */
  get signal(): AbortSignal | undefined {
    const { abort } = this.#context;
    return abort instanceof Interruption ? abort.signal : abort;
  }
  /** As `signal`, for those who need no more than this: a signal may have to be made first. */
  get abort(): AbortSource | undefined {
    return this.#context.abort;
  }
  get locale(): Locale | undefined {
    return this.#context.locale;
  }

  /** @throws IllegalArgumentException for a value of the wrong kind: the caller's fault. */
  static of(init: OperationOptionsInit | OperationOptions = OperationOptions.NONE): OperationOptions {
    if (init instanceof OperationOptions) return init;
    const { signal, locale, custom, ...known } = init;
    const values = new Map<string, unknown>();
    for (const [name, value] of Object.entries(known)) {
      if (value === undefined) continue;
      const row = (OPTIONS as Record<string, { icf: string } | undefined>)[name];
      if (!row) {
        throw new IllegalArgumentException(
          `Unknown option '${name}'. Options of the connector's own go into 'custom'.`,
        );
      }
      values.set(row.icf, value);
    }
    for (const [name, value] of Object.entries(custom ?? {})) values.set(name, value);
    checkCount('pageSize', values.get('PAGE_SIZE'));
    checkCount('pagedResultsOffset', values.get('PAGED_RESULTS_OFFSET'));
    return new OperationOptions(values, { abort: signal, locale });
  }

  /** The same options for another part of the call chain. */
  with({ abort = this.#context.abort, locale = this.#context.locale }: CallContext): OperationOptions {
    return new OperationOptions(this.values, { abort, locale });
  }

  get scope(): Scope | undefined {
    return this.values.get('SCOPE') as Scope | undefined;
  }
  get container(): QualifiedUid | undefined {
    return this.values.get('CONTAINER') as QualifiedUid | undefined;
  }
  get runAsUser(): string | undefined {
    return this.values.get('RUN_AS_USER') as string | undefined;
  }
  get runWithPassword(): GuardedString | undefined {
    return this.values.get('RUN_WITH_PASSWORD') as GuardedString | undefined;
  }
  get attributesToGet(): readonly string[] | undefined {
    return this.values.get('ATTRS_TO_GET') as readonly string[] | undefined;
  }
  get returnDefaultAttributes(): boolean | undefined {
    return this.values.get('RETURN_DEFAULT_ATTRIBUTES') as boolean | undefined;
  }
  get allowPartialResults(): boolean | undefined {
    return this.values.get('ALLOW_PARTIAL_RESULTS') as boolean | undefined;
  }
  get allowPartialAttributeValues(): boolean | undefined {
    return this.values.get('ALLOW_PARTIAL_ATTRIBUTE_VALUES') as boolean | undefined;
  }
  get pagedResultsCookie(): string | undefined {
    return this.values.get('PAGED_RESULTS_COOKIE') as string | undefined;
  }
  get pagedResultsOffset(): number | undefined {
    return this.values.get('PAGED_RESULTS_OFFSET') as number | undefined;
  }
  get pageSize(): number | undefined {
    return this.values.get('PAGE_SIZE') as number | undefined;
  }
  get sortKeys(): readonly SortKey[] | undefined {
    return this.values.get('SORT_KEYS') as readonly SortKey[] | undefined;
  }
  get failOnError(): boolean | undefined {
    return this.values.get('FAIL_ON_ERROR') as boolean | undefined;
  }

  /** The same options with one more, by its ICF name. */
  set(name: string, value: unknown): OperationOptions {
    return new OperationOptions(new Map([...this.values, [name, value]]), this.#context);
  }

  /** The same options without those, by their ICF names. */
  without(...names: readonly string[]): OperationOptions {
    if (!names.some((name) => this.values.has(name))) return this;
    const kept = new Map([...this.values].filter(([name]) => !names.includes(name)));
    return new OperationOptions(kept, this.#context);
  }
}

function checkCount(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new IllegalArgumentException(
      `Option '${name}' must be a whole number, zero or above, not ${String(value)}.`,
    );
  }
}
