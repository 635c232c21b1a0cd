import { expect } from 'chai';
import { fixture } from '../support/fixtures.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

describe('query', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 40 });
  });
  after(() => client.close());

  const names = async (where: string): Promise<string[]> =>
    (await client.rows(`SELECT Alias FROM User WHERE ${where} ORDER BY Alias`)).map(({ Alias }) => Alias);

  it('shows records with attributes first and related rows nested', async () => {
    const { status, json } = await client.query(
      "SELECT id, profile.name, NAME, Profile.UserLicense.LicenseDefinitionKey, Manager.Name FROM user WHERE Alias = 'integ'",
    );
    expect(status).to.equal(200);
    expect(json.totalSize).to.equal(1);
    expect(json.done).to.equal(true);
    const [record] = json.records;
    expect(Object.keys(record)).to.deep.equal(['attributes', 'Id', 'Profile', 'Name', 'Manager']);
    expect(record.attributes).to.deep.equal({
      type: 'User',
      url: `/services/data/v62.0/sobjects/User/${record.Id}`,
    });
    expect(record.Profile.attributes.type).to.equal('Profile');
    expect(record.Profile.Name).to.equal('System Administrator');
    expect(record.Profile.UserLicense.LicenseDefinitionKey).to.equal('SFDC');
    expect(record.Manager).to.equal(null);
  });

  it('has users that are not people, as recorded orgs do', async function () {
    const rows = await client.rows(
      "SELECT Username, UserType, IsActive, ProfileId, Profile.Name FROM User WHERE UserType != 'Standard'",
    );
    expect(rows.map(({ UserType }) => UserType)).to.include.members([
      'AutomatedProcess',
      'CloudIntegrationUser',
      'Guest',
    ]);
    const automated = rows.find(({ UserType }) => UserType === 'AutomatedProcess');
    const { records } = fixture(this, 'query_User_Profile_UserLicense.v48.200.json');
    expect(automated?.Profile).to.equal(records[0].Profile);
    expect(automated?.ProfileId).to.equal(null);
    expect(automated?.IsActive).to.equal(true);
    expect(automated?.Username).to.equal(`autoproc@${client.org.organizationId.toLowerCase()}`);
  });

  it('compares text without regard to case, and ids in both lengths', async () => {
    expect(await names("Username = 'INTEGRATION' OR Alias = 'INTEG'")).to.deep.equal(['integ']);
    const [user] = await client.rows("SELECT Id, ProfileId FROM User WHERE Alias IN ('iNtEg')");
    for (const id of [user?.Id, user?.Id.slice(0, 15)]) {
      expect(await names(`Id = '${id}'`)).to.deep.equal(['integ']);
      expect(await names(`Id IN ('${id}', '005000000000000')`)).to.deep.equal(['integ']);
    }
    expect(await names(`ProfileId = '${user?.ProfileId.slice(0, 15)}'`)).to.deep.equal(['integ']);
  });

  it('treats null as a value that differs from all others', async () => {
    const all = (await names('Id != null')).length;
    const withRole = await names('UserRoleId != null');
    const without = await names('UserRoleId = null');
    expect(withRole.length + without.length).to.equal(all);
    expect(await names("Title = ''")).to.deep.equal(await names('Title = null'));
    const notDirector = await names("Title != 'Director'");
    expect(notDirector).to.deep.equal(await names("NOT (Title = 'Director')"));
    expect(notDirector).to.include('integ');
    expect(await names("Title < 'zzz'")).not.to.include('integ');
    expect(await names("UserRole.Name = null AND Alias = 'integ'")).to.deep.equal(['integ']);
  });

  it('matches LIKE with runs, single characters and escaped wildcards', async () => {
    for (const alias of ['a%b', 'aXb', 'a_b']) await client.createUser({ Alias: alias, Title: 'like-test' });
    const like = (pattern: string) => names(`Title = 'like-test' AND Alias LIKE '${pattern}'`);
    expect(await like('A_B')).to.deep.equal(['a%b', 'a_b', 'aXb']);
    expect(await like('a\\%%')).to.deep.equal(['a%b']);
    expect(await like('a\\_b')).to.deep.equal(['a_b']);
    expect(await like('%')).to.have.length(3);
    expect(await names("NOT Alias LIKE '%e%' AND Id = null".replace(' AND Id = null', ''))).not.to.include(
      'integ',
    );
  });

  it('understands every escape of SOQL literals', async () => {
    const title = 'O\'B "x" \\ é';
    const id = await client.createUser({ Title: title });
    const [row] = await client.rows("SELECT Id FROM User WHERE Title = 'O\\'B \\\"x\\\" \\\\ \\u00e9'");
    expect(row?.Id).to.equal(id);
  });

  it('compares dates to instants and to days of the running user', async () => {
    const [user] = await client.rows("SELECT CreatedDate FROM User WHERE Alias = 'u2'");
    expect(user?.CreatedDate).to.equal('2024-01-01T00:01:00.000+0000');
    expect(await names('CreatedDate = 2024-01-01T00:01:00Z')).to.deep.equal(['u2']);
    expect(await names('CreatedDate = 2024-01-01T01:01:00.000+01:00')).to.deep.equal(['u2']);
    expect(
      await names('CreatedDate > 2024-01-01T00:00:59.999Z AND CreatedDate <= 2024-01-01T00:02:00Z'),
    ).to.deep.equal(['u2', 'u3']);
    await client.createUser({ Alias: 'today' });
    expect(await names('CreatedDate = TODAY'))
      .to.include('today')
      .and.not.to.include('u2');
    expect(await names('CreatedDate < LAST_N_DAYS:30'))
      .to.include('u2')
      .and.not.to.include('today');
    expect(await names('CreatedDate >= YESTERDAY')).to.include('today');
  });

  it('sorts with nulls first unless told otherwise', async () => {
    const titles = async (order: string): Promise<(string | null)[]> =>
      (await client.rows(`SELECT Title FROM User ORDER BY ${order}`)).map(({ Title }) => Title);
    expect((await titles('Title')).at(0)).to.equal(null);
    expect((await titles('Title DESC')).at(0)).to.equal(null);
    expect((await titles('Title ASC NULLS LAST')).at(-1)).to.equal(null);
    const sorted = (await titles('Title DESC NULLS LAST')).filter((title) => title !== null);
    expect(sorted).to.deep.equal([...sorted].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? 1 : -1)));
    const byManager = await client.rows(
      'SELECT Alias FROM User ORDER BY Manager.Name NULLS LAST, Alias DESC',
    );
    expect(byManager.length).to.be.above(40);
  });

  it('cuts by OFFSET and LIMIT', async () => {
    const all = await client.rows('SELECT Id FROM User ORDER BY Username');
    const cut = await client.query('SELECT Id FROM User ORDER BY Username LIMIT 3 OFFSET 2');
    expect(cut.json.records).to.deep.equal(all.slice(2, 5));
    expect(cut.json.totalSize).to.equal(3);
    expect((await client.query('SELECT Id FROM User LIMIT 0')).text).to.equal(
      '{"totalSize":0,"done":true,"records":[]}',
    );
  });

  it('counts and aggregates', async () => {
    const all = (await client.rows('SELECT Id FROM User')).length;
    expect((await client.query('select count() from user')).json).to.deep.equal({
      totalSize: all,
      done: true,
      records: [],
    });
    const [counted] = await client.rows(
      'SELECT COUNT(Id), COUNT(UserRoleId) roles, MIN(CreatedDate) FROM User',
    );
    expect(counted?.attributes).to.deep.equal({ type: 'AggregateResult' });
    expect(counted?.expr0).to.equal(all);
    expect(counted?.roles).to.be.within(1, all - 1);
    expect(counted?.expr1).to.equal('2024-01-01T00:00:00.000+0000');
    const groups = await client.rows('SELECT UserType, COUNT(Id) n FROM User GROUP BY UserType');
    expect(groups.reduce((total, { n }) => total + n, 0)).to.equal(all);
  });

  it('follows semi-joins', async () => {
    const [login] = await client.rows('SELECT Id, UserId FROM UserLogin LIMIT 1');
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: true });
    const frozen = await client.rows(
      'SELECT Id FROM User WHERE Id IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)',
    );
    expect(frozen.map(({ Id }) => Id)).to.deep.equal([login?.UserId]);
  });

  it('expands FIELDS() to the fields of the describe', async () => {
    const [row] = await client.rows('SELECT FIELDS(ALL) FROM User LIMIT 1');
    const { json } = await client.call('GET', '/sobjects/User/describe');
    expect(Object.keys(row ?? {})).to.deep.equal([
      'attributes',
      ...json.fields.map(({ name }: Json) => name),
    ]);
  });
});
