import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors/api-error.js';
import { OAuthError } from '../errors/oauth-error.js';
import { requestErrors } from '../errors/request-errors.js';
import { XML_DECLARATION, xmlElement } from '../xml/xml-text.js';
import { JSON_TYPE, jsonText } from './json-text.js';

/** Answers with JSON in the form the request asked for. */
export function sendJson(request: FastifyRequest, reply: FastifyReply, status: number, body: unknown): void {
  const isPretty = request.headers['x-prettyprint'] === '1';
  // As bytes: a long string would be measured and encoded once more on its way into the socket.
  reply
    .code(status)
    .type(JSON_TYPE)
    .send(Buffer.from(jsonText(body, isPretty)));
}

/** Answers with the body that an error stands for; what is no refusal is a fault of the emulator itself. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  onUnexpectedError: (error: unknown) => void,
): void {
  if (error instanceof OAuthError) {
    sendJson(request, reply, 400, { error: error.error, error_description: error.description });
    return;
  }
  const known = error instanceof ApiError ? error : bodyError(error, request);
  if (!known) onUnexpectedError(error);
  const { status, elements } = known ?? requestErrors.unexpected(`${request.id}-EMU`);
  if (request.headers.accept?.startsWith('application/xml') !== true) {
    sendJson(request, reply, status, elements);
    return;
  }
  const errors = elements.map(({ errorCode, message, fields }) => ({ errorCode, fields, message }));
  reply
    .code(status)
    .type('application/xml;charset=UTF-8')
    .send(XML_DECLARATION + xmlElement('Errors', { Error: errors }));
}

/** What the HTTP server refuses before a resource is asked. */
function bodyError(error: unknown, request: FastifyRequest): ApiError | null {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return requestErrors.bodyTooLarge(request.routeOptions.bodyLimit ?? 0);
  if (statusCode === 415) return requestErrors.unsupportedMediaType(request.headers['content-type'] ?? '');
  if (statusCode !== undefined && statusCode < 500)
    return requestErrors.jsonSyntax('The request cannot be read');
  return null;
}
