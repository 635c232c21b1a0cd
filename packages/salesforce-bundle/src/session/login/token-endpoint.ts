import { GuardedString } from '@icf-ts/framework/spi';
import type { HttpResponse } from 'jsforce';
import type { Transport } from 'jsforce/lib/transport.js';
import { mapLoginError } from '../../errors/map-error.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { isSafeUrl } from '../http/safe-url.js';
import { jsforceTransport } from '../jsforce-transport.js';
import { clear, type Login, type LoginWay } from './login.js';
import { jsforceModules } from '../jsforce-modules.js';

export interface TokenParameters {
  readonly grant_type: string;
  readonly [name: string]: string;
}

/** What token requests need of a {@link LoginWay}. */
export type TokenWay = Pick<LoginWay, 'client' | 'loginUrl' | 'instanceUrl' | 'signal'>;

/**
 * Asks the token endpoint. Costs one login, which Salesforce does not count as an API call.
 * @throws ConnectorException as the OAuth table says, or what the signal was aborted with.
 */
export async function askForToken(
  { client, loginUrl, instanceUrl: configured, signal }: TokenWay,
  app: { readonly clientId: string; readonly clientSecret?: GuardedString | undefined },
  parameters: TokenParameters,
): Promise<Login> {
  const { OAuth2 } = await jsforceModules();
  try {
    const oauth2 = new OAuth2({ loginUrl, clientId: app.clientId });
    oauth2._transport = jsforceTransport(client, {
      ...(signal ? { signal } : {}),
      onResponse: checkToken,
    }) as Transport;
    if (app.clientSecret) oauth2.clientSecret = clear(app.clientSecret);
    const answer = await oauth2.requestToken(parameters);
    return {
      accessToken: answer.access_token,
      instanceUrl: safeInstance(configured ?? answer.instance_url),
      userId: answer.id.split('/').at(-1) ?? '',
      refreshToken: answer.refresh_token ? new GuardedString(answer.refresh_token) : undefined,
    };
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error;
    throw mapLoginError(error);
  }
}

/** @throws ConfigurationException for an instance that the token must not go to. */
export function safeInstance(instanceUrl: string): string {
  if (isSafeUrl(instanceUrl)) return instanceUrl;
  throw worded('ConfigurationException', text('fault.unsafeInstance', instanceUrl));
}

/** A page of a proxy or of maintenance with status 200 is no token. */
function checkToken({ statusCode, body }: HttpResponse): void {
  if (statusCode >= 400) return;
  if (!/"access_token"\s*:/.test(body) || !/"id"\s*:/.test(body)) {
    throw worded('ConfigurationException', text('fault.noToken'));
  }
}
