import type { FastifyRequest } from 'fastify';
import type { LoginDoor } from '../identity/login-door.js';
import type { OAuthParameters } from '../oauth/token-request.js';

/** Parameters of the query string and of the form; the form wins, HTTP Basic fills in the client. */
export function requestParameters(request: FastifyRequest): OAuthParameters {
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

/** The access token of a request: in its header, or in the URL or form as some clients send it. */
export function requestToken(request: FastifyRequest): string | undefined {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const parameters = requestParameters(request);
  return header ?? parameters.oauth_token ?? parameters.access_token;
}

/** The way of a login by a request to the OAuth endpoints. */
export function oauthDoor(request: FastifyRequest): LoginDoor {
  return {
    loginType: 'Remote Access 2.0',
    application: 'Unknown',
    sourceIp: request.ip,
    loginUrl: request.host,
    apiType: null,
    apiVersion: null,
  };
}
