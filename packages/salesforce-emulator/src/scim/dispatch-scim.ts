import { requestErrors } from '../errors/request-errors.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { liveSession } from '../rest/dispatch.js';
import type { RestAnswer, RestMethod } from '../rest/rest-call.js';
import { ACCESS_ENDPOINTS } from './access/access-endpoints.js';
import { CONFIG_ENDPOINTS } from './config-endpoints.js';
import { dialectOf } from './dialect.js';
import { isDocument } from './document/scim-document.js';
import type { ScimDocument } from './document/scim-document.js';
import { GROUP_ENDPOINTS } from './groups/group-endpoint.js';
import type { ScimEndpoint } from './scim-call.js';
import { errorAnswer, MalformedPayload, scimErrors } from './scim-error.js';
import { ME_ENDPOINT, USER_ENDPOINT } from './users/user-endpoint.js';

const ENDPOINTS: readonly ScimEndpoint[] = [
  ...CONFIG_ENDPOINTS,
  USER_ENDPOINT,
  ME_ENDPOINT,
  ...GROUP_ENDPOINTS,
  ...ACCESS_ENDPOINTS,
];

/** A request to `/services/scim/vN/…` as the HTTP server hands it over. */
export interface ScimRequest {
  readonly method: string;
  /** The path's version segment, such as `v2`. */
  readonly version: string;
  /** What follows the version, decoded. */
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string | undefined>>;
  header(name: string): string | undefined;
  text(): string;
}

/**
 * Answers a SCIM request, which counts as an API call like those of REST; its own refusals are answers, in the form
 * of its generation.
 *
 * @throws ApiError for what is refused as in REST: session, daily limit, a version that does not exist
 */
export function dispatchScim(org: OrgState, request: ScimRequest): RestAnswer {
  const session = liveSession(org, request);
  if (session.passwordExpired) throw requestErrors.passwordExpired();
  const dialect = dialectOf(request.version);
  if (!dialect) throw requestErrors.notFound();
  if (org.usage.usedToday >= org.usage.limit) throw requestErrors.dailyLimit();
  const [name = '', id] = request.segments;
  const endpoint = ENDPOINTS.find(
    (candidate) =>
      candidate.name.toLowerCase() === name.toLowerCase() &&
      (candidate.version ?? dialect.version) === dialect.version,
  );
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const counted = endpoint ? `/${endpoint.name}${id === undefined ? '' : '/{id}'}` : '/(unknown)';
  org.usage.countCall(`${method} /scim/v${dialect.version}${counted}`);
  try {
    const handler = handlerOf(endpoint, method, request.segments.length);
    // A user and his permission sets are written together or not at all.
    return org.store.transaction(() =>
      handler({
        org,
        dialect,
        runningUser: userRow(org, session.userId),
        id: id ?? '',
        query: request.query,
        body: () => readBody(request),
      }),
    );
  } catch (error) {
    return errorAnswer(error, dialect);
  }
}

function handlerOf(endpoint: ScimEndpoint | undefined, method: string, segmentCount: number) {
  const methods = segmentCount === 1 ? endpoint?.all : segmentCount === 2 ? endpoint?.one : undefined;
  if (!methods || Object.keys(methods).length === 0) throw scimErrors.noEndpoint();
  const handler = methods[method as RestMethod];
  if (!handler) throw scimErrors.methodNotAllowed(method, Object.keys(methods));
  return handler;
}

function readBody(request: ScimRequest): ScimDocument {
  const contentType = request.header('content-type') ?? '';
  if (!/^application\/(?:scim\+)?json\s*(?:;|$)/i.test(contentType)) throw scimErrors.mediaType(contentType);
  let body: unknown;
  try {
    body = JSON.parse(request.text());
  } catch (cause) {
    throw new MalformedPayload('the body is no JSON', { cause });
  }
  if (!isDocument(body)) throw new MalformedPayload('the body is no object');
  return body;
}

/** The type of an answer's body: SCIM's own for those who ask for it. */
export function answerType(accept: string | undefined): string {
  const wantsScim = /application\/scim\+json/i.test(accept ?? '');
  return `${wantsScim ? 'application/scim+json' : 'application/json'};charset=UTF-8`;
}
