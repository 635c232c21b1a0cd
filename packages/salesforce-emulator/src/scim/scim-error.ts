import { randomText } from '../identity/credentials.js';
import { ApiError } from '../errors/api-error.js';
import type { RestAnswer } from '../rest/rest-call.js';
import type { Dialect } from './dialect.js';

/** A refusal in the form of SCIM. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** A body that does not have the form of what was asked for. */
export class MalformedPayload extends Error {
  override readonly name = 'MalformedPayload';
}

export const scimErrors = {
  noResource: (id: string) => new ScimError(404, `Resource ${id} not found.`),
  noEndpoint: () => new ScimError(404, 'The requested resource does not exist'),
  methodNotAllowed: (method: string, allowed: readonly string[]) =>
    new ScimError(405, `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`),
  mediaType: (type: string) =>
    new ScimError(415, `Content-Type header specified in HTTP request is not supported: ${type}`),
  invalidFilter: (reason: string, filter: string) =>
    new ScimError(400, `Invalid filter: ${reason}: ${filter}`),
  invalidPath: (path: string) => new ScimError(400, `Invalid path: ${path}`),
  noTarget: (path: string) => new ScimError(400, `The path ${path} names nothing that could be changed`),
  beyondPaging: (maxOffset: number) => new ScimError(400, `Maximum SOQL offset allowed is ${maxOffset}`),
  onePhoneNumber: () => new ScimError(400, 'Only one phone number per user is supported'),
  oneProfile: () => new ScimError(400, 'A user must have exactly one entitlement of type Profile'),
  oneRole: () => new ScimError(400, 'A user can have only one role'),
};

const V2_ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const FORBIDDEN = /^INSUFFICIENT_ACCESS|^INVALID_READ_ONLY_USER_DML$/;

/** The status that SCIM has for a refusal of the rows beneath it. */
function statusOf({ status, elements }: ApiError): number {
  const code = elements[0]?.errorCode ?? '';
  if (code.startsWith('DUPLICATE')) return 409;
  return FORBIDDEN.test(code) ? 403 : status;
}

/** The answer for a refusal; what is none is thrown again. */
export function errorAnswer(error: unknown, { version }: Dialect): RestAnswer {
  if (error instanceof MalformedPayload) return malformedAnswer(version);
  if (!(error instanceof ApiError) && !(error instanceof ScimError)) throw error;
  const status = error instanceof ApiError ? statusOf(error) : error.status;
  const detail = error instanceof ApiError ? (error.elements[0]?.message ?? '') : error.message;
  const body =
    version === 2
      ? { schemas: [V2_ERROR], detail, status: String(status) }
      : { Errors: [{ description: detail, code: status }] };
  return { status, body };
}

/** Version 2 answers payloads that it cannot read in a form of its own, which is not SCIM's. */
function malformedAnswer(version: 1 | 2): RestAnswer {
  const errorId = `${randomText(10, '0123456789')}-${randomText(6, '0123456789')}`;
  const message = `Processing/execution error: check the format of your request payload. If you still have issues, contact Support and share this error ID: ${errorId}`;
  return version === 2
    ? { status: 500, body: { message, errorCode: 'UNKNOWN_EXCEPTION' } }
    : { status: 400, body: { Errors: [{ description: message, code: 400 }] } };
}
