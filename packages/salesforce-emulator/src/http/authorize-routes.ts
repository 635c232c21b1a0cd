import type { FastifyInstance, FastifyReply } from 'fastify';
import { OAuthError } from '../errors/oauth-error.js';
import { beginAuthorization, decideAuthorization } from '../consent/authorize.js';
import type { AuthorizeStep } from '../consent/authorize.js';
import { authorizationErrorPage, consentPage, PAGE_HEADERS } from '../consent/consent-page.js';
import type { OrgState } from '../org-state.js';
import { HTML_TYPE } from './json-text.js';
import { MAX_OAUTH_BODY_BYTES } from './oauth-routes.js';
import { oauthDoor, requestParameters } from './request-parameters.js';

/** Routes of the web server flow: the request, and what the user decides on its page. */
export function registerAuthorizeRoutes(app: FastifyInstance, org: OrgState): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/services/oauth2/authorize',
    bodyLimit: MAX_OAUTH_BODY_BYTES,
    handler: (request, reply) => {
      const parameters = requestParameters(request);
      const isDecision = request.method === 'POST' && parameters.request !== undefined;
      answerStep(reply, () =>
        isDecision
          ? decideAuthorization(org, parameters, { ...oauthDoor(request), loginType: 'Application' })
          : beginAuthorization(org, parameters),
      );
    },
  });
}

function answerStep(reply: FastifyReply, take: () => AuthorizeStep): void {
  try {
    const step = take();
    if ('redirect' in step) reply.header('Cache-Control', 'no-store').redirect(step.redirect, 302);
    else sendPage(reply, 200, consentPage(step.request, step.requestId, step.problem));
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    sendPage(reply, 400, authorizationErrorPage(error.error, error.description));
  }
}

function sendPage(reply: FastifyReply, status: number, html: string): void {
  reply.code(status).headers(PAGE_HEADERS).type(HTML_TYPE).send(html);
}
