import { startOrg } from '@icf-ts/salesforce-emulator';
import type { Org, OrgOptions, RecordedRequest } from '@icf-ts/salesforce-emulator';

/** Answers of an org that lacks a resource, a method or a content type; a missing object is 400. */
const UNSERVED = new Set([404, 405, 415, 500, 501]);

/** An org that writes down what its clients ask for. */
export interface CertifiedOrg {
  readonly org: Org;
  /** Every answer since the start. */
  readonly answers: readonly RecordedRequest[];
  /** What clients asked for and the org does not have, as `404 GET /path`. */
  unserved(): readonly string[];
  /** A token of the integration user. */
  token(): Promise<string>;
}

export async function startCertifiedOrg(options: OrgOptions = {}): Promise<CertifiedOrg> {
  const answers: RecordedRequest[] = [];
  const org = await startOrg({
    ...options,
    onRequest: (answer) => {
      answers.push(answer);
    },
  });
  const token = async (): Promise<string> => {
    const { clientId: client_id, clientSecret: client_secret } = org.credentials;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    const response = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return {
    org,
    answers,
    token,
    unserved: () =>
      answers
        .filter(({ status }) => UNSERVED.has(status))
        .map(({ method, url, status }) => `${status} ${method} ${url}`),
  };
}
