import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { identityAnswer, userinfoAnswer } from '../identity/identity-answer.js';
import type { Session } from '../identity/session-registry.js';
import { openidConfiguration } from '../oauth/discovery.js';
import type { OAuthParameters } from '../oauth/token-request.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { canonicalId } from '../record/record-id.js';
import { MAX_OAUTH_BODY_BYTES } from './oauth-routes.js';
import { requestToken } from './request-parameters.js';
import { sendJson } from './send.js';

/** Routes that tell who a user is, and by which key the org signs that. */
export function registerIdentityRoutes(app: FastifyInstance, org: OrgState): void {
  const shared = { method: ['GET', 'POST'], bodyLimit: MAX_OAUTH_BODY_BYTES };
  app.get('/.well-known/openid-configuration', (request, reply) => {
    sendJson(request, reply, 200, openidConfiguration(org.sources.origin));
  });
  app.get('/id/keys', (request, reply) => {
    sendJson(request, reply, 200, org.oauth.signingKey.keySet());
  });
  app.route({
    ...shared,
    url: '/services/oauth2/userinfo',
    handler: (request, reply) => {
      const session = identitySession(org, request, reply);
      if (session) sendJson(request, reply, 200, userinfoAnswer(org, userRow(org, session.userId)));
    },
  });
  app.route({
    ...shared,
    url: '/id/:organizationId/:userId',
    handler: (request, reply) => {
      const session = identitySession(org, request, reply);
      if (!session) return;
      const { organizationId = '', userId = '' } = request.params as OAuthParameters;
      const user = org.store.table('User').get(userId);
      if (canonicalId(organizationId) !== org.organizationId) sendText(reply, 403, 'Wrong_Org');
      else if (!user) sendText(reply, 404, 'Bad_Id');
      else if (user.IsActive !== true) sendText(reply, 404, 'Inactive');
      else sendJson(request, reply, 200, identityAnswer(org, user));
    },
  });
}

/** The session of an identity request. Answers itself when there is none. */
function identitySession(org: OrgState, request: FastifyRequest, reply: FastifyReply): Session | undefined {
  const token = requestToken(request);
  const session = token === undefined ? undefined : org.sessions.use(token);
  if (!session) sendText(reply, 403, token === undefined ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token');
  return session;
}

function sendText(reply: FastifyReply, status: number, text: string): void {
  reply.code(status).type('text/plain;charset=UTF-8').send(text);
}
