const TRUST =
  'its certificate is not trusted here: give the certificate of the authority that issued it as tls.ca';
const PLAIN =
  'what answers there does not speak TLS: is it the right port, and has the server a certificate?';
const OLD_TLS = 'it offers only versions of TLS before 1.2';
const CLIENT_CERTIFICATE =
  'it wants a certificate of ours that it trusts: give one as tls.cert, with its tls.key';

/** What an error of Node or OpenSSL means to who set up the client, by its code. */
const MEANINGS: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TRUST,
  UNABLE_TO_GET_ISSUER_CERT: TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TRUST,
  SELF_SIGNED_CERT_IN_CHAIN: TRUST,
  DEPTH_ZERO_SELF_SIGNED_CERT: TRUST,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: compare the clocks',
  ERR_SSL_WRONG_VERSION_NUMBER: PLAIN,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: PLAIN,
  ERR_SSL_UNSUPPORTED_PROTOCOL: OLD_TLS,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: OLD_TLS,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: CLIENT_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: CLIENT_CERTIFICATE,
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE': CLIENT_CERTIFICATE,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: CLIENT_CERTIFICATE,
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE': CLIENT_CERTIFICATE,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: CLIENT_CERTIFICATE,
};

/** Whether the server refused the TLS handshake, which under TLS 1.3 is heard of only after the first request. */
export const isRefusedHandshake = (error: unknown): boolean =>
  MEANINGS[(error as NodeJS.ErrnoException | undefined)?.code ?? ''] === CLIENT_CERTIFICATE;

/** Why a connection failed or broke, without a full stop; with what to do about it where that is known. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node reports a host with several addresses as an error with several inside and an empty message.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return otherName(error as AlternativeNameError);
  return Object.hasOwn(MEANINGS, code) ? `${MEANINGS[code]} (${code})` : error.message.replace(/\.$/, '');
}

/** Node's error for a certificate of another host. */
interface AlternativeNameError extends Error {
  readonly host: string;
  readonly cert: { readonly subjectaltname?: string; readonly subject?: { readonly CN?: string } };
}

function otherName({ host, cert }: AlternativeNameError): string {
  const names = cert.subjectaltname ?? `CN:${cert.subject?.CN ?? ''}`;
  return (
    `its certificate is for ${names}, not for ${host}: ` +
    'connect by a name that is in it, or say which one to expect as tls.servername'
  );
}
