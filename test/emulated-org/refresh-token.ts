import type { Org } from '@icf-ts/salesforce-emulator';
import { allow } from './allow.js';

/** One of the emulated app's; nobody listens there, and nobody needs to. */
const CALLBACK = 'http://localhost:3000/callback';

/** The refresh token that a platform's setup gets when an administrator allows the app. */
export async function refreshTokenOf({ url, credentials: { clientId, clientSecret } }: Org): Promise<string> {
  const app = { client_id: clientId, redirect_uri: CALLBACK };
  const authorize = new URL('/services/oauth2/authorize', url);
  authorize.search = new URLSearchParams({
    ...app,
    response_type: 'code',
    scope: 'id api refresh_token',
  }).toString();
  const code = new URL(await allow(authorize)).searchParams.get('code') ?? '';
  const answer = await fetch(new URL('/services/oauth2/token', url), {
    method: 'POST',
    body: new URLSearchParams({
      ...app,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code,
    }),
  });
  return ((await answer.json()) as { refresh_token: string }).refresh_token;
}
