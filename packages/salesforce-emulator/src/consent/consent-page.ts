import { createHash } from 'node:crypto';
import { escapeMarkup } from '../xml/escape.js';
import type { AuthorizationRequest } from './authorizations.js';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; color: #181818; background: #f3f3f3; margin: 0; }
main { max-width: 26rem; margin: 3rem auto; padding: 2rem; background: #fff; border-radius: .5rem; }
h1 { font-size: 1.4rem; margin-top: 0; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; border: 1px solid #5c5c5c; border-radius: .25rem; }
button { display: block; width: 100%; margin-top: 1rem; padding: .6rem; font: inherit; border: 1px solid #0b5cab; border-radius: .25rem; background: #fff; color: #0b5cab; cursor: pointer; }
button.first { background: #0b5cab; color: #fff; }
:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
[role=alert] { padding: .75rem; background: #fddde3; color: #8e030f; border-radius: .25rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Headers of the pages: no script, no frame around them, nothing kept. Forms may lead to the client, so to anywhere. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** What a scope lets an app do, as the page says it; scopes without a row are shown by their name. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  api: 'Manage user data via APIs',
  full: 'Full access',
  id: 'Access the identity URL service',
  offline_access: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  refresh_token: 'Perform requests at any time',
  web: 'Manage user data via web browsers',
};

/** The page on which a user of the org logs in and allows an app what it asks for, or denies it. */
export function consentPage(request: AuthorizationRequest, requestId: string, problem?: string): string {
  const name = escapeMarkup(request.app.name);
  const wishes = new Set(request.scopes.map((scope) => SCOPE_TEXTS[scope] ?? scope));
  return page(
    `Allow access for ${request.app.name}?`,
    `<h1>Allow access?</h1>
${problem === undefined ? '' : `<p role="alert">${escapeMarkup(problem)}</p>`}
<p><strong>${name}</strong> asks to:</p>
<ul>${[...wishes].map((wish) => `<li>${escapeMarkup(wish)}</li>`).join('')}</ul>
<form method="post" action="/services/oauth2/authorize">
<input type="hidden" name="request" value="${escapeMarkup(requestId)}">
<label for="username">Username</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" value="${escapeMarkup(request.loginHint)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<button class="first" name="decision" value="allow">Log in and allow</button>
<button name="decision" value="integration">Allow as the integration user</button>
<button name="decision" value="deny">Deny</button>
</form>
<p>This is an emulated org. Its integration user needs no password here.</p>`,
  );
}

/** The page for a request that cannot be answered to the client. */
export function authorizationErrorPage(error: string, description: string): string {
  return page(
    'OAuth error',
    `<h1>OAuth error</h1>
<p role="alert">error=${escapeMarkup(error)}<br>error_description=${escapeMarkup(description)}</p>
<p>The request names no known application and callback, so nobody can be told but you.</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
}
