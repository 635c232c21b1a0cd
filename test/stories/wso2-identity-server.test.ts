import { allIdentities, runItems, runsOf } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeStory } from './describe-story.js';
import { profileOf } from './expected-users.js';

const FIELDS = [
  ...['Username', 'Email', 'FirstName', 'LastName', 'Alias', 'IsActive', 'Profile.Name'],
  ...['EmailEncodingKey', 'LanguageLocaleKey', 'LocaleSidKey', 'TimeZoneSidKey'],
  ...['CallCenterAutoLogin', 'MarketingUser', 'OfflineUser'].map((name) => `UserPermissions${name}`),
];
const USERS = `SELECT ${FIELDS.join(', ')} FROM User WHERE Email LIKE '%@acme.example' ORDER BY CreatedDate, Id`;

/** The tutorial's default values. */
const DEFAULTS = {
  FirstName: null,
  EmailEncodingKey: 'UTF-8',
  LanguageLocaleKey: 'en_US',
  LocaleSidKey: 'en_US',
  TimeZoneSidKey: 'America/Los_Angeles',
  UserPermissionsCallCenterAutoLogin: false,
  UserPermissionsMarketingUser: false,
  UserPermissionsOfflineUser: false,
};

describeStory('wso2-identity-server', (stage, costs) => {
  it('has provisioned claims and default values, renamed one user and given up the name of the other', async () => {
    const users = (await stage().rows(USERS)).map(profileOf);
    expect(users.map(({ Username: _, ...user }) => user)).to.deep.equal([
      {
        ...DEFAULTS,
        ...{ Email: 'samuel@acme.example', LastName: 'Gnaniah', Alias: 'Samuel', IsActive: false },
        Profile: 'Chatter Free User',
      },
      {
        ...DEFAULTS,
        ...{ Email: 'robert@acme.example', LastName: 'Paul-Jones', Alias: 'Bob', IsActive: true },
        Profile: 'Standard User',
      },
    ]);
    const [samuel, bob] = users.map(({ Username }) => Username);
    expect(samuel).to.match(/^samuel@acme\.example\.deleted\.\d{8}$/);
    expect(bob).to.equal('robert@acme.example');
  });

  it('keeps Bob alone, and why he was refused', async () => {
    await stage().inRepository(async (database) => {
      for await (const identities of allIdentities(database, 'user')) {
        expect(identities).to.have.length(1);
        expect(identities[0]).to.deep.include({
          id: '2',
          attributes: {
            'http://wso2.org/claims/givenname': 'Bob',
            'http://wso2.org/claims/lastname': 'Paul-Jones',
            'http://wso2.org/claims/emailaddress': 'robert@acme.example',
            'http://wso2.org/claims/role': 'Standard User',
          },
        });
      }
      const runs = await runsOf(database, 'users');
      expect(runs.map(({ kind, counts }) => ({ kind, counts }))).to.deep.equal([
        { kind: 'push', counts: { SOURCE_MISSING: { delete: { changed: 1 } } } },
        { kind: 'push', counts: { CONFIRMED: { update: { changed: 1 } } } },
        { kind: 'push', counts: { ABSENT: { create: { changed: 1 } } } },
        { kind: 'push', counts: { ABSENT: { create: { failed: 1 } } } },
        { kind: 'push', counts: { ABSENT: { create: { changed: 1 } } } },
      ]);
      const items = [];
      for await (const page of runItems(database, runs[3]!.id)) items.push(...page);
      expect(items).to.have.length(1);
      expect(items[0]).to.include({ name: 'bob@acme.example', identity: '2', outcome: 'failed' });
      expect(items[0]!.message).to.include('DUPLICATE_USERNAME');
    });
  });

  it('costs what the README says', () => {
    expect(costs()).to.include('icf identity update 2 --from newer-address.json: 3');
  });
});
