import formbody from '@fastify/formbody';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { OrgState } from '../org-state.js';
import { requestErrors } from '../errors/request-errors.js';
import { registerAuthorizeRoutes } from './authorize-routes.js';
import type { Fault, FaultPlan } from './fault-plan.js';
import { HTML_TYPE, JSON_TYPE } from './json-text.js';
import { registerAsyncRoutes } from './async-routes.js';
import { registerIdentityRoutes } from './identity-routes.js';
import { registerOAuthRoutes } from './oauth-routes.js';
import { registerRestRoutes } from './rest-routes.js';
import { registerSoapRoutes } from './soap-routes.js';
import { sendError } from './send.js';

const MAX_URI_BYTES = 16_384;
const MAX_HEADER_BYTES = 65_536;
const MAX_BODY_BYTES = 6_291_456;
const MAINTENANCE_PAGE = '<html><body><h1>Down for Maintenance</h1></body></html>';

/** The HTTP server of an org, not yet listening. */
export async function buildHttpServer(org: OrgState, faults: FaultPlan): Promise<FastifyInstance> {
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
  const cutOff = new WeakSet<object>();
  app.addHook('onRequest', async (request, reply) => {
    if (Buffer.byteLength(request.raw.url ?? '') > MAX_URI_BYTES) {
      return reply.code(414).type(HTML_TYPE).send('<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>');
    }
    const fault = faults.take(request.method, request.raw.url ?? '');
    if (!fault) return;
    if (fault.disconnect === 'after') {
      cutOff.add(request.raw);
      return;
    }
    if (fault.disconnect === 'before') request.raw.socket.destroy();
    return reply
      .code(fault.status ?? 503)
      .type(faultType(fault))
      .send(faultBody(fault));
  });
  app.addHook('onSend', async (request) => {
    if (cutOff.has(request.raw)) request.raw.socket.destroy();
  });
  app.addHook('onResponse', async ({ method, raw: { url = '' } }, { statusCode: status }) => {
    org.settings.onAnswer({ method, url, status });
  });
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
  return app;
}

function faultType({ contentType, body }: Fault): string {
  return contentType ?? (body === undefined || typeof body === 'string' ? HTML_TYPE : JSON_TYPE);
}

function faultBody({ body = MAINTENANCE_PAGE }: Fault): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
