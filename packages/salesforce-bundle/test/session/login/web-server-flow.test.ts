import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { GuardedString } from '@icf-ts/framework';
import { browserLogin, type BrowserLogin } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { failureOf } from '../../connector/salesforce-facade.js';
import { browse, freeCallback } from './browse.js';

describe('the web server flow', () => {
  let org: Org;
  let callbackUrl: string;
  before(async () => {
    callbackUrl = await freeCallback();
    const app = { clientSecret: 'secret', callbackUrls: [callbackUrl], requiresPkce: true };
    org = await startOrg({
      users: 0,
      connectedApps: [
        { ...app, clientId: 'app' },
        { ...app, clientId: 'online-app', scopes: ['api'] },
      ],
    });
  });
  after(() => org.close());

  const login = (show: (url: string) => unknown, more: Partial<BrowserLogin> = {}) =>
    browserLogin({
      ...{ loginUrl: org.url, clientId: 'app', clientSecret: new GuardedString('secret') },
      ...{ callbackUrl, timeoutMs: 10_000, show: (url) => void show(url), ...more },
    });

  it('ends with a refresh token, and tells the user', async () => {
    let page: Promise<string> | undefined;
    const done = await login((url) => (page = browse(url)));
    expect(done.refreshToken.access((text) => text)).to.match(/^5Aep861/);
    expect(done).to.include({ instanceUrl: org.url });
    expect(await page).to.include('You are logged in');
  });

  it('sends a challenge and a state that nobody can guess', async () => {
    const seen: URLSearchParams[] = [];
    for (let at = 0; at < 2; at++) {
      await login((url) => {
        seen.push(new URL(url).searchParams);
        void browse(url);
      });
    }
    for (const name of ['state', 'code_challenge']) {
      const [first = '', second = ''] = seen.map((each) => each.get(name) ?? '');
      expect(first).to.match(/^[\w-]{43}$/);
      expect(first).not.to.equal(second);
    }
    expect(seen[0]?.get('code_challenge_method')).to.equal('S256');
  });

  it('takes an answer by its state alone', async () => {
    const statuses: number[] = [];
    await login(async (url) => {
      for (const wrong of ['?code=evil', '?code=evil&state=wrong', '?error=access_denied&state=', '/more']) {
        const answer = await fetch(callbackUrl + wrong);
        statuses.push(answer.status);
      }
      statuses.push((await fetch(callbackUrl, { method: 'POST' })).status);
      await browse(url);
    });
    expect(statuses).to.deep.equal([400, 400, 400, 404, 404]);
  });

  it('says that the user said no', async () => {
    const error = await failureOf(login((url) => void browse(url, 'deny')));
    expect(error).to.include({ name: 'PermissionDeniedException' });
    expect(error.message).to.include('access_denied');
  });

  it('says what is wrong with the app', async () => {
    const wrongSecret = { clientSecret: new GuardedString('wrong') };
    expect((await failureOf(login((url) => void browse(url), wrongSecret))).message).to.include(
      "'clientSecret'",
    );
    const offline = await failureOf(login((url) => void browse(url), { clientId: 'online-app' }));
    expect(offline.message).to.match(/scope/);
  });

  it('ends when nobody comes, and when the caller goes', async () => {
    const late = await failureOf(login(() => undefined, { timeoutMs: 20 }));
    expect(late).to.include({ name: 'OperationTimeoutException' });
    const caller = new AbortController();
    const reason = new Error('gone');
    expect(await failureOf(login(() => caller.abort(reason), { signal: caller.signal }))).to.equal(reason);
  });

  it('listens on this host alone, at a port that is free', async () => {
    for (const url of ['https://localhost/x', 'http://0.0.0.0:1/x', 'http://host.example/x']) {
      const error = await failureOf(login(() => undefined, { callbackUrl: url }));
      expect(error.message).to.include('must be http on this host');
    }
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const url = `http://127.0.0.1:${(taken.address() as AddressInfo).port}/x`;
    expect((await failureOf(login(() => undefined, { callbackUrl: url }))).message).to.include('EADDRINUSE');
    taken.close();
    await once(taken, 'close');
    let port = '0';
    await failureOf(
      login((shown) => (port = new URL(new URL(shown).searchParams.get('redirect_uri') ?? '').port), {
        ...{ callbackUrl: 'http://127.0.0.1:0/callback', timeoutMs: 20 },
      }),
    );
    expect(Number(port)).to.be.greaterThan(0);
  });
});
