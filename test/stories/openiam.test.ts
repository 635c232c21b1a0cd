import { allIdentities, linksByIdentity, runsOf } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeStory } from './describe-story.js';
import { profileOf } from './expected-users.js';

const FIELDS = [
  ...['Id', 'Username', 'Email', 'FirstName', 'LastName', 'Alias', 'IsActive', 'Profile.Name'],
  ...['EmailEncodingKey', 'LanguageLocaleKey', 'LocaleSidKey', 'TimeZoneSidKey'],
  ...['DefaultGroupNotificationFrequency', 'DigestFrequency'],
  ...['CallCenterAutoLogin', 'MarketingUser', 'OfflineUser'].map((name) => `UserPermissions${name}`),
];
const USERS = `SELECT ${FIELDS.join(', ')} FROM User WHERE Email LIKE '%@acme.example' ORDER BY Username`;

/** What the policy map gives where the CSV has nothing. */
const DEFAULTS = {
  IsActive: true,
  EmailEncodingKey: 'UTF-8',
  LanguageLocaleKey: 'en_US',
  LocaleSidKey: 'en_US',
  TimeZoneSidKey: 'America/New_York',
  DefaultGroupNotificationFrequency: 'N',
  DigestFrequency: 'N',
  UserPermissionsCallCenterAutoLogin: false,
  UserPermissionsMarketingUser: false,
  UserPermissionsOfflineUser: false,
};

describeStory('openiam', (stage, costs) => {
  it('gives every user the 18 attributes, by value or default', async () => {
    const users = (await stage().rows(USERS)).map(profileOf);
    expect(users).to.have.length(12);
    const byName = new Map(users.map(({ Id: _, ...user }) => [user['Username'], user]));
    expect(byName.get('grace@acme.example')).to.deep.equal({
      ...DEFAULTS,
      ...{ Username: 'grace@acme.example', Email: 'grace@acme.example', Alias: 'hopper' },
      ...{ FirstName: 'Grace', LastName: 'Hopper', Profile: 'Standard User' },
    });
    expect(byName.get('jean@acme.example')).to.include({ FirstName: null, Alias: 'bartik' });
    expect(byName.get('konrad@acme.example')).to.include({
      ...{ LanguageLocaleKey: 'de', LocaleSidKey: 'de_DE', TimeZoneSidKey: 'Europe/Berlin' },
    });
    expect(byName.get('frances@acme.example')).to.include({ UserPermissionsMarketingUser: true });
    expect(byName.get('tony@acme.example')).to.include({ IsActive: false });
    expect(byName.get('donald@acme.example')).to.include({ IsActive: false, Alias: 'knuth' });
    expect(byName.get('alan@acme.example')).to.include({ IsActive: true, Alias: 'aturing' });
  });

  it('creates without password, and sets the one that is given', async () => {
    const users = await stage().rows(USERS);
    const passwords = users.flatMap(({ Id, Username }) => {
      const password = stage().org.passwordOf(Id as string);
      return password === undefined ? [] : [[Username, password]];
    });
    expect(passwords).to.deep.equal([['ada@acme.example', 'Analytical-1843']]);
  });

  it('keeps what happened: identities, links, runs', async () => {
    await stage().inRepository(async (database) => {
      const identities = [];
      for await (const page of allIdentities(database, 'user')) identities.push(...page);
      expect(identities).to.have.length(12);
      expect(identities[2]!.attributes).to.include({ principal: 'alan@acme.example', Alias: 'aturing' });
      expect(JSON.stringify(identities)).to.not.include('Analytical');
      const scope = { system: 'salesforce', objectClass: '__ACCOUNT__' };
      const links = await linksByIdentity(
        database,
        scope,
        identities.map(({ id }) => id),
      );
      const users = await stage().rows(USERS);
      expect(links.map(({ uid }) => uid).sort()).to.deep.equal(users.map(({ Id }) => Id).sort());
      const runs = (await runsOf(database, 'users')).filter(({ kind }) => kind === 'reconciliation');
      expect(runs.map(({ state, counts }) => ({ state, counts }))).to.deep.equal([
        {
          state: 'done',
          counts: {
            CONFIRMED: { update: { changed: 1, unchanged: 10 } },
            ABSENT: { create: { changed: 1 } },
          },
        },
        { state: 'done', counts: { ABSENT: { create: { changed: 11, failed: 1 } } } },
      ]);
    });
  });

  it('costs what the README says', () => {
    expect(costs().filter((cost) => cost.startsWith('icf reconcile'))).to.deep.equal([
      // Each is planned before it is run.
      'icf reconcile users: 9',
      'icf reconcile users: 11',
    ]);
  });
});
