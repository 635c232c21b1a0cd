import type { Org } from '@icf-ts/salesforce-emulator';

type Json = Readonly<Record<string, unknown>>;

/** Somebody else who works in the org, without the connector. */
export class OtherSession {
  readonly #org: Org;
  #token: Promise<string> | undefined;

  constructor(org: Org) {
    this.#org = org;
  }

  /** @param backdateSeconds by how much the write is stamped before it is seen, as by a long transaction. */
  async call(method: string, path: string, body?: Json, backdateSeconds = 0): Promise<unknown> {
    this.#token ??= this.#login();
    const authorization = `Bearer ${await this.#token}`;
    if (backdateSeconds > 0) this.#org.failNext({ method, backdateSeconds });
    const response = await fetch(`${this.#org.url}/services/data/v66.0${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  async create(sobject: string, values: Json, backdateSeconds?: number): Promise<string> {
    const row = await this.call('POST', `/sobjects/${sobject}`, values, backdateSeconds);
    return (row as { id: string }).id;
  }
  update(sobject: string, id: string, values: Json, backdateSeconds?: number): Promise<unknown> {
    return this.call('PATCH', `/sobjects/${sobject}/${id}`, values, backdateSeconds);
  }
  delete(sobject: string, id: string, backdateSeconds?: number): Promise<unknown> {
    return this.call('DELETE', `/sobjects/${sobject}/${id}`, undefined, backdateSeconds);
  }
  async ids(soql: string): Promise<string[]> {
    const answer = await this.call('GET', `/query?q=${encodeURIComponent(soql)}`);
    return (answer as { records: { Id: string }[] }).records.map(({ Id: id }) => id);
  }
  /** A login with a wrong password. */
  failLogin(username: string): Promise<unknown> {
    return this.#ask(username, 'wrong');
  }

  async #login(): Promise<string> {
    const { username, password, securityToken } = this.#org.credentials;
    return ((await (await this.#ask(username, password + securityToken)).json()) as { access_token: string })
      .access_token;
  }
  #ask(username: string, password: string): Promise<Response> {
    const { clientId, clientSecret } = this.#org.credentials;
    return fetch(`${this.#org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
      }),
    });
  }
}
