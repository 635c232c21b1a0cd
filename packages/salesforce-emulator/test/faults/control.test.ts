import { request } from 'node:http';
import { expect } from 'chai';
import { openClient } from '../support/org-client.js';
import { http } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';

const TOKEN = 'a-token-of-the-tests';
let client: OrgClient;

const control = (method: string, path: string, body?: string, headers = {}): Promise<Answer> =>
  http(`${client.org.url}/_emulator${path}`, {
    method,
    ...(body !== undefined && { body }),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });

/** The status of a request with a Host header that fetch would not send. */
const statusFor = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(`${client.org.url}/_emulator/faults`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });

describe('the control endpoint', () => {
  afterEach(() => client.close());

  it('is not there unless asked for', async () => {
    client = await openClient();
    expect((await control('GET', '/faults')).status).to.equal(404);
  });

  it('plans, lists and forgets faults', async () => {
    client = await openClient({ control: true });
    const planned = await control('POST', '/faults', '{"faults": [{"kind": "maintenance", "times": 2}]}');
    expect([planned.status, planned.json]).to.deep.equal([201, { planned: 1 }]);
    expect((await client.call('GET', '/limits')).status).to.equal(503);
    expect((await control('GET', '/faults')).json.faults).to.deep.equal([
      { fault: { kind: 'maintenance', times: 2 }, seen: 1, hits: 1 },
    ]);
    expect((await control('DELETE', '/faults')).status).to.equal(204);
    expect((await client.call('GET', '/limits')).status).to.equal(200);
  });

  it('refuses what is no fault, and types that any web page may send', async () => {
    client = await openClient({ control: true });
    const wrong = await control('POST', '/faults', '{"faults": [{"nth": 0}]}');
    expect([wrong.status, wrong.json.error]).to.deep.equal([
      400,
      'body:1: nth must be a whole number from 1',
    ]);
    const text = await control('POST', '/faults', '{"faults": []}', { 'content-type': 'text/plain' });
    expect(text.status).to.equal(415);
  });

  it('shows requests, ends sessions and sets the clock', async () => {
    client = await openClient({ control: true });
    await control('DELETE', '/requests');
    await client.call('GET', '/limits');
    const { requests } = (await control('GET', '/requests')).json;
    expect(requests).to.have.length(1);
    expect(requests[0]).to.include({ method: 'GET', status: 200, apiCalls: 1 });
    expect((await control('PUT', '/clock', '{"skewMs": 1000}')).status).to.equal(204);
    expect((await control('PUT', '/clock', '{"skewMs": "x"}')).status).to.equal(400);
    expect((await control('DELETE', '/sessions')).status).to.equal(204);
    expect((await client.call('GET', '/limits')).status).to.equal(401);
  });

  it('answers only who calls this machine by a name of its own', async () => {
    client = await openClient({ control: true });
    expect(await statusFor('localhost')).to.equal(200);
    expect(await statusFor('evil.example')).to.equal(404);
  });

  it('answers only who has the token where there is one', async () => {
    client = await openClient({ control: TOKEN });
    expect((await control('GET', '/faults')).status).to.equal(404);
    expect((await control('GET', '/faults', undefined, { 'x-emulator-token': 'wrong' })).status).to.equal(
      404,
    );
    expect((await control('GET', '/faults', undefined, { 'x-emulator-token': TOKEN })).status).to.equal(200);
  });

  it('takes no token that is easily guessed', async () => {
    client = await openClient();
    const refused = await openClient({ control: 'short' }).catch((error: Error) => error.message);
    expect(refused).to.equal('the option control needs a token of 16 characters or more');
  });
});
