import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A callback URL on a port that nobody uses. */
export async function freeCallback(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/callback`;
}

/** What a user with a browser does: opens the page, decides as the integration user, and follows the way back. */
export async function browse(authorizationUrl: string, decision = 'integration'): Promise<string> {
  const page = await (await fetch(authorizationUrl)).text();
  const request = /name="request" value="(\w+)"/.exec(page)?.[1];
  // Refused before anybody was asked: the way back has been followed already.
  if (request === undefined) return page;
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
  const decided = await fetch(new URL(action, authorizationUrl), {
    method: 'POST',
    body: new URLSearchParams({ request, decision }),
    redirect: 'manual',
  });
  return (await fetch(decided.headers.get('location') ?? '')).text();
}
