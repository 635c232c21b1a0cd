import {
  allIdentities,
  linksByIdentity,
  lookupEntries,
  runsOf,
  type Identity,
  type JsonObject,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import type { OrgRow } from '../emulated-org/rows.js';
import { describeStory } from './describe-story.js';

const GRACE = 'grace.hopper@acme.example';
const TABLE_1_8 = { Organization: 'Xellerate Users', 'User Type': 'End-User', 'Employee Type': 'Full-Time' };
/** Automated Process and the inactive. */
const NOT_BROUGHT = 125;
const BROUGHT = 2_481;
const USER = `SELECT Id, Username, FirstName, LastName, Name, Email, Title, CommunityNickname, LocaleSidKey,
  LanguageLocaleKey, IsActive, Profile.Name, UserRole.Name FROM User`;

describeStory('oracle-identity-manager', (stage, costs) => {
  const identities = (type: string): Promise<readonly Identity[]> =>
    stage().inRepository(async (database) => {
      const found: Identity[] = [];
      for await (const page of allIdentities(database, type)) found.push(...page);
      return found;
    });
  const countsOf = (job: string) =>
    stage().inRepository(async (database) =>
      (await runsOf(database, job)).map(({ kind, state, counts }) => [kind, state, counts]),
    );

  it('costs fewer than 100 API calls, three of them for 2,606 users and one for what has changed', () => {
    expect(stage().org.calls.total).to.be.within(50, 99);
    const trusted = costs().filter((cost) => cost.startsWith('icf reconcile trusted'));
    // The groups are one call.
    expect(trusted).to.deep.equal(['icf reconcile trusted groups: 4', 'icf reconcile trusted: 1']);
  });

  it("keeps groups and profiles in Oracle's form, and roles plain", async () => {
    const rows = {
      'Lookup.Salesforce.Groups': await stage().rows("SELECT Id, Name FROM Group WHERE Type = 'Regular'"),
      'Lookup.Salesforce.Profiles': await stage().rows('SELECT Id, Name FROM Profile'),
      'Lookup.Salesforce.Roles': await stage().rows('SELECT Id, Name FROM UserRole'),
    };
    await stage().inRepository(async (database) => {
      for (const [name, all] of Object.entries(rows)) {
        const [key, owner] = name.endsWith('Roles') ? ['', ''] : ['461~', 'Salesforce~'];
        const expected = all.map((row) => ({
          code: `${key}${String(row['Id'])}`,
          decode: `${owner}${String(row['Name'])}`,
        }));
        const kept = await lookupEntries(database, 'salesforce', name);
        expect(kept, name).to.have.deep.members(expected);
      }
      const phones = await lookupEntries(database, 'salesforce', 'Lookup.Salesforce.PhoneType');
      expect(phones.map(({ code, decode }) => `${code} ${decode}`)).to.have.members([
        ...['fax FAX', 'mobile MOBILE', 'work WORK'],
      ]);
    });
  });

  it('has a user with an account for every active person, 2,480 of them, with every value', async () => {
    const rows = await stage().rows(`${USER} WHERE IsActive = true AND UserType != 'AutomatedProcess'`);
    const members = await stage().rows(
      "SELECT UserOrGroupId, Group.Name FROM GroupMember WHERE Group.Type = 'Regular'",
    );
    const groups = new Map<unknown, OrgRow[]>();
    for (const row of members)
      groups.set(row['UserOrGroupId'], [...(groups.get(row['UserOrGroupId']) ?? []), row]);
    const expected = new Map(rows.map((row) => [row['Id'], expectedOf(row, groups.get(row['Id']) ?? [])]));
    const users = await identities('user');
    expect(users).to.have.length(BROUGHT);
    expect(rows).to.have.length(BROUGHT);
    for (const { attributes } of users)
      expect(attributes).to.deep.equal(expected.get(attributes['Salesforce GUID']));
    await stage().inRepository(async (database) => {
      const ids = users.map(({ id }) => id);
      for (const system of ['salesforce', 'salesforce-trusted']) {
        const links = await linksByIdentity(database, { system, objectClass: '__ACCOUNT__' }, ids);
        expect(links, system).to.have.length(BROUGHT);
      }
    });
  });

  it('has linked the groups that are organisations, and left the others alone', async () => {
    const rows = await stage().rows("SELECT Id, Name FROM Group WHERE Type = 'Regular'");
    const idOf = new Map(rows.map((row) => [row['Name'], row['Id']]));
    const linked = (name: string) => ({
      ...{ 'Organization Name': name, 'Display Name': name, ID: idOf.get(name) },
    });
    expect((await identities('organization')).map(({ attributes }) => attributes)).to.have.deep.members([
      linked('Key Account Team'),
      linked('Project Phoenix'),
      { 'Organization Name': 'Xellerate Users' },
    ]);
  });

  it('has made an account, given it another licence, role and group, and disabled it', async () => {
    const { org, rows } = { org: stage().org, rows: (soql: string) => stage().rows(soql) };
    const [grace] = await rows(
      `SELECT Id, Profile.UserLicense.Name, UserRole.Name FROM User WHERE Username = '${GRACE}'`,
    );
    const user = org.find('User', String(grace!['Id']));
    expect(user).to.include({
      ...{ FirstName: 'Grace', LastName: 'Murray', Email: GRACE, CommunityNickname: 'grace.hopper' },
      ...{
        Title: 'Rear Admiral',
        Country: null,
        Phone: '+1 555 0100',
        MobilePhone: '+1 555 0199',
        Fax: null,
      },
      ...{ LocaleSidKey: 'en_US', LanguageLocaleKey: 'en_US', IsActive: false },
    });
    expect(grace).to.have.nested.property('Profile.UserLicense.Name', 'Salesforce');
    expect(grace).to.have.nested.property('UserRole.Name', 'CEO');
    const groups = await rows(
      `SELECT Group.Name FROM GroupMember WHERE UserOrGroupId = '${String(grace!['Id'])}'`,
    );
    expect(groups.map((row) => (row['Group'] as OrgRow)['Name'])).to.deep.equal(['Key Account Team']);
  });

  it('tells of every run by what it did', async () => {
    expect(await countsOf('trusted')).to.deep.equal([
      ['incremental reconciliation', 'done', { FOUND: { link: { changed: 1 } } }],
      [
        ...['reconciliation', 'done'],
        { ABSENT: { create: { changed: BROUGHT } }, SOURCE_IGNORED: { ignore: { unchanged: NOT_BROUGHT } } },
      ],
    ]);
    expect(await countsOf('target')).to.deep.equal([
      [
        ...['reconciliation', 'done'],
        { FOUND: { link: { changed: BROUGHT } }, ABSENT: { ignore: { unchanged: NOT_BROUGHT - 1 } } },
      ],
    ]);
    expect(await countsOf('provisioning')).to.deep.equal([
      ['push', 'done', { SOURCE_MISSING: { disable: { changed: 1 } } }],
      ['push', 'done', { CONFIRMED: { update: { changed: 1 } } }],
      [
        ...['reconciliation', 'done'],
        { ABSENT: { create: { changed: 1 } }, CONFIRMED: { update: { unchanged: BROUGHT } } },
      ],
    ]);
  });

  it('leaves nothing to do: a further run takes the disabled one for nobody new', async () => {
    const { printed } = await stage().folder.run('icf reconcile -q trusted provisioning');
    expect(printed).to.match(
      /1 in all: 0 changed, 1 unchanged, 0 to be looked at, 0 failed\.[^]*SOURCE_IGNORED/,
    );
    expect(printed).to.include('2,481 in all: 0 changed, 2,481 unchanged, 0 to be looked at, 0 failed.');
  });
});

/** What tables 1-8, 1-13 and 1-19 make of a user, as the example's map has them. */
function expectedOf(row: OrgRow, groups: readonly OrgRow[]): JsonObject {
  const named = (relation: unknown): unknown => (relation as OrgRow | null)?.['Name'];
  const profile = named(row['Profile']);
  const values = {
    ...TABLE_1_8,
    'User Login': row['Username'],
    'User Name': row['Username'],
    'First Name': row['FirstName'],
    'Last Name': row['LastName'],
    'Display Name': row['Name'],
    Email: row['Email'],
    Title: row['Title'],
    'Nick Name': row['CommunityNickname'],
    Locale: row['LocaleSidKey'],
    'Preferred Language': row['LanguageLocaleKey'],
    Status: 'Active',
    'Account Status': 'Enabled',
    ID: row['Id'],
    'Salesforce GUID': row['Id'],
    Profile: profile === undefined ? null : `Salesforce~${String(profile)}`,
    Role: named(row['UserRole']) ?? null,
    Groups:
      groups.length === 0
        ? null
        : groups.map((member) => ({ 'Group Name': `Salesforce~${String(named(member['Group']))}` })),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as JsonObject;
}
