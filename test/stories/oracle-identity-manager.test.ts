import { join } from 'node:path';
import {
  SourceDocument,
  allIdentities,
  linksByIdentity,
  lookupEntries,
  readJobs,
  runsOf,
  type Identity,
  type JsonObject,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import type { OrgRow } from '../emulated-org/rows.js';
import { describeStory } from './describe-story.js';
import { GRACE, accountsSeen, groupsSeen, watch } from './oracle-watch.js';

const TABLE_1_8 = { Organization: 'Xellerate Users', 'User Type': 'End-User', 'Employee Type': 'Full-Time' };
/** Automated Process and the inactive. */
const NOT_BROUGHT = 125;
const BROUGHT = 2_481;
const PUSHED = ['push', 'done', { CONFIRMED: { update: { changed: 1 } } }];
const USER = `SELECT Id, Username, FirstName, LastName, Name, Email, Title, CommunityNickname, LocaleSidKey,
  LanguageLocaleKey, IsActive, Profile.Name, UserRole.Name FROM User`;

describeStory({ name: 'oracle-identity-manager', watch }, (stage, costs) => {
  const identities = (type: string): Promise<readonly Identity[]> =>
    stage().inRepository(async (database) => {
      const found: Identity[] = [];
      for await (const page of allIdentities(database, type)) found.push(...page);
      return found;
    });
  const countsOf = (job: string) =>
    stage().inRepository(async (database) =>
      (await runsOf(database, job))
        // What plans a run writes nothing.
        .filter(({ kind }) => kind !== 'dry run')
        .map(({ kind, state, counts }) => [kind, state, counts]),
    );

  it('costs fewer than 150 API calls, three of them for 2,606 users and one for what has changed', () => {
    const calls = costs().map((cost) => Number(cost.split(': ').at(-1)));
    expect(calls.reduce((sum, count) => sum + count)).to.be.within(50, 149);
    const trusted = costs().filter((cost) => / trusted\b/.test(cost));
    // The groups are one call.
    expect(trusted).to.deep.equal(['icf reconcile trusted groups: 4', 'icf run --once trusted: 1']);
  });

  it("keeps groups and profiles in Oracle's form, and roles plain", async () => {
    // One group was made after they were read.
    const rows = {
      'Lookup.Salesforce.Groups': await stage().rows(
        "SELECT Id, Name FROM Group WHERE Type = 'Regular' AND Name != 'Port Watch'",
      ),
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

  it('has linked the groups that are organisations, with the parameter of the job, and left the others alone', async () => {
    const rows = await stage().rows("SELECT Id, Name FROM Group WHERE Type = 'Regular'");
    const idOf = new Map(rows.map((row) => [row['Name'], row['Id']]));
    const linked = (name: string) => ({
      ...{ 'Organization Name': name, 'Display Name': name, ID: idOf.get(name) },
      'OIM Organization Name': 'Xellerate Users',
    });
    expect((await identities('organization')).map(({ attributes }) => attributes)).to.have.deep.members([
      linked('Key Account Team'),
      linked('Project Phoenix'),
      { 'Organization Name': 'Harbour Watch', 'Display Name': 'Port Watch' },
    ]);
  });

  it('has made two groups, renamed one and deleted the other', () => {
    const before = ['Key Account Team', 'Project Phoenix'];
    expect(
      groupsSeen.map((names) => names.filter((name) => / (?:Team|Phoenix|Watch|Shift)$/.test(String(name)))),
    ).to.deep.equal([
      ['Harbour Watch', ...before.slice(0, 1), 'Night Shift', ...before.slice(1)],
      [before[0], 'Port Watch', before[1]],
    ]);
  });

  it('has done each function of table 1-16 with an account', async () => {
    const work = '+1 555 0100';
    const joined = {
      ...{ IsActive: true, Phone: work, MobilePhone: '+1 555 0199', Profile: 'Chatter Free User' },
      ...{ Role: null, Groups: [] },
    };
    const promoted = { ...joined, Profile: 'Standard User', Role: 'CEO', Groups: ['Key Account Team'] };
    const moved = { ...promoted, Phone: '+1 555 0142', MobilePhone: null, Role: null, Groups: [] };
    expect(accountsSeen).to.deep.equal([
      ...[joined, promoted, { ...promoted, IsActive: false }, promoted],
      // What the validation refuses.
      promoted,
      ...[moved, { ...moved, IsActive: false }],
    ]);
    const [{ Id: id } = {}] = await stage().rows(`SELECT Id FROM User WHERE Username = '${GRACE}'`);
    expect(stage().org.find('User', String(id))).to.include({
      ...{ FirstName: 'Grace', LastName: 'Murray', Email: GRACE, CommunityNickname: 'grace.hopper' },
      ...{ Title: 'Rear Admiral', Country: null, Fax: null },
      ...{ LocaleSidKey: 'en_US', LanguageLocaleKey: 'en_US' },
    });
  });

  it('tells of every run by what it did', async () => {
    expect(await countsOf('trusted')).to.deep.equal([
      ['incremental reconciliation', 'done', { FOUND: { link: { changed: 1 } } }],
      [
        ...['reconciliation', 'done'],
        {
          ABSENT: { create: { changed: BROUGHT } },
          SOURCE_IGNORED: { ignore: { unchanged: NOT_BROUGHT } },
        },
      ],
    ]);
    expect(await countsOf('target')).to.deep.equal([
      [
        ...['reconciliation', 'done'],
        {
          CONFIRMED: { update: { unchanged: BROUGHT } },
          ABSENT: { ignore: { unchanged: NOT_BROUGHT - 1 } },
        },
      ],
      [
        ...['reconciliation', 'done'],
        { FOUND: { link: { changed: BROUGHT } }, ABSENT: { ignore: { unchanged: NOT_BROUGHT } } },
      ],
    ]);
    expect(await countsOf('provisioning')).to.deep.equal([
      ['push', 'done', { SOURCE_MISSING: { disable: { changed: 1 } } }],
      PUSHED,
      ['push', 'done', { CONFIRMED: { update: { failed: 1 } } }],
      ...[PUSHED, PUSHED, PUSHED],
      [
        ...['reconciliation', 'done'],
        { ABSENT: { create: { changed: 1 } }, CONFIRMED: { update: { unchanged: BROUGHT } } },
      ],
    ]);
  });

  it('comes by schedule, or at once', async () => {
    const file = join(stage().folder.path, 'icf.yaml');
    const document = new SourceDocument(await stage().folder.read('icf.yaml'), file);
    const jobs = [...(await readJobs(document.section('jobs'))).values()];
    expect(jobs).to.have.length(7);
    expect(jobs.filter(({ schedule, liveSeconds }) => !schedule && !liveSeconds)).to.deep.equal([]);
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
    'Mail Domain': String(row['Email']).split('@')[1],
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
