import { ApiError } from '../errors/api-error.js';
import { requestErrors } from '../errors/request-errors.js';
import { checkPassword, openSession } from '../identity/login.js';
import type { LoginDoor } from '../identity/login-door.js';
import { userRow } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import { isAlive } from '../rest/versions.js';
import type { XmlContent } from '../xml/xml-text.js';
import { SOAP_OPERATIONS } from './operations.js';
import type { SoapCall } from './operations.js';
import type { SoapApi } from './soap-api.js';
import { readEnvelope } from './read-envelope.js';
import type { SoapRequest } from './read-envelope.js';
import { orgFault, soapFaults } from './soap-fault.js';
import type { SoapFault } from './soap-fault.js';
import { loginResult } from './user-info.js';
import { answerEnvelope } from './write-envelope.js';

/** The last version with `login`. */
const LAST_LOGIN_VERSION = 64;

/** Sessions that did not come through an app may do all that their user may. */
const SESSION_TERMS = { clientId: null, scopes: ['full'], refreshGrantId: null };

/** The way in, as far as the HTTP request tells. */
export type SoapOrigin = Pick<LoginDoor, 'sourceIp' | 'loginUrl'>;

/**
 * Answers a SOAP call.
 *
 * @param version the path's segment, such as `62.0`
 * @returns the envelope of the answer
 * @throws SoapFault
 */
export function soapAnswer(
  org: OrgState,
  api: SoapApi,
  version: string,
  text: string,
  origin: SoapOrigin,
): string {
  const number = Number(/^(\d{1,3})\.0$/.exec(version)?.[1] ?? Number.NaN);
  if (!isAlive(number)) throw soapFaults.versionUnsupported();
  const request = readEnvelope(text);
  const { operation, namespace } = request;
  if (namespace !== api.namespace) throw soapFaults.noOperation(namespace, operation);
  if (operation !== 'login') return answerEnvelope(api, operation, callResult(org, request));
  if (number > LAST_LOGIN_VERSION) throw soapFaults.versionUnsupported();
  const door: LoginDoor = {
    ...origin,
    loginType: 'Other Apex API',
    application: 'N/A',
    apiType: api.apiType,
    apiVersion: version,
  };
  return answerEnvelope(api, operation, login(org, request, door, api.letter, version));
}

function login(
  org: OrgState,
  { values }: SoapRequest,
  door: LoginDoor,
  letter: string,
  version: string,
): XmlContent {
  const verdict = checkPassword(org, values.get('username') ?? '', values.get('password') ?? '', door);
  if (verdict.refusal !== undefined) throw soapFaults.invalidLogin();
  return loginResult(org, openSession(org, verdict.user, door, SESSION_TERMS), letter, version);
}

function callResult(org: OrgState, request: SoapRequest): XmlContent | undefined {
  const operation = SOAP_OPERATIONS.get(request.operation);
  if (!operation) throw soapFaults.noOperation(request.namespace, request.operation);
  const session = org.sessions.use(request.sessionId ?? '');
  if (!session) throw soapFaults.invalidSession();
  const call: SoapCall = { org, session, request, runningUser: userRow(org, session.userId) };
  try {
    if (session.passwordExpired && operation.takesExpired?.(call) !== true) {
      throw requestErrors.passwordExpired();
    }
    if (org.usage.usedToday >= org.usage.limit) throw requestErrors.dailyLimit();
    org.usage.countCall(`SOAP ${request.operation}`);
    return operation.run(call);
  } catch (error) {
    throw error instanceof ApiError ? faultOf(error) : error;
  }
}

/** The fault that stands for a refusal which REST has in JSON. */
function faultOf({ elements: [element] }: ApiError): SoapFault {
  return orgFault(element?.errorCode ?? 'UNKNOWN_EXCEPTION', element?.message ?? '');
}
