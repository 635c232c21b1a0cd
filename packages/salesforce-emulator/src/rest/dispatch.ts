import { requestErrors } from '../errors/request-errors.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { DESCRIBE_RESOURCES } from './describe-resources.js';
import { PASSWORD_RESOURCES, setsOwnPassword } from './password-resource.js';
import { QUERY_RESOURCES } from './query-resources.js';
import type { RestAnswer, RestCall, RestMethod, RestResource } from './rest-call.js';
import { ROOT_RESOURCES } from './root-resources.js';
import { ROW_RESOURCES } from './row-resources.js';
import { checkVersion } from './versions.js';

/** Every resource below `/services/data/vXX.0`. */
export const RESOURCES: readonly RestResource[] = [
  ...ROOT_RESOURCES,
  ...DESCRIBE_RESOURCES,
  ...QUERY_RESOURCES,
  ...ROW_RESOURCES,
  ...PASSWORD_RESOURCES,
];

/** A request to a resource as the HTTP server hands it over. */
export interface RestRequest extends Pick<RestCall, 'params' | 'query' | 'header' | 'body'> {
  readonly method: string;
  /** The path's version segment, such as `v58.0`. */
  readonly version: string;
}

/**
 * Authenticates a request, holds it against the version, the session and the daily limit, counts it, and answers it.
 *
 * @param resource undefined for a path that no resource has
 * @throws ApiError
 */
export function dispatch(
  org: OrgState,
  resource: RestResource | undefined,
  request: RestRequest,
): RestAnswer {
  const session = org.sessions.use(accessToken(request));
  if (!session) throw requestErrors.sessionExpired();
  const runningUser = userRow(org, session.userId);
  checkVersion(request.version);
  const method = effectiveMethod(request);
  if (
    session.passwordExpired &&
    !(resource && setsOwnPassword(resource, method, request.params, runningUser))
  ) {
    throw requestErrors.passwordExpired();
  }
  if (org.usage.usedToday >= org.usage.limit) throw requestErrors.dailyLimit();
  org.usage.countCall(`${method} ${resourceName(org, resource, request)}`);
  if (!resource) throw requestErrors.notFound();
  const handler = resource.methods[method as RestMethod];
  if (!handler) throw requestErrors.methodNotAllowed(method, allowedMethods(resource));
  const basePath = `/services/data/${request.version.toLowerCase()}`;
  return handler({ ...request, org, session, runningUser, basePath });
}

/** @throws ApiError INVALID_AUTH_HEADER for a header that is missing or of another scheme */
function accessToken({ header }: RestRequest): string {
  const token = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header('authorization') ?? '')?.[1];
  if (token === undefined) throw requestErrors.authHeader();
  return token;
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
function resourceName(org: OrgState, resource: RestResource | undefined, { params }: RestRequest): string {
  if (!resource) return '(unknown)';
  const objectName = org.catalog.named(params.object ?? '')?.name ?? '{object}';
  return resource.path.replace(':object', objectName).replace(/:(\w+)/g, '{$1}');
}
