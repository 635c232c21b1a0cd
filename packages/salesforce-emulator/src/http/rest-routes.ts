import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OrgState } from '../org-state.js';
import { dispatch, liveSession } from '../rest/dispatch.js';
import type { RestRequest } from '../rest/dispatch.js';
import { listVersions } from '../rest/versions.js';
import { headerOf, queryOf } from './request-parts.js';
import { sendJson } from './send.js';
import { acceptMultipart, acceptUploads, UploadBody } from './upload-bodies.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Routes of `/services/data`. Which resource a path is, the API's own router tells. */
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
        // Clients take it for the org's clock.
        reply.header('Date', new Date(org.nowMs()).toUTCString());
        reply.header('Vary', 'Accept-Encoding');
        reply.header('Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private');
      });
      scope.addHook('onClose', async () => {
        org.bulkJobs.stop();
      });
      const handler = (request: FastifyRequest, reply: FastifyReply): void => {
        const { status, body, content, headers = {} } = dispatch(org, restRequest(request));
        reply.headers(headers);
        if (content) reply.code(status).type(content.type).send(content.text);
        else if (body === undefined) reply.code(status).send();
        else sendJson(request, reply, status, body);
      };
      acceptMultipart(scope, scope.initialConfig.bodyLimit ?? 0);
      for (const url of ['/', '/*']) scope.route({ method: METHODS, url, handler });
      scope.register((uploads, _none, ready) => {
        acceptUploads(uploads, org.settings.bulk.maxUploadBytes);
        // Before anything of a large body is kept.
        uploads.addHook('onRequest', async (request) => {
          liveSession(org, restRequest(request));
        });
        uploads.put('/jobs/ingest/:jobId/batches', handler);
        ready();
      });
      done();
    },
    { prefix: '/services/data/:version' },
  );
}

function restRequest(request: FastifyRequest): RestRequest {
  const { version = '' } = request.params as Readonly<Record<string, string>>;
  const [path = ''] = request.url.split('?');
  return {
    method: request.method,
    version,
    // Clients that join an origin ending in a slash ask for `//services/data`, and are served.
    path: path
      .replace(/\/{2,}/g, '/')
      .split('/')
      .slice(4)
      .join('/'),
    query: queryOf(request),
    header: (name) => headerOf(request, name),
    text: () =>
      request.body instanceof UploadBody
        ? request.body.text
        : typeof request.body === 'string'
          ? request.body
          : '',
    upload: () => (request.body instanceof UploadBody ? request.body.pieces : []),
  };
}
