import { expect } from 'chai';
import { fixture } from './support/fixtures.js';
import { openClient, passwordGrant } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

describe('password resource', () => {
  let client: OrgClient;
  let nowMs = Date.UTC(2026, 5, 1);
  beforeEach(async () => {
    client = await openClient({ users: 1, now: () => new Date(nowMs), sessionTimeoutMs: 400 * 86_400_000 });
  });
  afterEach(() => client.close());

  const set = (id: string, NewPassword: unknown, by = client) =>
    by.call('POST', `/sobjects/User/${id}/password`, { NewPassword });

  it('sets a password without a body in the answer, and stamps the user', async () => {
    const id = await client.createUser();
    nowMs += 5_000;
    const { status, text } = await set(id, 'Passw0rd1');
    expect([status, text]).to.deep.equal([204, '']);
    expect(client.org.passwordOf(id)).to.equal('Passw0rd1');
    const row = client.org.find('User', id);
    expect(row?.LastPasswordChangeDate).to.equal(row?.SystemModstamp);
    expect(row?.LastModifiedDate).to.equal(row?.CreatedDate);
    expect((await client.call('GET', `/sobjects/User/${id}/password`)).text).to.equal('{"isExpired":false}');
  });

  it('refuses the last three passwords with HTTP 500 while the present one stays', async () => {
    const id = await client.createUser();
    for (const password of ['Passw0rd1', 'Passw0rd2']) await set(id, password);
    for (const password of ['Passw0rd2', 'Passw0rd1']) {
      const { status, json } = await set(id, password);
      expect([status, json]).to.deep.equal([
        500,
        [{ message: 'invalid repeated password', errorCode: 'UNKNOWN_EXCEPTION' }],
      ]);
    }
    expect(client.org.passwordOf(id)).to.equal('Passw0rd2');
    for (const password of ['Passw0rd3', 'Passw0rd4', 'Passw0rd1']) {
      expect((await set(id, password)).status, password).to.equal(204);
    }
  });

  it('holds passwords to the policy', async () => {
    const id = await client.createUser({ Username: 'longname1@example.com' });
    const cases: readonly (readonly [unknown, RegExp])[] = [
      ['Short1', /at least 8 characters long/],
      ['OnlyLetters', /mix of letters and numbers/],
      ['1234567890', /mix of letters and numbers/],
      ['xLongName1@example.com', /must not contain your username/],
      ['', /cannot be blank/],
      [null, /cannot be blank/],
    ];
    for (const [password, message] of cases) {
      const { status, json } = await set(id, password);
      expect([status, json[0].errorCode]).to.deep.equal([400, 'INVALID_NEW_PASSWORD']);
      expect(json[0].message).to.match(message);
    }
    expect((await set(id, 12_345_678)).json[0].errorCode).to.equal('JSON_PARSER_ERROR');
    expect(client.org.passwordOf(id)).to.equal(undefined);
  });

  it('resets to a generated password that must be changed before anything else', async function () {
    const username = 'reset.user@example.com';
    const id = await client.createUser({ Username: username });
    const reset = await client.call('DELETE', `/sobjects/User/${id}/password`);
    expect(reset.status).to.equal(200);
    expect(Object.keys(reset.json)).to.deep.equal(['NewPassword']);
    const password = reset.json.NewPassword;
    expect((await client.call('GET', `/sobjects/User/${id}/password`)).json).to.deep.equal({
      isExpired: true,
    });
    const own = client.as((await passwordGrant(client.org, username, password)).json.access_token);
    const refused = await own.call('GET', '/limits');
    expect([refused.status, refused.json]).to.deep.equal([
      403,
      fixture(this, 'error_INVALID_OPERATION_WITH_EXPIRED_PASSWORD.json'),
    ]);
    expect((await set(id, 'Passw0rd1', own)).status).to.equal(204);
    expect((await own.call('GET', '/limits')).status).to.equal(200);
  });

  it('lets passwords grow old', async () => {
    const id = await client.createUser();
    await set(id, 'Passw0rd1');
    nowMs += 91 * 86_400_000;
    expect((await client.call('GET', `/sobjects/User/${id}/password`)).json).to.deep.equal({
      isExpired: true,
    });
  });

  it('ends the sessions of a user whose password another has set', async () => {
    const username = 'session.user@example.com';
    const id = await client.createUser({ Username: username });
    await set(id, 'Passw0rd1');
    const own = client.as((await passwordGrant(client.org, username, 'Passw0rd1')).json.access_token);
    expect((await set(id, 'Passw0rd2', own)).status).to.equal(204);
    expect((await own.call('GET', '/limits')).status).to.equal(200);
    await set(id, 'Passw0rd3');
    expect((await own.call('GET', '/limits')).status).to.equal(401);
  });

  it('is closed to other users, for inactive ones, and does not exist elsewhere', async () => {
    const username = 'nosy.user@example.com';
    const nosy = await client.createUser({ Username: username });
    const other = await client.createUser();
    await set(nosy, 'Passw0rd1');
    const own = client.as((await passwordGrant(client.org, username, 'Passw0rd1')).json.access_token);
    const refused = await set(other, 'Passw0rd1', own);
    expect([refused.status, refused.json[0].errorCode]).to.deep.equal([403, 'INSUFFICIENT_ACCESS']);
    await client.call('PATCH', `/sobjects/User/${other}`, { IsActive: false });
    expect((await set(other, 'Passw0rd1')).status).to.equal(400);
    expect((await set('005000000000001AAA', 'Passw0rd1')).status).to.equal(404);
    const [profile] = await client.rows('SELECT Id FROM Profile LIMIT 1');
    const path = `/sobjects/Profile/${profile?.Id}/password`;
    expect((await client.call('POST', path, { NewPassword: 'x' })).status).to.equal(404);
  });
});
