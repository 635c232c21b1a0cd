import type { HttpResponse } from 'jsforce';
import type { Transport } from 'jsforce/lib/transport.js';
import { mapLoginError } from '../../errors/map-error.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { jsforceTransport } from '../jsforce-transport.js';
import { clear, type Login, type LoginWay } from './login.js';
import { safeInstance } from './token-endpoint.js';
import { jsforceModules } from '../jsforce-modules.js';

/** The last version of the SOAP API that has `login`. */
const LAST_LOGIN_VERSION = 64;

/**
 * Logs in by the SOAP API, which needs no app. Costs one login, no API call.
 * @throws ConnectorException as the OAuth table says, or what the signal was aborted with.
 */
export async function soapLogin(way: LoginWay): Promise<Login> {
  const { Connection } = await jsforceModules();
  const { credentials, signal } = way;
  let status = 0;
  try {
    const connection = new Connection({ loginUrl: way.loginUrl, version: loginVersion(way.apiVersion) });
    connection._transport = jsforceTransport(way.client, {
      ...(signal ? { signal } : {}),
      onResponse: (response) => {
        status = response.statusCode;
        refuseExpiredPassword(response);
      },
    }) as Transport;
    const password = clear(credentials.password) + clear(credentials.securityToken);
    const { id } = await connection.loginBySoap(credentials.username ?? '', password);
    return {
      accessToken: connection.accessToken ?? '',
      instanceUrl: safeInstance(way.instanceUrl ?? connection.instanceUrl),
      userId: id,
    };
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    throw mapLoginError(withCode(error, status));
  }
}

const loginVersion = (apiVersion: string): string =>
  `${Math.min(LAST_LOGIN_VERSION, Number.parseInt(apiVersion, 10))}.0`;

/** Such a login succeeds, with a session that is good for nothing but a new password. */
function refuseExpiredPassword({ body }: HttpResponse): void {
  if (!/<passwordExpired>true</.test(body)) return;
  throw worded('PasswordExpiredException', text('fault.passwordExpired'));
}

/** jsforce hands over the fault's text, `CODE: message`, or the whole body. */
function withCode(error: unknown, status: number): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const [, code, message] = /^([A-Z_]+): (.*)$/s.exec(error.message) ?? [];
  if (code) return Object.assign(new Error(message), { name: code });
  return status >= 400 ? Object.assign(new Error(error.message), { name: `ERROR_HTTP_${status}` }) : error;
}
