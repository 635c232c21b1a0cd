import { startOrg } from '@icf-ts/salesforce-emulator';
import type { Org, OrgOptions } from '@icf-ts/salesforce-emulator';
import type { Json } from './json.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: Json;
}

/** An org and a session in it, spoken to by plain HTTP. */
export interface OrgClient {
  readonly org: Org;
  readonly token: string;
  /** A call below `/services/data/v62.0`; a body that is no text is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The same with another session. */
  as(token: string): OrgClient;
  query(soql: string, headers?: Record<string, string>): Promise<Answer>;
  rows(soql: string): Promise<Record<string, Json>[]>;
  /** Values of a user that can be created as they are. */
  newUser(values?: Record<string, unknown>): Promise<Record<string, unknown>>;
  createUser(values?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export const VERSION = 'v62.0';

export async function http(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

export function tokenRequest(org: Org, parameters: Record<string, string>): Promise<Answer> {
  return http(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
}

export function passwordGrant(org: Org, username: string, password: string): Promise<Answer> {
  const { clientId: client_id, clientSecret: client_secret } = org.credentials;
  return tokenRequest(org, { grant_type: 'password', client_id, client_secret, username, password });
}

export async function openClient(options: OrgOptions = {}): Promise<OrgClient> {
  const org = await startOrg({
    onUnexpectedError: (error) => {
      throw error;
    },
    ...options,
  });
  const { username, password, securityToken } = org.credentials;
  const { json } = await passwordGrant(org, username, password + securityToken);
  return clientOf(org, json.access_token);
}

let created = 0;

function clientOf(org: Org, token: string): OrgClient {
  const call: OrgClient['call'] = (method, path, body, headers = {}) =>
    http(`${org.url}/services/data/${VERSION}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const client: OrgClient = {
    org,
    token,
    call,
    as: (other) => clientOf(org, other),
    query: (soql, headers) => call('GET', `/query?q=${encodeURIComponent(soql)}`, undefined, headers),
    rows: async (soql) => {
      const { json } = await client.query(soql);
      return json.records;
    },
    newUser: async (values = {}) => {
      const [profile] = await client.rows("SELECT Id FROM Profile WHERE Name = 'Standard User'");
      const username = `new.user.${++created}@example.com`;
      return {
        Username: username,
        LastName: 'Newcomer',
        Email: username,
        Alias: `n${created}`,
        TimeZoneSidKey: 'Europe/Paris',
        LocaleSidKey: 'fr_FR',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'fr',
        ProfileId: profile?.Id,
        ...values,
      };
    },
    createUser: async (values) => {
      const { json, text } = await call('POST', '/sobjects/User', await client.newUser(values));
      if (json?.success !== true) throw new Error(`user not created: ${text}`);
      return json.id;
    },
    close: () => org.close(),
  };
  return client;
}
