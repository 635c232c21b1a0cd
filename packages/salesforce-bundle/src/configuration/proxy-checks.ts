import { isProxyUrl, type ProxySettings } from '../session/http/proxy.js';
import { text, type Text } from '../words/text.js';

/** What is wrong with the properties of a proxy. */
export function* proxyProblems(settings: ProxySettings): Iterable<Text> {
  const { proxyUrl, proxyUsername, proxyPassword, proxyFromEnvironment } = settings;
  if (proxyUrl !== undefined && !isProxyUrl(proxyUrl)) {
    yield text('check.proxyUrl');
  }
  if (proxyUrl === undefined && !proxyFromEnvironment && (proxyUsername ?? proxyPassword) !== undefined) {
    yield text('check.proxyCredentials');
  }
  if (proxyPassword !== undefined && proxyUsername === undefined) {
    yield text('check.proxyUsername');
  }
}
