import type { HttpMethods } from 'jsforce';
import type { ErrorContext } from '../errors/map-error.js';

/** One request of the REST API. `path` starts at the version's root, or at /services. */
export interface ApiRequest {
  readonly method: HttpMethods;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** A table, in the place of a body. */
  readonly csv?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where the answer is no JSON: it is then a {@link TextAnswer}. */
  readonly answers?: 'text/csv';
}

/** An answer as it came, with the names of its headers in lower case. */
export interface TextAnswer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Who asks, for deadlines and for errors. */
export interface CallContext extends ErrorContext {
  readonly signal?: AbortSignal | undefined;
}
