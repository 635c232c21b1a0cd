/** Java's java.net.URI takes other letters than ASCII as they are, so a plain check by RFC 3986 would be too strict. */
const ALLOWED = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}|[^\u0000-\u00a0\u2028\u2029])*$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/** Whether the text is a URI or a relative reference. Says nothing of whether anything is there. */
export function isUriReference(text: string): boolean {
  if (!ALLOWED.test(text) || text.split('#').length > 2) return false;
  const firstSegment = text.split(/[/?#]/, 1)[0]!;
  const colon = firstSegment.indexOf(':');
  if (colon < 0) return !/[[\]]/.test(text) || text.startsWith('//');
  // After the scheme there must be something: `https:` alone leads nowhere.
  return SCHEME.test(firstSegment.slice(0, colon)) && text.length > colon + 1 && text !== `${firstSegment}//`;
}
