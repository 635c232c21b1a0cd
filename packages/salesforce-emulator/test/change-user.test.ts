import { expect } from 'chai';
import { fixture } from './support/fixtures.js';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

describe('reading and changing a user', () => {
  let client: OrgClient;
  let nowMs = Date.UTC(2026, 5, 1, 12, 0, 0, 700);
  before(async () => {
    client = await openClient({ users: 2, now: () => new Date(nowMs), sessionTimeoutMs: 30 * 86_400_000 });
  });
  after(() => client.close());

  const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
    client.call('PATCH', `/sobjects/User/${id}`, body, headers);

  it('shows the fields asked for, and the id', async () => {
    const id = await client.createUser({ FirstName: 'Ada', LastName: 'Byron' });
    const { json } = await client.call('GET', `/sobjects/user/${id}?fields=name,Alias`);
    expect(Object.keys(json)).to.deep.equal(['attributes', 'Name', 'Alias', 'Id']);
    expect(json.Name).to.equal('Ada Byron');
    const unknown = await client.call('GET', `/sobjects/User/${id}?fields=Name,Foo`);
    expect([unknown.status, unknown.json[0].message]).to.deep.equal([
      400,
      "No such column 'Foo' on sobject of type User",
    ]);
  });

  it('tells an unknown id from what is no id', async function () {
    const [recorded] = fixture(this, 'restforce_sobject_find_error_response.json');
    const odd = await client.call('GET', '/sobjects/User/23foo');
    expect([odd.status, odd.json]).to.deep.equal([404, [recorded]]);
    const [profile] = await client.rows('SELECT Id FROM Profile LIMIT 1');
    for (const id of ['005000000000001', profile?.Id]) {
      const missing = await client.call('GET', `/sobjects/User/${id}`);
      expect([missing.status, missing.json[0].errorCode]).to.deep.equal([404, 'NOT_FOUND']);
    }
  });

  it('writes what is sent, clears by null and "", keeps the rest, and stamps whole seconds', async () => {
    const id = await client.createUser({ Title: 'Old', Department: 'D', Phone: '1' });
    nowMs += 60_000;
    const { status, text } = await patch(id.slice(0, 15), { title: 'New', Department: null, Phone: '' });
    expect([status, text]).to.deep.equal([204, '']);
    const row = client.org.find('User', id);
    expect(row).to.include({ Title: 'New', Department: null, Phone: null, LocaleSidKey: 'fr_FR' });
    expect(row?.SystemModstamp).to.equal('2026-06-01T12:01:00.000+0000');
    expect(row?.LastModifiedDate).to.equal(row?.SystemModstamp);
    expect(row?.CreatedDate).to.equal('2026-06-01T12:00:00.000+0000');
    expect((await patch(id, {})).status).to.equal(204);
  });

  it('accepts PATCH in the URL of a POST', async () => {
    const id = await client.createUser();
    const answer = await client.call('POST', `/sobjects/User/${id}?_HttpMethod=PATCH`, { Title: 'By POST' });
    expect(answer.status).to.equal(204);
    expect(client.org.find('User', id)?.Title).to.equal('By POST');
  });

  it('frees a user name by renaming alone', async () => {
    const id = await client.createUser({ Username: 'old.name@example.com' });
    await patch(id, { Username: 'new.name@example.com' });
    expect(await client.rows("SELECT Id FROM User WHERE Username = 'old.name@example.com'")).to.deep.equal(
      [],
    );
    await client.createUser({ Username: 'old.name@example.com' });
    const [error] = (await patch(id, { Username: 'Old.Name@example.com' })).json;
    expect(error.errorCode).to.equal('DUPLICATE_USERNAME');
    expect((await patch(id, { Username: 'NEW.name@example.com' })).status).to.equal(204);
  });

  const refused: readonly (readonly [
    string,
    Record<string, unknown>,
    string,
    readonly string[] | undefined,
  ])[] = [
    ['a required field cleared', { LastName: null }, 'REQUIRED_FIELD_MISSING', ['LastName']],
    [
      'a restricted picklist cleared',
      { LocaleSidKey: null },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      ['LocaleSidKey'],
    ],
    [
      'a read-only field',
      { CreatedDate: '2020-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      ['CreatedDate'],
    ],
    ['an unknown field', { Nope: 1 }, 'INVALID_FIELD', undefined],
    ['a text too long', { Alias: 'ninechars' }, 'STRING_TOO_LONG', ['Alias']],
  ];
  for (const [what, body, errorCode, fields] of refused) {
    it(`refuses ${what} and changes nothing`, async () => {
      const id = await client.createUser();
      const before = client.org.find('User', id);
      const { status, json } = await patch(id, { Title: 'Lost', ...body });
      expect([status, json[0].errorCode, json[0].fields]).to.deep.equal([400, errorCode, fields]);
      expect(client.org.find('User', id)).to.deep.equal(before);
    });
  }

  it('refuses managers that lead back to the user', async () => {
    const top = await client.createUser();
    const middle = await client.createUser({ ManagerId: top });
    const bottom = await client.createUser({ ManagerId: middle });
    for (const manager of [top, bottom]) {
      expect((await patch(top, { ManagerId: manager })).json[0].errorCode).to.equal('CIRCULAR_DEPENDENCY');
    }
    expect((await patch(bottom, { ManagerId: top })).status).to.equal(204);
  });

  it('lets nobody deactivate himself, nor touch users that Salesforce maintains', async () => {
    const rows = await client.rows(
      "SELECT Id, UserType FROM User WHERE Alias = 'integ' OR UserType = 'AutomatedProcess'",
    );
    for (const { Id, UserType } of rows) {
      const { status, json } = await patch(Id, { IsActive: false });
      expect([status, json[0].errorCode]).to.deep.equal([
        400,
        UserType === 'AutomatedProcess' ? 'INVALID_READ_ONLY_USER_DML' : 'FIELD_INTEGRITY_EXCEPTION',
      ]);
    }
  });

  it('never deletes a user', async () => {
    const id = await client.createUser();
    const { status, text } = await client.call('DELETE', `/sobjects/User/${id}`);
    expect(status).to.equal(405);
    expect(text).to.equal(
      `[{"errorCode":"METHOD_NOT_ALLOWED","message":"HTTP Method 'DELETE' not allowed. Allowed are HEAD,GET,PATCH"}]`,
    );
    expect(client.org.find('User', id)).not.to.equal(undefined);
  });

  it('names the allowed methods as recorded', async function () {
    const { status, json } = await client.call('PATCH', '/sobjects/User', {});
    expect([status, json]).to.deep.equal([405, fixture(this, 'error_METHOD_NOT_ALLOWED.405.json')]);
  });

  it('honours conditions on the time of modification', async () => {
    const id = await client.createUser();
    const stamp = new Date(nowMs).toUTCString();
    const unchanged = await client.call('GET', `/sobjects/User/${id}`, undefined, {
      'If-Modified-Since': stamp,
    });
    expect(unchanged.status).to.equal(304);
    const old = new Date(nowMs - 10_000).toUTCString();
    expect((await patch(id, { Title: 'x' }, { 'If-Unmodified-Since': old })).status).to.equal(412);
    expect((await patch(id, { Title: 'x' }, { 'If-Unmodified-Since': stamp })).status).to.equal(204);
    expect((await patch(id, { Title: 'x' }, { 'If-Unmodified-Since': 'soon' })).status).to.equal(400);
  });

  it('keeps countries, states and their codes in step where the org has their picklists', async () => {
    const org = await openClient({ users: 0, features: ['stateCountryPicklists'] });
    const id = await org.createUser({ Country: 'Canada', State: 'quebec' });
    expect(org.org.find('User', id)).to.include({
      CountryCode: 'CA',
      Country: 'Canada',
      StateCode: 'QC',
      State: 'Quebec',
    });
    const [error] = (await org.call('PATCH', `/sobjects/User/${id}`, { State: 'Texas' })).json;
    expect(error).to.deep.include({ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['State'] });
    await org.call('PATCH', `/sobjects/User/${id}`, { CountryCode: 'US', StateCode: 'TX' });
    expect(org.org.find('User', id)?.Address).to.include({
      country: 'United States',
      state: 'Texas',
      stateCode: 'TX',
    });
    await org.close();
  });
});
