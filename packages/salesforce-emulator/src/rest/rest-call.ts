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
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  header(name: string): string | undefined;
  /** @throws ApiError UNSUPPORTED_MEDIA_TYPE or JSON_PARSER_ERROR */
  body(): JsonRecord;
}

/** `body` undefined sends none. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type RestMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export type RestHandler = (call: RestCall) => RestAnswer;

/** A resource below `/services/data/vXX.0` and the methods it answers to. */
export interface RestResource {
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
