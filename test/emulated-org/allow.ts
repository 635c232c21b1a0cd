/** What an administrator does in a browser who allows an app as the org's integration user. @returns where it leads */
export async function allow(authorizationUrl: string | URL): Promise<string> {
  const page = await (await fetch(authorizationUrl)).text();
  const request = /name="request" value="(\w+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ request, decision: 'integration' });
  const decided = await fetch(authorizationUrl, { method: 'POST', body, redirect: 'manual' });
  return decided.headers.get('location') ?? '';
}
