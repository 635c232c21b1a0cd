/** Parameters of a query string that open doors. */
const SECRET =
  /([?&](?:access_token|oauth_token|refresh_token|id_token|token|sid|password|client_secret|code|code_verifier|assertion|client_assertion|pw|un_token)=)[^&#]*/gi;

/** A path and query with secrets replaced by asterisks. */
export function maskUrl(url: string): string {
  return url.replace(SECRET, '$1***');
}
