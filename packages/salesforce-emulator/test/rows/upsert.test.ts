import { expect } from 'chai';
import { shapeOf } from '../support/answer-shape.js';
import { DESCRIBED } from '../support/described.js';
import { fixture } from '../support/fixtures.js';
import { http, openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('rows by external id', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ describe: DESCRIBED });
  });
  after(() => client.close());

  it('are created, then updated', async () => {
    const first = await client.call('PATCH', '/sobjects/Account/Legacy__c/A%2F1', { Name: 'First' });
    expect(first.status).to.equal(201);
    const { id } = first.json;
    expect(first.json).to.deep.equal({ id, success: true, errors: [], created: true });
    expect(first.headers.get('location')).to.match(new RegExp(`/sobjects/Account/${id}$`));
    const again = await client.call('PATCH', '/sobjects/account/legacy__C/a%2f1', { Name: 'Second' });
    expect([again.status, again.json]).to.deep.equal([
      200,
      { id, success: true, errors: [], created: false },
    ]);
    expect(client.org.find('Account', id)).to.include({ Name: 'Second', Legacy__c: 'A/1' });
    expect((await client.call('GET', '/sobjects/Account/Legacy__c/A%2F1?fields=Name')).json).to.deep.include({
      Name: 'Second',
      Id: id,
    });
    expect((await client.call('DELETE', '/sobjects/Account/Legacy__c/A%2F1')).status).to.equal(204);
    expect((await client.call('GET', '/sobjects/Account/Legacy__c/A%2F1')).status).to.equal(404);
  });

  it('answer as recorded before version 46', async function () {
    const created = fixture(this, 'restforce_upsert_created_success_response.json');
    const call = (path: string, body: object) =>
      http(`${client.org.url}/services/data/v45.0/sobjects/${path}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const first = await call('Contact/Key__c/45', { LastName: 'Old' });
    expect(first.status).to.equal(201);
    expect(shapeOf(first.json)).to.deep.equal(shapeOf(created));
    const second = await call('Contact/Key__c/45', { LastName: 'Older' });
    expect([second.status, second.text]).to.deep.equal([204, '']);
    const unknown = await call('Contact/Namez/45', { LastName: 'x' });
    expect([unknown.status, unknown.json]).to.deep.equal([
      404,
      fixture(this, 'restforce_upsert_error_response.json'),
    ]);
  });

  it('are for the caller to choose from when there are several', async function () {
    const ids: string[] = [];
    for (const Name of ['One', 'Two']) {
      const { json } = await client.call('POST', '/sobjects/Account', { Name, Legacy__c: 'dup' });
      ids.push(json.id);
    }
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await client.call(
        method,
        '/sobjects/Account/Legacy__c/dup',
        method === 'PATCH' ? {} : undefined,
      );
      expect(answer.status, method).to.equal(300);
      expect(answer.json).to.deep.equal(ids.map((id) => `/services/data/v62.0/sobjects/Account/${id}`));
      expect(shapeOf(answer.json)).to.deep.equal(shapeOf(fixture(this, 'upsert_several_matches.300.json')));
    }
  });

  it('can be limited to updates', async () => {
    const path = '/sobjects/User/FederationIdentifier/nobody?updateOnly=true';
    expect((await client.call('PATCH', path, { LastName: 'x' })).status).to.equal(404);
    const user = await client.createUser({ FederationIdentifier: 'fed-1' });
    const answer = await client.call('PATCH', path.replace('nobody', 'FED-1'), { LastName: 'By Lookup' });
    expect([answer.status, answer.json.id]).to.deep.equal([200, user]);
    expect(client.org.find('User', user)?.LastName).to.equal('By Lookup');
  });

  it('refuse what a single row would be refused for, and the key in the body', async () => {
    const body = await client.call('PATCH', '/sobjects/Contact/Key__c/9', { LastName: 'x', Key__c: 9 });
    expect([body.status, body.json]).to.deep.equal([
      400,
      [
        {
          message: 'The Key__c field should not be specified in the sobject data.',
          errorCode: 'INVALID_FIELD',
        },
      ],
    ]);
    const missing = await client.call('PATCH', '/sobjects/Contact/Key__c/9', {});
    expect(missing.json[0].errorCode).to.equal('REQUIRED_FIELD_MISSING');
    expect((await client.call('PATCH', '/sobjects/Contact/Key__c/nine', { LastName: 'x' })).status).to.equal(
      400,
    );
    const made = await client.call('PATCH', '/sobjects/Contact/Key__c/9', { LastName: 'x' });
    expect(client.org.find('Contact', made.json.id)?.Key__c).to.equal(9);
    const byId = await client.call('PATCH', `/sobjects/Contact/Id/${made.json.id}`, { LastName: 'y' });
    expect(byId.status).to.equal(200);
    expect((await client.call('PATCH', '/sobjects/Contact/Id/003000000000001AAA', {})).status).to.equal(404);
  });
});

describe('conditions on rows', () => {
  let client: OrgClient;
  let at = Date.UTC(2026, 0, 10, 12);
  before(async () => {
    client = await openClient({ now: () => new Date(at), sessionTimeoutMs: 1e9 });
  });
  after(() => client.close());

  const date = (): string => new Date(at).toUTCString();

  it('by time hold for every object', async () => {
    const user = await client.createUser();
    const path = `/sobjects/User/${user}`;
    const since = date();
    expect((await client.call('GET', path, undefined, { 'If-Modified-Since': since })).status).to.equal(304);
    at += 60_000;
    const patch = (headers: Record<string, string>) => client.call('PATCH', path, { LastName: 'z' }, headers);
    expect((await patch({ 'If-Unmodified-Since': since })).status).to.equal(204);
    expect((await patch({ 'If-Unmodified-Since': since })).status).to.equal(412);
    expect((await patch({ 'If-Modified-Since': date() })).status).to.equal(412);
    expect((await patch({ 'If-Unmodified-Since': 'yesterday' })).status).to.equal(400);
    const read = await client.call('GET', path, undefined, { 'If-Modified-Since': since });
    expect([read.status, read.headers.get('etag')]).to.deep.equal([200, null]);
  });

  it('by entity tag hold for accounts alone', async () => {
    const { json } = await client.call('POST', '/sobjects/Account', { Name: 'Tagged' });
    const path = `/sobjects/Account/${json.id}`;
    const etag = (await client.call('GET', path)).headers.get('etag') ?? '';
    expect(etag).to.match(/^"[0-9a-f]{8}"$/);
    expect((await client.call('GET', path, undefined, { 'If-None-Match': etag })).status).to.equal(304);
    const patch = (match: string) => client.call('PATCH', path, { Name: match }, { 'If-Match': match });
    expect((await patch(etag)).status).to.equal(204);
    expect((await patch(etag)).status).to.equal(412);
    expect((await patch('*')).status).to.equal(204);
    expect((await client.call('DELETE', path, undefined, { 'If-Match': etag })).status).to.equal(204);
  });
});
