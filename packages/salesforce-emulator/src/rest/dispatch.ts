import { ApiError } from '../errors/api-error.js';
import { requestErrors } from '../errors/request-errors.js';
import type { Session } from '../identity/session-registry.js';
import { allowsApi } from '../oauth/scopes.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { parseJsonRecord } from '../rows/json-record.js';
import { setsOwnPassword } from './password-resource.js';
import { RESOURCE_ROUTER } from './resources.js';
import type { PartRequest, RestAnswer, RestCall, RestMethod, RestResource } from './rest-call.js';
import type { Match } from './router.js';
import { versionNumber } from './versions.js';

/** A request to `/services/data/vXX.0/…` as the HTTP server hands it over. */
export interface RestRequest extends Pick<RestCall, 'query' | 'header' | 'text' | 'upload'> {
  readonly method: string;
  /** The path's version segment, such as `v58.0`. */
  readonly version: string;
  /** What follows the version, percent-encoded, without query. */
  readonly path: string;
}

/**
 * Authenticates a request, holds it against the version, the session and the daily limit, counts it, and answers it.
 *
 * @throws ApiError
 */
export function dispatch(org: OrgState, request: RestRequest): RestAnswer {
  const session = liveSession(org, request);
  const version = versionNumber(request.version);
  const match = RESOURCE_ROUTER.find(request.path);
  refuseExpiredPassword(org, session, request, match);
  if (org.usage.usedToday >= org.usage.limit) throw requestErrors.dailyLimit();
  org.usage.countCall(`${effectiveMethod(request)} ${resourceName(org, match)}`);
  return answer(org, session, version, request, match);
}

function answer(
  org: OrgState,
  session: Session,
  version: number,
  request: RestRequest,
  match: Match | undefined,
): RestAnswer {
  if (!match || version < (match.resource.since ?? 0)) throw requestErrors.notFound();
  const method = effectiveMethod(request);
  const handler = match.resource.methods[method as RestMethod];
  if (!handler) throw requestErrors.methodNotAllowed(method, allowedMethods(match.resource));
  return handler({
    org,
    session,
    runningUser: userRow(org, session.userId),
    basePath: `/services/data/v${version}.0`,
    version,
    params: match.params,
    query: request.query,
    header: request.header,
    text: request.text,
    upload: request.upload,
    body: () => {
      const contentType = request.header('content-type') ?? '';
      if (!/^application\/json\s*(?:;|$)/i.test(contentType))
        throw requestErrors.unsupportedMediaType(contentType);
      return parseJsonRecord(request.text());
    },
    within: (part) => answerPart(org, session, version, part),
  });
}

/** A call within a call: what would be refused by an error is answered by it. */
function answerPart(org: OrgState, session: Session, version: number, part: PartRequest): RestAnswer {
  const [path = '', search = ''] = part.url.split(/\?(.*)/s);
  const headers = Object.fromEntries(
    Object.entries({ 'content-type': 'application/json', ...part.headers }).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const request: RestRequest = {
    method: part.method.toUpperCase(),
    version: part.version ?? `v${version}.0`,
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    header: (name) => headers[name],
    text: () => JSON.stringify(part.body ?? {}),
    upload: () => [],
  };
  try {
    return answer(org, session, versionNumber(request.version), request, RESOURCE_ROUTER.find(path));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: error.elements };
  }
}

/** The session that a request belongs to, which must be one for the API. @throws ApiError INVALID_SESSION_ID, INVALID_AUTH_HEADER */
export function liveSession(org: OrgState, request: Pick<RestRequest, 'header'>): Session {
  const session = org.sessions.use(accessToken(request));
  if (!session) throw requestErrors.sessionExpired();
  if (!allowsApi(session.scopes)) throw requestErrors.notForRest();
  return session;
}

/** @throws ApiError INVALID_AUTH_HEADER for a header that is missing or of another scheme */
function accessToken({ header }: Pick<RestRequest, 'header'>): string {
  const token = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header('authorization') ?? '')?.[1];
  if (token === undefined) throw requestErrors.authHeader();
  return token;
}

function refuseExpiredPassword(
  org: OrgState,
  session: Session,
  request: RestRequest,
  match: Match | undefined,
): void {
  if (!session.passwordExpired) return;
  const user = userRow(org, session.userId);
  if (match && setsOwnPassword(match.resource, effectiveMethod(request), match.params, user)) return;
  throw requestErrors.passwordExpired();
}

/** HEAD is GET without the body; clients that cannot send PATCH name it in the URL of a POST. */
function effectiveMethod({ method, query }: RestRequest): string {
  if (method === 'HEAD') return 'GET';
  const override = query._HttpMethod;
  return method === 'POST' && override !== undefined ? override.toUpperCase() : method;
}

function allowedMethods({ methods }: RestResource): readonly string[] {
  const names = Object.keys(methods);
  return names.includes('GET') ? ['HEAD', ...names] : names;
}

/** The name under which a call is counted: `/sobjects/User/{id}`. */
function resourceName(org: OrgState, match: Match | undefined): string {
  if (!match) return '(unknown)';
  const objectName = org.catalog.named(match.params.object ?? '')?.name ?? '{object}';
  return match.resource.path.replace(':object', objectName).replace(/:(\w+)/g, '{$1}');
}
