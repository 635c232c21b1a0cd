import type { Readable } from 'node:stream';
import { requestErrors } from '../errors/request-errors.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import type { Session } from '../identity/session-registry.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { JsonRecord } from '../rows/json-record.js';

/** A REST call that has passed authentication, free of the HTTP server beneath it. */
export interface RestCall {
  readonly org: OrgState;
  readonly session: Session;
  readonly runningUser: Row;
  /** `/services/data/vXX.0` of the request. */
  readonly basePath: string;
  /** The number in `basePath`, e.g. 62. */
  readonly version: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  header(name: string): string | undefined;
  /** @throws ApiError UNSUPPORTED_MEDIA_TYPE or JSON_PARSER_ERROR */
  body(): JsonRecord;
  /** The body as it came. */
  text(): string;
  /** The table that a bulk upload carries, in pieces as it came; none for other calls. */
  upload(): readonly Buffer[];
  /**
   * Makes another call on behalf of this one: same user and session, not counted, refusals as answers.
   *
   * @param part its path below `/services/data/vXX.0` with query, and what it sends as JSON; the version is that of
   *   this call unless it names one
   */
  within(part: PartRequest): RestAnswer;
}

/** A call within a call, as composite resources make them. */
export interface PartRequest {
  readonly method: string;
  readonly url: string;
  /** Such as `v58.0`. */
  readonly version?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** JSON in `body`, or any other text in `content`; neither sends none. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly content?: { readonly type: string; readonly text: string | Buffer | Readable };
  readonly headers?: Readonly<Record<string, string>>;
}

export type RestMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export type RestHandler = (call: RestCall) => RestAnswer;

/** A resource below `/services/data/vXX.0` and the methods it answers to. */
export interface RestResource {
  /** The first version that has it; by default all do. */
  readonly since?: number;
  /** With parameters as `:object`. */
  readonly path: string;
  readonly methods: Partial<Record<RestMethod, RestHandler>>;
}

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const noContent: RestAnswer = { status: 204 };

/** The object that the path names, in whatever case. @throws ApiError NOT_FOUND */
export function objectOf(call: RestCall): ObjectSpec {
  const spec = call.org.catalog.named(call.params.object ?? '');
  if (!spec) throw requestErrors.notFound();
  return spec;
}
