import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { oauthErrors } from '../errors/oauth-error.js';
import { identityAnswer, identityUrl, userinfoAnswer } from '../identity/identity-answer.js';
import { loginAsIntegration, loginWithPassword } from '../identity/login.js';
import type { Session } from '../identity/session-registry.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { canonicalId } from '../record/record-id.js';
import { sendJson } from './send.js';

type Parameters = Readonly<Record<string, string | undefined>>;

interface Grant {
  /** Shown in the token answer; the password grant shows none. */
  readonly scope: string | null;
  login(org: OrgState, parameters: Parameters): Session;
}

/** The grants of the token endpoint. */
const GRANTS: Readonly<Record<string, Grant>> = {
  password: {
    scope: null,
    login: (org, parameters) =>
      loginWithPassword(org, required(parameters, 'username'), required(parameters, 'password')),
  },
  client_credentials: { scope: 'web api', login: (org) => loginAsIntegration(org) },
};

export function registerOAuthRoutes(app: FastifyInstance, org: OrgState): void {
  const methods = ['GET', 'POST'];
  app.route({
    method: methods,
    url: '/services/oauth2/token',
    handler: (request, reply) => {
      if (request.method !== 'POST') throw oauthErrors.methodNotPost();
      sendJson(request, reply, 200, tokenAnswer(org, requestParameters(request)));
    },
  });
  app.route({
    method: methods,
    url: '/services/oauth2/revoke',
    handler: (request, reply) => {
      if (!org.sessions.end(requestParameters(request).token ?? '')) throw oauthErrors.tokenUnknown();
      reply.code(200).send('');
    },
  });
  app.route({
    method: methods,
    url: '/services/oauth2/userinfo',
    handler: (request, reply) => {
      const session = identitySession(org, request, reply);
      if (session) sendJson(request, reply, 200, userinfoAnswer(org, userRow(org, session.userId)));
    },
  });
  app.route({
    method: methods,
    url: '/id/:organizationId/:userId',
    handler: (request, reply) => {
      const session = identitySession(org, request, reply);
      if (!session) return;
      const { organizationId = '', userId = '' } = request.params as Parameters;
      const user = org.store.table('User').get(userId);
      if (canonicalId(organizationId) !== org.organizationId) sendText(reply, 403, 'Wrong_Org');
      else if (!user) sendText(reply, 404, 'Bad_Id');
      else if (user.IsActive !== true) sendText(reply, 404, 'Inactive');
      else sendJson(request, reply, 200, identityAnswer(org, user));
    },
  });
}

/** Parameters of the query string and of the form; the form wins, HTTP Basic fills in the client. */
function requestParameters(request: FastifyRequest): Parameters {
  const form = typeof request.body === 'object' ? request.body : null;
  const given = { ...(request.query as object), ...form };
  const parameters: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(given)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') parameters[name] = first;
  }
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [id, ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    parameters.client_id ??= id;
    parameters.client_secret ??= secret.join(':');
  }
  return parameters;
}

function required(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (!value) throw oauthErrors.missingParameter(name);
  return value;
}

function tokenAnswer(org: OrgState, parameters: Parameters): Record<string, string> {
  const grant = GRANTS[parameters.grant_type ?? ''];
  if (!grant) throw oauthErrors.grantTypeUnknown();
  const { clientId, clientSecret } = org.credentials;
  if (required(parameters, 'client_id') !== clientId) throw oauthErrors.clientUnknown();
  if (parameters.client_secret !== clientSecret) throw oauthErrors.clientSecretWrong();
  const session = grant.login(org, parameters);
  const id = identityUrl(org, session.userId);
  const issuedAt = String(org.nowMs());
  return {
    access_token: session.token,
    ...(grant.scope !== null && { scope: grant.scope }),
    instance_url: org.sources.origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
    signature: createHmac('sha256', clientSecret)
      .update(id + issuedAt)
      .digest('base64'),
  };
}

/** The session of an identity request: its token may also stand in the URL. Answers itself when there is none. */
function identitySession(org: OrgState, request: FastifyRequest, reply: FastifyReply): Session | undefined {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = header ?? requestParameters(request).oauth_token ?? requestParameters(request).access_token;
  const session = token === undefined ? undefined : org.sessions.use(token);
  if (!session) sendText(reply, 403, token === undefined ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token');
  return session;
}

function sendText(reply: FastifyReply, status: number, text: string): void {
  reply.code(status).type('text/plain;charset=UTF-8').send(text);
}
