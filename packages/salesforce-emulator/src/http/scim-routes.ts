import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestErrors } from '../errors/request-errors.js';
import type { OrgState } from '../org-state.js';
import { answerType, dispatchScim } from '../scim/dispatch-scim.js';
import type { ScimRequest } from '../scim/dispatch-scim.js';
import { headerOf, queryOf } from './request-parts.js';
import { jsonText } from './json-text.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Routes of `/services/scim`. Which endpoint a path is, SCIM's own dispatch tells. */
export function registerScimRoutes(app: FastifyInstance, org: OrgState): void {
  app.register(
    (scope, _options, done) => {
      scope.addHook('onRequest', async () => {
        if (org.settings.apiLatencyMs > 0) await delay(org.settings.apiLatencyMs);
      });
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('Sforce-Limit-Info', `api-usage=${org.usage.usedToday}/${org.usage.limit}`);
      });
      for (const url of ['/', '/*']) {
        scope.route({
          method: METHODS,
          url,
          handler: (request, reply) => {
            const { status, body, headers = {} } = dispatchScim(org, scimRequest(request));
            reply.code(status).headers(headers);
            if (body === undefined) reply.send();
            else reply.type(answerType(request.headers.accept)).send(jsonText(body, false));
          },
        });
      }
      done();
    },
    { prefix: '/services/scim/:version' },
  );
}

function scimRequest(request: FastifyRequest): ScimRequest {
  const { version = '' } = request.params as Readonly<Record<string, string>>;
  const [path = ''] = request.url.split('?');
  return {
    method: request.method,
    version,
    segments: path.split('/').filter(Boolean).slice(3).map(decoded),
    query: queryOf(request),
    header: (name) => headerOf(request, name),
    text: () => (typeof request.body === 'string' ? request.body : ''),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw requestErrors.notFound();
  }
}
