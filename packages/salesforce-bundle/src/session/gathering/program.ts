import { Uid, type ConnectorException } from '@icf-ts/framework/spi';
import { mapError, mapRefusal } from '../../errors/map-error.js';
import { SalesforceRefusal, type SalesforceError } from '../../errors/salesforce-errors.js';
import type { ApiRequest, CallContext } from '../api-request.js';
import { LOOKED_UP } from '../write-steps.js';

/** What Salesforce answered to one part. */
export type PartAnswer = { readonly body: unknown } | { readonly errors: readonly SalesforceError[] };

/** One request among those of a caller. */
export interface Part {
  readonly ref: string;
  readonly request: ApiRequest;
}

interface CompositePart {
  readonly method: ApiRequest['method'];
  readonly url: string;
  readonly referenceId: string;
  readonly body?: ApiRequest['body'];
}

/** A request that can be sent, and whose answer it is. */
export interface ReadyPart {
  readonly program: Program;
  readonly at: number;
  readonly request: ApiRequest;
}

const REFERENCE = /@\{(\w+)\.([^}]+)\}/g;

/**
 * One call of a caller's, which goes out together with those of others: a single request, or the parts of a composite
 * one, that are carried out in their order as Salesforce would.
 */
export class Program {
  readonly request: ApiRequest;
  readonly context: CallContext;
  readonly parts: readonly Part[];
  readonly #isComposite: boolean;
  readonly #answers: PartAnswer[] = [];
  #taken = 0;
  #whole: { readonly body: unknown } | undefined;
  #failure: unknown;

  constructor(request: ApiRequest, context: CallContext, versionPath: string) {
    this.request = request;
    this.context = context;
    this.#isComposite = request.path === '/composite';
    this.parts = this.#isComposite
      ? (request.body as { compositeRequest: readonly CompositePart[] }).compositeRequest.map(
          ({ method, url, referenceId, body }) => ({
            ref: referenceId,
            request: { method, path: url.replace(versionPath, ''), ...(body ? { body } : {}) },
          }),
        )
      : [{ ref: '', request }];
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }
  /** How many requests it takes one after the other, when its references are resolved here. */
  get depth(): number {
    const depths: number[] = [];
    for (const { request } of this.parts) {
      const text = request.path + JSON.stringify(request.body ?? '');
      const before = [...text.matchAll(REFERENCE)].map(([, ref]) => this.#indexOf(ref!));
      depths.push(1 + Math.max(0, ...before.map((at) => depths[at] ?? 0)));
    }
    return Math.max(...depths);
  }
  get onlyReads(): boolean {
    return this.parts.every(({ request }) => request.method === 'GET');
  }
  /** The row that it is about; undefined where there is none yet. */
  get rowId(): string | undefined {
    for (const { request } of this.parts) {
      const [, id] = request.method === 'GET' ? [] : (/^\/sobjects\/\w+\/(\w{15})/.exec(request.path) ?? []);
      if (id) return id;
    }
    // A write of the row that its first part looks for.
    const [{ request }] = this.parts as [Part];
    const isLooked = this.parts.some(({ request: { path } }) => path.includes(LOOKED_UP));
    return isLooked ? /WHERE Id = '(\w{15})/.exec(decodeURIComponent(request.path))?.[1] : undefined;
  }

  /** The next requests that need no answer which is not there yet; what refers to nothing is answered here. */
  takeReady(): readonly ReadyPart[] {
    const ready: ReadyPart[] = [];
    for (; !this.hasFailed && this.#taken < this.parts.length; this.#taken++) {
      const request = this.#filled(this.parts[this.#taken]!.request);
      if (request === 'waits') break;
      if (request === 'halted') this.answer(this.#taken, { errors: [HALTED] });
      else ready.push({ program: this, at: this.#taken, request });
    }
    return ready;
  }

  answer(at: number, answer: PartAnswer): void {
    this.#answers[at] = answer;
  }
  /** Ends it: nobody knows what became of the part that is under way. */
  fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** The answer to the whole, which was sent as it is. */
  answerWhole(body: unknown): void {
    this.#whole = { body };
  }

  /** What the caller would have been answered alone. @throws what the caller's call would have thrown */
  result(): unknown {
    if (this.#failure !== undefined) throw this.#told(this.#failure);
    if (this.#whole) return this.#whole.body;
    if (this.#isComposite) {
      return {
        compositeResponse: this.#answers.map((answer) =>
          'body' in answer
            ? { body: answer.body, httpStatusCode: 200 }
            : { body: answer.errors.map(asElement), httpStatusCode: 400 },
        ),
      };
    }
    const [answer] = this.#answers as [PartAnswer];
    if ('body' in answer) return answer.body;
    throw mapRefusal(answer.errors, this.context);
  }

  /** In the words of this call; with the row's id where its first part is known to have made one. */
  #told(error: unknown): unknown {
    const { cause } = error as { cause?: unknown };
    const [first] = this.#answers;
    const { id } = (first && 'body' in first && first.body ? first.body : {}) as { id?: unknown };
    const context = typeof id === 'string' && !this.context.uid ? { uid: new Uid(id) } : {};
    return retell(error as ConnectorException, cause, { ...this.context, ...context });
  }

  #indexOf(ref: string): number {
    return this.parts.findIndex((part) => part.ref === ref);
  }

  #filled(request: ApiRequest): ApiRequest | 'waits' | 'halted' {
    if (!this.#isComposite) return request;
    let state: 'waits' | 'halted' | undefined;
    const fill = (text: string): string =>
      text.replace(REFERENCE, (whole, ref: string, path: string) => {
        const at = this.#indexOf(ref);
        const answer = this.#answers[at];
        if (at < 0) return whole;
        const value = answer && 'body' in answer ? valueAt(answer.body, path) : undefined;
        if (value === undefined) state ??= answer ? 'halted' : 'waits';
        return String(value);
      });
    const path = fill(request.path);
    const body = request.body && (JSON.parse(fill(JSON.stringify(request.body))) as ApiRequest['body']);
    return state ?? { ...request, path, ...(body ? { body } : {}) };
  }
}

const HALTED: SalesforceError = {
  code: 'PROCESSING_HALTED',
  message: 'Invalid reference specified. It leads to nothing.',
  fields: [],
};

const asElement = ({ code, message, fields }: SalesforceError): object => ({
  errorCode: code,
  message,
  fields,
});

function retell(error: ConnectorException, cause: unknown, context: CallContext): unknown {
  if (cause instanceof SalesforceRefusal) return mapRefusal(cause.errors, context);
  return cause instanceof Error ? mapError(cause, context) : error;
}

/** As `records[0].Id`. */
function valueAt(body: unknown, path: string): string | undefined {
  let value = body;
  for (const name of path.split(/[.[\]]+/).filter((part) => part !== ''))
    value = (value as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
