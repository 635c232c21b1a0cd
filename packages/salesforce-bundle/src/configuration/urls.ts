import { isSafeUrl } from '../session/http/safe-url.js';

/** Platforms that were configured for a token endpoint give its whole address. */
const ENDPOINT = /\/services\/oauth2\/(token|authorize)\/?$/;

/** The form in which URLs are worked with: without the path of an OAuth endpoint, without slash at the end. */
export const bareUrl = (url: string): string => url.replace(ENDPOINT, '').replace(/\/+$/, '');

/** What is wrong with an URL that tokens are to go to. */
export function* urlProblems(name: string, url: string | undefined): Iterable<string> {
  if (url === undefined) return;
  if (!isSafeUrl(url)) {
    yield `'${name}' must be an https URL without user and password (http only to this host), because tokens travel.`;
    return;
  }
  const { hostname } = new URL(url);
  const domain = apiDomainOf(hostname);
  if (domain !== undefined) {
    yield `'${name}' must be the org's API domain: instead of ${hostname}, which serves the user interface (Lightning), take https://${domain}.`;
  }
}

/** The API's host beside that of a user interface; undefined for other hosts. */
function apiDomainOf(hostname: string): string | undefined {
  const [, name, sandbox = ''] =
    /^(.+?)(\.(?:sandbox|develop|scratch|demo|trailblaze|patch|free))?\.(?:lightning\.force|my\.salesforce-setup|lightning\.salesforce-setup)\.com$/.exec(
      hostname,
    ) ?? [];
  return name === undefined ? undefined : `${name}${sandbox}.my.salesforce.com`;
}

/** What is wrong with a version of the API; whether the org serves it shows when it is called. */
export function* versionProblems(apiVersion: string): Iterable<string> {
  if (!/^\d{2,3}\.0$/.test(apiVersion)) yield "'apiVersion' must have the form 66.0.";
}
