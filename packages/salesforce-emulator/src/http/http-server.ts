import formbody from '@fastify/formbody';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { OrgState } from '../org-state.js';
import { requestErrors } from '../errors/request-errors.js';
import { registerControlRoutes } from '../control/control-routes.js';
import { installFaults } from '../faults/fault-hooks.js';
import type { Fault } from '../faults/fault.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import { registerPageRoutes } from '../page/page-routes.js';
import { recordRequests } from '../recorder/record-requests.js';
import type { RequestLog } from '../recorder/request-log.js';
import { registerAsyncRoutes } from './async-routes.js';
import { registerAuthorizeRoutes } from './authorize-routes.js';
import { HTML_TYPE } from './json-text.js';
import { registerIdentityRoutes } from './identity-routes.js';
import { registerOAuthRoutes } from './oauth-routes.js';
import { registerRestRoutes } from './rest-routes.js';
import { registerScimRoutes } from './scim-routes.js';
import { registerSoapRoutes } from './soap-routes.js';
import { sendError } from './send.js';

const MAX_URI_BYTES = 16_384;
const MAX_HEADER_BYTES = 65_536;
const MAX_BODY_BYTES = 6_291_456;

/** The HTTP server of an org, not yet listening. */
export async function buildHttpServer(
  org: OrgState,
  faults: FaultPlan,
  requests: RequestLog,
): Promise<FastifyInstance> {
  const { tls } = org.settings;
  // Fastify's types tell an HTTPS server from an HTTP server; what is registered here fits both.
  const server = (tls && { https: { ...tls, maxHeaderSize: MAX_HEADER_BYTES } }) as object;
  const app = fastify({
    ...server,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      caseSensitive: false,
      maxParamLength: 1_024,
    },
    frameworkErrors: (_error, request, reply) => {
      sendError(request, reply, requestErrors.notFound(), org.settings.onUnexpectedError);
    },
  });
  await app.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  // Bodies stay text: complaints about JSON name line and column, and other types are refused by the resource.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  const struck = new WeakMap<object, Fault>();
  recordRequests(app, org, requests, struck);
  app.addHook('onRequest', async (request, reply) => {
    if (Buffer.byteLength(request.raw.url ?? '') <= MAX_URI_BYTES) return;
    return reply.code(414).type(HTML_TYPE).send('<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>');
  });
  installFaults(app, org, faults, struck);
  app.setErrorHandler((error, request, reply) => {
    sendError(request, reply, error, org.settings.onUnexpectedError);
  });
  app.setNotFoundHandler((request, reply) => {
    sendError(request, reply, requestErrors.notFound(), org.settings.onUnexpectedError);
  });
  registerOAuthRoutes(app, org);
  registerAuthorizeRoutes(app, org);
  registerIdentityRoutes(app, org);
  registerRestRoutes(app, org);
  registerAsyncRoutes(app);
  registerSoapRoutes(app, org);
  registerControlRoutes(app, org, faults, requests);
  registerPageRoutes(app, org, faults, requests);
  registerScimRoutes(app, org);
  return app;
}
