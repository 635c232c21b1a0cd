import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { fixture } from './support/fixtures.js';
import { http, openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

describe('service root', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient();
  });
  after(() => client.close());

  it('lists the living versions without a token, labelled as recorded', async function () {
    const { status, json } = await http(`${client.org.url}/services/data`);
    expect(status).to.equal(200);
    expect(json.at(0).version).to.equal('31.0');
    expect(json.at(-1)).to.deep.equal({ label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
    const recorded: { version: string }[] = fixture(this, 'services_data_versions.2021.json');
    const own = new Map(json.map((entry: { version: string }) => [entry.version, entry]));
    for (const entry of recorded) {
      if (own.has(entry.version)) expect(own.get(entry.version)).to.deep.equal(entry);
    }
  });

  it('tells retired versions from unknown ones', async () => {
    const at = (version: string) =>
      http(`${client.org.url}/services/data/${version}/limits`, {
        headers: { authorization: `Bearer ${client.token}` },
      });
    const retired = await at('v30.0');
    expect([retired.status, retired.json[0].errorCode]).to.deep.equal([410, 'GONE']);
    for (const version of ['v99.0', 'v6.0', '58.0', 'v58']) {
      const unknown = await at(version);
      expect([unknown.status, unknown.json[0].errorCode], version).to.deep.equal([404, 'NOT_FOUND']);
    }
    expect((await at('v31.0')).status).to.equal(200);
  });

  it('names its resources, the identity by an absolute URL', async () => {
    const { json } = await client.call('GET', '/');
    expect(json.sobjects).to.equal('/services/data/v62.0/sobjects');
    expect(json.identity.startsWith(`${client.org.url}/id/00D`)).to.equal(true);
  });

  it('takes paths in any case and with a slash at the end', async () => {
    expect((await client.call('GET', '/SObjects/uSER/describe/')).json.name).to.equal('User');
  });

  it('refuses headers without a token and sessions that are not', async () => {
    const url = `${client.org.url}/services/data/v62.0/limits`;
    const none = await http(url);
    expect([none.status, none.json]).to.deep.equal([
      401,
      [{ message: 'INVALID_AUTH_HEADER', errorCode: 'INVALID_AUTH_HEADER' }],
    ]);
    const wrong = await http(url, { headers: { authorization: 'Bearer 00D!x' } });
    expect([wrong.status, wrong.json[0].errorCode]).to.deep.equal([401, 'INVALID_SESSION_ID']);
    const oauth = await http(url, { headers: { authorization: `OAuth ${client.token}` } });
    expect(oauth.status).to.equal(200);
  });

  it('answers a path of no resource only to those it knows', async () => {
    expect((await http(`${client.org.url}/services/data/v62.0/nothing/here`)).status).to.equal(401);
    const { status, text } = await client.call('GET', '/nothing/here');
    expect(status).to.equal(404);
    expect(text).to.equal('[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]');
  });

  it('refuses a URI beyond 16,384 bytes by an HTML page', async () => {
    const { status, text, headers } = await client.query(
      `SELECT Id FROM User WHERE Name = '${'x'.repeat(16_400)}'`,
    );
    expect([status, text]).to.deep.equal([414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>']);
    expect(headers.get('content-type')).to.match(/^text\/html/);
  });

  it('indents on request in its own style', async () => {
    const { text } = await client.call('GET', '/sobjects/UserLogin', undefined, { 'X-PrettyPrint': '1' });
    expect(text).to.match(/^\{\n {2}"objectDescribe" : \{\n {4}"activateable" : false,/);
    expect(text).to.match(/"recentItems" : \[ \]\n\}$/);
  });

  it('rejects a taken port with the error of Node', async () => {
    const refused = await startOrg({ port: client.org.port }).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(refused).to.equal('EADDRINUSE');
  });
});
