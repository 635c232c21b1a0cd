import { isSafeUrl } from '../session/http/safe-url.js';
import { text, type Text } from '../words/text.js';

/** Platforms that were configured for a token endpoint give its whole address. */
const ENDPOINT = /\/services\/oauth2\/(token|authorize)\/?$/;

/** The form in which URLs are worked with: without the path of an OAuth endpoint, without slash at the end or blanks around. */
export const bareUrl = (url: string): string => url.trim().replace(ENDPOINT, '').replace(/\/+$/, '');

/** What is wrong with an URL that tokens are to go to. */
export function* urlProblems(name: string, url: string | undefined): Iterable<Text> {
  if (url === undefined) return;
  if (!isSafeUrl(url)) {
    yield text('check.url', name);
    return;
  }
  const { hostname } = new URL(url);
  const domain = apiDomainOf(hostname);
  if (domain !== undefined) {
    yield text('check.lightning', name, hostname, domain);
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
