import type { Org } from '@icf-ts/salesforce-emulator';

const VERSION = 'v62.0';

/** A row as Salesforce answers it; a related row is one within it. */
export type OrgRow = Readonly<Record<string, unknown>>;

/** The rows of a query, asked as an administrator would who looks after what a program has done. Costs API calls. */
export async function rowsOf({ url, credentials }: Org, soql: string): Promise<readonly OrgRow[]> {
  const { clientId, clientSecret } = credentials;
  const answer = await fetch(new URL('/services/oauth2/token', url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const rows: OrgRow[] = [];
  let path: string | undefined = `/services/data/${VERSION}/query?q=${encodeURIComponent(soql)}`;
  while (path !== undefined) {
    const page = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
    if (!page.ok) throw new Error(`${soql}\n${await page.text()}`);
    const { records, nextRecordsUrl } = (await page.json()) as {
      records: readonly OrgRow[];
      nextRecordsUrl?: string;
    };
    rows.push(...records.map(({ attributes: _, ...fields }) => fields));
    path = nextRecordsUrl;
  }
  return rows;
}
