import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { oauthErrors } from '../errors/oauth-error.js';
import { authenticateClient } from '../oauth/client-authentication.js';
import type { ConnectedApp } from '../oauth/connected-app.js';
import { introspect, revoke } from '../oauth/introspection.js';
import { tokenAnswer } from '../oauth/token-answer.js';
import { required } from '../oauth/token-request.js';
import type { OrgState } from '../org-state.js';
import { XML_DECLARATION, xmlElement } from '../xml/xml-text.js';
import { oauthDoor, requestParameters, requestToken } from './request-parameters.js';
import { sendJson } from './send.js';

/** Requests to the OAuth endpoints are forms of a few lines. */
export const MAX_OAUTH_BODY_BYTES = 65_536;

const TOKEN_HEADERS = {
  'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  'X-ReadOnlyMode': 'false',
  'X-Content-Type-Options': 'nosniff',
};

/** Routes of tokens: getting, asking about and ending them. */
export function registerOAuthRoutes(app: FastifyInstance, org: OrgState): void {
  const shared = { method: ['GET', 'POST'], bodyLimit: MAX_OAUTH_BODY_BYTES };
  app.route({
    ...shared,
    url: '/services/oauth2/token',
    handler: (request, reply) => {
      if (request.method !== 'POST') throw oauthErrors.methodNotPost();
      reply.headers(TOKEN_HEADERS);
      const parameters = requestParameters(request);
      sendToken(request, reply, parameters.format, tokenAnswer(org, parameters, oauthDoor(request)));
    },
  });
  app.route({
    ...shared,
    url: '/services/oauth2/revoke',
    handler: (request, reply) => {
      if (!revoke(org, requestParameters(request).token ?? '')) throw oauthErrors.tokenUnknown();
      reply.code(200).send('');
    },
  });
  app.route({
    ...shared,
    url: '/services/oauth2/introspect',
    handler: (request, reply) => {
      if (request.method !== 'POST') throw oauthErrors.methodNotPost();
      const asking = askingApp(org, request);
      const token = required(requestParameters(request), 'token');
      sendJson(request, reply, 200, introspect(org, token, asking));
    },
  });
}

/** The app that introspects: by its secret, or by the token of a session that came through it. */
function askingApp(org: OrgState, request: FastifyRequest): ConnectedApp {
  const parameters = requestParameters(request);
  const token = parameters.client_id === undefined ? requestToken(request) : undefined;
  if (token === undefined) return authenticateClient(org, parameters, true);
  const asking = org.oauth.apps.find(org.sessions.use(token)?.clientId ?? '');
  if (!asking) throw oauthErrors.tokenUnknown();
  return asking;
}

/** Answers in the form asked for, JSON unless told. */
function sendToken(
  request: FastifyRequest,
  reply: FastifyReply,
  format: string | undefined,
  answer: Readonly<Record<string, string>>,
): void {
  const { accept = '' } = request.headers;
  if (format === 'urlencoded' || (format === undefined && accept === 'application/x-www-form-urlencoded')) {
    const text = new URLSearchParams(answer).toString();
    reply.code(200).type('application/x-www-form-urlencoded;charset=UTF-8').send(text);
  } else if (format === 'xml' || (format === undefined && accept === 'application/xml')) {
    reply
      .code(200)
      .type('application/xml;charset=UTF-8')
      .send(XML_DECLARATION + xmlElement('OAuth', answer));
  } else {
    sendJson(request, reply, 200, answer);
  }
}
