import type { HttpResponse } from 'jsforce';
import type { Transport } from 'jsforce/lib/transport.js';
import { mapLoginError } from '../errors/map-error.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { isSafeUrl } from './safe-url.js';
import type { HttpClient } from './http-client.js';
import { jsforceTransport } from './jsforce-transport.js';
import { loginFlow, type Credentials } from './login-flows.js';
import type { SessionSettings } from './session-settings.js';

/** What a login gives. */
export interface Login {
  readonly accessToken: string;
  readonly instanceUrl: string;
  /** Id of the user who is logged in. */
  readonly userId: string;
}

/**
 * Asks the token endpoint. Costs one login, which Salesforce does not count as an API call.
 * @throws ConnectorException as the OAuth table says.
 */
export async function login(
  client: HttpClient,
  settings: SessionSettings,
  credentials: Credentials,
  flow = settings.loginFlow,
  signal?: AbortSignal,
): Promise<Login> {
  const { OAuth2 } = await import('jsforce/lib/oauth2.js');
  try {
    const oauth2 = new OAuth2({ loginUrl: settings.loginUrl, clientId: settings.clientId });
    oauth2._transport = jsforceTransport(client, {
      ...(signal ? { signal } : {}),
      onResponse: checkToken,
    }) as Transport;
    const answer = await settings.clientSecret.access((secret) => {
      oauth2.clientSecret = secret;
      return oauth2.requestToken(loginFlow(flow).parameters(credentials));
    });
    const instanceUrl = settings.instanceUrl ?? answer.instance_url;
    if (!isSafeUrl(instanceUrl)) {
      throw worded('ConfigurationException', text('fault.unsafeInstance', instanceUrl));
    }
    return { accessToken: answer.access_token, instanceUrl, userId: answer.id.split('/').at(-1) ?? '' };
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    throw mapLoginError(error);
  }
}

/** A page of a proxy or of maintenance with status 200 is no token. */
function checkToken({ statusCode, body }: HttpResponse): void {
  if (statusCode >= 400) return;
  if (!/"access_token"\s*:/.test(body) || !/"id"\s*:/.test(body)) {
    throw worded('ConfigurationException', text('fault.noToken'));
  }
}
