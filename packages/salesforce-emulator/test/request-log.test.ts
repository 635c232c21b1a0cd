import { expect } from 'chai';
import type { RecordedRequest } from '@icf-ts/salesforce-emulator';
import { http, openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

let client: OrgClient;

describe('the record of requests', () => {
  afterEach(() => client.close());

  it('tells what each cost, who made it and what came of it', async () => {
    client = await openClient();
    client.org.requests.clear();
    await client.call('GET', '/limits');
    await client.call('GET', '/sobjects/Nothing/describe');
    await http(`${client.org.url}/services/data`);
    client.org.failNext({ kind: 'maintenance' });
    await client.call('GET', '/limits');
    const [user] = await client.rows(
      `SELECT Id FROM User WHERE Username = '${client.org.credentials.username}'`,
    );
    const seen = client.org.requests.entries.map(({ url, status, apiCalls, userId, errorCode, fault }) => [
      url.split('?')[0],
      status,
      apiCalls,
      userId === user?.Id,
      errorCode,
      fault,
    ]);
    expect(seen.slice(0, 4)).to.deep.equal([
      ['/services/data/v62.0/limits', 200, 1, true, null, null],
      ['/services/data/v62.0/sobjects/Nothing/describe', 404, 1, true, 'NOT_FOUND', null],
      ['/services/data', 200, 0, false, null, null],
      ['/services/data/v62.0/limits', 503, 0, false, null, 'maintenance'],
    ]);
  });

  it('counts for each its own calls when many come at once', async () => {
    client = await openClient();
    client.org.requests.clear();
    await Promise.all(Array.from({ length: 20 }, () => client.call('GET', '/limits')));
    expect(client.org.requests.entries.map(({ apiCalls }) => apiCalls)).to.deep.equal(Array(20).fill(1));
  });

  it('masks secrets', async () => {
    client = await openClient();
    await http(`${client.org.url}/services/oauth2/userinfo?access_token=${client.token}&x=1`);
    await http(
      `${client.org.url}/services/oauth2/token?grant_type=password&password=hidden&client_secret=s3`,
    );
    const text = JSON.stringify(client.org.requests.entries);
    expect(text).to.include('access_token=***&x=1').and.include('password=***&client_secret=***');
    for (const secret of [client.token, 'hidden', 's3']) expect(text).not.to.include(secret);
  });

  it('keeps as many as wanted and tells a listener of each', async () => {
    const told: RecordedRequest[] = [];
    client = await openClient({ keptRequests: 3, onRequest: (request) => told.push(request) });
    for (let k = 0; k < 10; k++) await client.call('GET', '/limits');
    expect(client.org.requests.entries).to.have.length(3);
    expect(client.org.requests.entries.at(-1)).to.equal(told.at(-1));
    expect(told).to.have.length(11);
  });
});
