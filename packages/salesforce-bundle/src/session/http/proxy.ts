import type { GuardedString } from '@icf-ts/framework/spi';
import { getProxyForUrl } from 'proxy-from-env';

/** Which proxy calls go through. */
export interface ProxySettings {
  /** For all calls. */
  readonly proxyUrl?: string | undefined;
  readonly proxyUsername?: string | undefined;
  readonly proxyPassword?: GuardedString | undefined;
  /** Whether the environment variables HTTPS_PROXY and NO_PROXY count where no `proxyUrl` is given. */
  readonly proxyFromEnvironment?: boolean | undefined;
}

export interface Proxy {
  readonly url: URL;
  /** Value of the header Proxy-Authorization. */
  readonly authorization: string | undefined;
}

/** The proxy on the way to an https URL; plain http goes to this host only, and never through a proxy. */
export function proxyFor(url: URL, settings: ProxySettings): Proxy | undefined {
  if (url.protocol !== 'https:') return undefined;
  const { proxyUrl, proxyFromEnvironment } = settings;
  const text = proxyUrl ?? (proxyFromEnvironment ? getProxyForUrl(url.href) : '');
  if (!text) return undefined;
  const proxy = new URL(text);
  return { url: proxy, authorization: authorizationOf(proxy, settings) };
}

/** The environment has no other place for a password than the URL. */
function authorizationOf(url: URL, { proxyUsername, proxyPassword }: ProxySettings): string | undefined {
  if (proxyUsername !== undefined) {
    return basic(proxyUsername, proxyPassword?.access((text) => text) ?? '');
  }
  return url.username ? basic(decodeURIComponent(url.username), decodeURIComponent(url.password)) : undefined;
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;

/** Whether a text can be the URL of a proxy. */
export function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && !username && !password;
}
