import type { Org } from '@icf-ts/salesforce-emulator';

const API = '/services/data/v66.0';
const BATCH = 200;

type Row = Readonly<Record<string, unknown>>;

/** Creates rows in an org as another client would. @returns their ids. */
export async function insertRows(org: Org, sobject: string, rows: readonly Row[]): Promise<string[]> {
  const { clientId, clientSecret, username, password, securityToken } = org.credentials;
  const login = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password: password + securityToken,
    }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const ids: string[] = [];
  for (let at = 0; at < rows.length; at += BATCH) {
    const records = rows.slice(at, at + BATCH).map((row) => ({ attributes: { type: sobject }, ...row }));
    const answer = await fetch(`${org.url}${API}/composite/sobjects`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ allOrNone: true, records }),
    });
    for (const result of (await answer.json()) as { id?: string; errors?: unknown }[]) {
      if (!result.id) throw new Error(`${sobject} was not created: ${JSON.stringify(result.errors)}`);
      ids.push(result.id);
    }
  }
  return ids;
}
