import { expect } from 'chai';
import { buildOrg } from '#src/build-org.js';
import { recordLogin } from '#src/identity/login-history.js';
import { openClient, passwordGrant } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import { loginElement, soapCall } from '../support/soap.js';

describe('LoginHistory', () => {
  let client: OrgClient;
  const username = 'observed.user@example.com';
  let userId: string;
  before(async () => {
    client = await openClient();
    userId = await client.createUser({ Username: username });
    await client.call('POST', `/sobjects/User/${userId}/password`, { NewPassword: 'Passw0rd1' });
  });
  after(() => client.close());

  it('tells of each login of a known user how it went and which way it came', async () => {
    await passwordGrant(client.org, 'nobody@example.com', 'x');
    await passwordGrant(client.org, username, 'wrong');
    await passwordGrant(client.org, username, 'Passw0rd1');
    await soapCall(`${client.org.url}/services/Soap/u/50.0`, loginElement(username, 'Passw0rd1'));
    const [login] = await client.rows(`SELECT Id FROM UserLogin WHERE UserId = '${userId}'`);
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: true });
    await passwordGrant(client.org, username, 'Passw0rd1');
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: false });
    await client.call('PATCH', `/sobjects/User/${userId}`, { IsActive: false });
    await passwordGrant(client.org, username, 'Passw0rd1');
    const rows = await client.rows(
      `SELECT Status, LoginType, Application, ApiType, ApiVersion, SourceIp, LoginUrl FROM LoginHistory WHERE UserId = '${userId}'`,
    );
    const oauth = ['Remote Access 2.0', 'Integration App', null, null];
    expect(
      rows.map((row) => [row.Status, row.LoginType, row.Application, row.ApiType, row.ApiVersion]),
    ).to.deep.equal([
      ['Invalid Password', ...oauth],
      ['Success', ...oauth],
      ['Success', 'Other Apex API', 'N/A', 'SOAP Partner', '50.0'],
      ['User Frozen', ...oauth],
      ['User is Inactive', ...oauth],
    ]);
    const { host } = new URL(client.org.url);
    expect(rows[0]).to.include({ SourceIp: '127.0.0.1', LoginUrl: host });
  });

  it('can be filtered by some columns only, and written by nobody', async () => {
    const filterable = await client.query(
      "SELECT Id FROM LoginHistory WHERE LoginType = 'Remote Access 2.0' AND LoginTime = TODAY",
    );
    expect(filterable.json.totalSize).to.be.greaterThan(0);
    for (const column of ['Status', 'Browser', 'Platform', 'Application', 'ApiType', 'ApiVersion']) {
      const { status, json } = await client.query(`SELECT Id FROM LoginHistory WHERE ${column} = 'x'`);
      expect([status, json[0].errorCode]).to.deep.equal([400, 'INVALID_FIELD']);
    }
    expect((await client.call('POST', '/sobjects/LoginHistory', { UserId: userId })).status).to.equal(400);
  });

  it('keeps its newest rows, for clients may log in for each call', () => {
    const { state } = buildOrg({ users: 0 });
    const table = state.store.table('LoginHistory');
    const door = {
      loginType: 'Application',
      application: 'N/A',
      sourceIp: '127.0.0.1',
      loginUrl: 'localhost',
      apiType: null,
    } as const;
    for (let n = 1; n <= 20_002; n++) {
      recordLogin(state, state.integrationUserId, { ...door, apiVersion: String(n) }, 'Success');
    }
    const [first] = table.rows();
    expect([table.size, first?.ApiVersion, [...table.deletedRows()].length]).to.deep.equal([20_000, '3', 0]);
  });
});
