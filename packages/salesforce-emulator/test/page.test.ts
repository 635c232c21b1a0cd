import { request } from 'node:http';
import { expect } from 'chai';
import { http, openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

let client: OrgClient;
const page = async (path: string): Promise<string> => (await http(`${client.org.url}${path}`)).text;

describe('the page for people', () => {
  afterEach(() => client.close());

  it('shows users by pages, licences, groups, sets, requests and faults, and loads nothing from elsewhere', async () => {
    client = await openClient({ users: 60 });
    await client.query('SELECT Id FROM User');
    client.org.failNext({ kind: 'lockRow' });
    const first = await page('/');
    for (const word of [
      'Key Account Team',
      'Report Reader',
      'Identity Connect',
      '/query?q=',
      'lockRow',
      '66 users',
    ])
      expect(first).to.include(word);
    expect(first.match(/href="\/users\//g)).to.have.length(25);
    expect(await page('/?page=2'))
      .to.include('51–66')
      .and.not.include('>Next<');
    expect(first).not.to.match(/<script|src=|https?:/);
  });

  it('finds users by name, user name and email', async () => {
    client = await openClient({ users: 60 });
    await client.createUser({ LastName: 'Findling', Email: 'odd.address@example.com' });
    for (const wanted of ['findl', 'ODD.address']) {
      const found = await page(`/?q=${wanted}`);
      expect(found.match(/href="\/users\//g)).to.have.length(1);
      expect(found).to.include('Findling');
    }
  });

  it('shows one user with what it has', async () => {
    client = await openClient({ users: 20 });
    const [set] = await client.rows("SELECT Id FROM PermissionSet WHERE Name = 'Report_Reader'");
    const id = await client.createUser({ LastName: 'Holder' });
    await client.call('POST', '/sobjects/PermissionSetAssignment', {
      AssigneeId: id,
      PermissionSetId: set?.Id,
    });
    const shown = await page(`/users/${id}`);
    for (const word of ['Holder', 'Report Reader', 'profile Standard User', 'Europe/Paris'])
      expect(shown).to.include(word);
    expect((await http(`${client.org.url}/users/005000000000000`)).status).to.equal(404);
  });

  it('escapes what users wrote', async () => {
    client = await openClient();
    const id = await client.createUser({ LastName: '<img src=x onerror="a()">', Title: "'><script>" });
    for (const path of [`/users/${id}`, '/?q=%3Cimg', '/?q=%22%3E%3Cscript%3E']) {
      expect(await page(path)).not.to.match(/<img|<script/);
    }
    expect(await page(`/users/${id}`)).to.include('&lt;img src=x onerror=&quot;a()&quot;&gt;');
  });

  it('is neither counted nor recorded, nor shown to others or when not wanted', async () => {
    client = await openClient();
    client.org.requests.clear();
    client.org.calls.reset();
    await page('/');
    expect([client.org.requests.entries.length, client.org.calls.total]).to.deep.equal([0, 0]);
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${client.org.url}/`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).to.equal(404);
    await client.close();
    client = await openClient({ page: false });
    expect((await http(`${client.org.url}/`)).status).to.equal(404);
  });
});
