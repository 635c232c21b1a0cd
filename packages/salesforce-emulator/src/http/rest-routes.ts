import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestErrors } from '../errors/request-errors.js';
import type { OrgState } from '../org-state.js';
import { RESOURCES, dispatch } from '../rest/dispatch.js';
import type { RestRequest } from '../rest/dispatch.js';
import type { RestResource } from '../rest/rest-call.js';
import { listVersions } from '../rest/versions.js';
import { parseJsonRecord } from '../rows/json-record.js';
import { sendJson } from './send.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Routes of `/services/data`. */
export function registerRestRoutes(app: FastifyInstance, org: OrgState): void {
  app.get('/services/data', (request, reply) => {
    sendJson(request, reply, 200, listVersions());
  });
  app.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', async () => {
        if (org.settings.apiLatencyMs > 0) await delay(org.settings.apiLatencyMs);
      });
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('Sforce-Limit-Info', `api-usage=${org.usage.usedToday}/${org.usage.limit}`);
        reply.header('Vary', 'Accept-Encoding');
        reply.header('Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private');
      });
      for (const resource of RESOURCES) {
        scope.route({ method: METHODS, url: resource.path, handler: handlerOf(org, resource) });
      }
      // A path of no resource is refused only after the caller has proved who he is.
      scope.route({ method: METHODS, url: '/*', handler: handlerOf(org, undefined) });
      done();
    },
    { prefix: '/services/data/:version' },
  );
}

function handlerOf(org: OrgState, resource: RestResource | undefined) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { status, body, headers = {} } = dispatch(org, resource, restRequest(request));
    reply.headers(headers);
    if (body === undefined) reply.code(status).send();
    else sendJson(request, reply, status, body);
  };
}

function restRequest(request: FastifyRequest): RestRequest {
  const params = request.params as Readonly<Record<string, string>>;
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return {
    method: request.method,
    version: params.version ?? '',
    params,
    query: firstValues(request.query as Record<string, string | string[]>),
    header,
    body: () => {
      const contentType = header('content-type') ?? '';
      if (!/^application\/json\s*(?:;|$)/i.test(contentType))
        throw requestErrors.unsupportedMediaType(contentType);
      return parseJsonRecord(typeof request.body === 'string' ? request.body : '');
    },
  };
}

function firstValues(query: Record<string, string | string[]>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
