import { http, openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { OrgOptions } from '@icf-ts/salesforce-emulator';
import type { Json } from '../support/json.js';

/** An org spoken to by SCIM. */
export interface ScimClient {
  readonly rest: OrgClient;
  /** A call below `/services/scim`, such as `v2/Users`; a body that is no text is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  as(token: string): ScimClient;
  list(path: string, filter?: string): Promise<Json>;
  profileId(name: string): Promise<string>;
  setId(name: string): Promise<string>;
  close(): Promise<void>;
}

export async function openScim(options: OrgOptions = {}): Promise<ScimClient> {
  return scimOf(await openClient(options));
}

function scimOf(rest: OrgClient): ScimClient {
  const call: ScimClient['call'] = (method, path, body, headers = {}) =>
    http(`${rest.org.url}/services/scim/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${rest.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const first = async (soql: string): Promise<string> => (await rest.rows(soql))[0]?.Id;
  return {
    rest,
    call,
    as: (token) => scimOf(rest.as(token)),
    list: async (path, filter) => {
      const query = filter === undefined ? '' : `?filter=${encodeURIComponent(filter)}`;
      return (await call('GET', path + query)).json;
    },
    profileId: (name) => first(`SELECT Id FROM Profile WHERE Name = '${name}'`),
    setId: (name) => first(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`),
    close: () => rest.close(),
  };
}

let made = 0;

/** A payload that version 2 takes as it is. */
export async function scimUser(client: ScimClient, values: Json = {}): Promise<Json> {
  const userName = `Scim.User${++made}@Example.com`;
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    name: { familyName: `Scim${made}`, givenName: 'User' },
    emails: [{ type: 'work', primary: 'true', value: 'user@example.com' }],
    entitlements: [{ value: await client.profileId('Standard User') }],
    ...values,
  };
}

export async function createScimUser(client: ScimClient, values: Json = {}): Promise<Json> {
  const { status, json, text } = await client.call('POST', 'v2/Users', await scimUser(client, values));
  if (status !== 201) throw new Error(`user not created: ${text}`);
  return json;
}

/** A body of operations in version 2. */
export const operations = (...list: Json[]): Json => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: list,
});
