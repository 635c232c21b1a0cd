import { isProxyUrl, type ProxySettings } from '../session/http/proxy.js';

/** What is wrong with the properties of a proxy. */
export function* proxyProblems(settings: ProxySettings): Iterable<string> {
  const { proxyUrl, proxyUsername, proxyPassword, proxyFromEnvironment } = settings;
  if (proxyUrl !== undefined && !isProxyUrl(proxyUrl)) {
    yield "'proxyUrl' must be an http or https URL, with the port and without user and password, which have properties of their own.";
  }
  if (proxyUrl === undefined && !proxyFromEnvironment && (proxyUsername ?? proxyPassword) !== undefined) {
    yield "'proxyUsername' and 'proxyPassword' are for a proxy: give 'proxyUrl', or set 'proxyFromEnvironment'.";
  }
  if (proxyPassword !== undefined && proxyUsername === undefined) {
    yield "'proxyUsername' is missing; 'proxyPassword' needs it.";
  }
}
