import { expect } from 'chai';
import { http, openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

let client: OrgClient;

describe('limits and sessions', () => {
  afterEach(() => client.close());

  it('counts REST calls and nothing else, by resource', async () => {
    client = await openClient();
    client.org.calls.reset();
    const first = await client.call('GET', '/limits');
    expect(first.headers.get('sforce-limit-info')).to.equal('api-usage=1/15000');
    expect(first.json.DailyApiRequests).to.deep.equal({ Max: 15_000, Remaining: 14_999 });
    await client.query('SELECT Id FROM User');
    await client.call('GET', '/sobjects/user/005000000000000');
    await http(`${client.org.url}/services/data`);
    const { calls } = client.org;
    expect(calls.total).to.equal(3);
    expect(calls.logins).to.equal(0);
    expect([...calls.byResource]).to.deep.equal([
      ['GET /limits', 1],
      ['GET /query', 1],
      ['GET /sobjects/User/{id}', 1],
    ]);
  });

  it('refuses calls beyond the daily limit until 24 hours have passed', async () => {
    let nowMs = Date.UTC(2026, 5, 1);
    const now = () => new Date(nowMs);
    client = await openClient({ dailyApiLimit: 2, now, sessionTimeoutMs: 7 * 86_400_000 });
    await client.call('GET', '/limits');
    await client.call('GET', '/limits');
    const refused = await client.call('GET', '/limits');
    expect([refused.status, refused.json]).to.deep.equal([
      403,
      [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    ]);
    expect(refused.headers.get('sforce-limit-info')).to.equal('api-usage=2/2');
    nowMs += 25 * 3_600_000;
    expect((await client.call('GET', '/limits')).status).to.equal(200);
  });

  it('ends sessions that were idle for too long, counted from the last use', async () => {
    let nowMs = Date.UTC(2026, 5, 1);
    client = await openClient({ now: () => new Date(nowMs), sessionTimeoutMs: 1_000 });
    for (let n = 0; n < 3; n++) {
      nowMs += 900;
      expect((await client.call('GET', '/limits')).status).to.equal(200);
    }
    nowMs += 1_001;
    expect((await client.call('GET', '/limits')).status).to.equal(401);
  });

  it('ends all sessions on demand', async () => {
    client = await openClient();
    client.org.revokeSessions();
    expect((await client.call('GET', '/limits')).json[0].errorCode).to.equal('INVALID_SESSION_ID');
  });
});

describe('planned failures', () => {
  afterEach(() => client.close());

  it('stand in for the next answers, then the org is as before', async () => {
    client = await openClient();
    client.org.failNext({ times: 2 });
    client.org.failNext({ status: 500, body: [{ message: 'x', errorCode: 'UNKNOWN_EXCEPTION' }] });
    const first = await client.call('GET', '/limits');
    expect([first.status, first.headers.get('content-type')]).to.deep.equal([503, 'text/html;charset=UTF-8']);
    expect((await client.call('GET', '/limits')).status).to.equal(503);
    expect((await client.call('GET', '/limits')).json).to.deep.equal([
      { message: 'x', errorCode: 'UNKNOWN_EXCEPTION' },
    ]);
    expect((await client.call('GET', '/limits')).status).to.equal(200);
  });

  it('can hit one path and method', async () => {
    client = await openClient();
    client.org.failNext({ status: 503, path: '/services/oauth2/token', method: 'POST' });
    expect((await client.call('GET', '/limits')).status).to.equal(200);
    const { status } = await http(`${client.org.url}/services/oauth2/token`, { method: 'POST' });
    expect(status).to.equal(503);
  });

  it('can cut the connection before the work or after it', async () => {
    client = await openClient();
    const lost = await client.newUser({ Username: 'lost@example.com' });
    const made = await client.newUser({ Username: 'made@example.com' });
    const outcome = (body: unknown) => client.call('POST', '/sobjects/User', body).catch(() => 'cut');
    client.org.failNext({ disconnect: 'before' });
    expect(await outcome(lost)).to.equal('cut');
    client.org.failNext({ disconnect: 'after' });
    expect(await outcome(made)).to.equal('cut');
    const names = await client.rows(
      "SELECT Username FROM User WHERE Username IN ('lost@example.com','made@example.com')",
    );
    expect(names.map(({ Username }) => Username)).to.deep.equal(['made@example.com']);
  });
});
