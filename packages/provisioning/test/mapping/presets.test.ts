import { GuardedString, type AttributeValue } from '@icf-ts/framework';
import { SourceDocument, compileCorrelation, presetNames, type JsonObject } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account, mappingOf, plain, written } from './mapping-bench.js';

describe('shipped maps', () => {
  for (const name of presetNames('maps')) {
    it(`${name} compiles`, async () => void (await mappingOf(`extends: ${name}`)));
  }
  for (const name of presetNames('correlations')) {
    it(`correlation ${name} compiles`, async () =>
      void (await compileCorrelation(new SourceDocument(`preset: ${name}`, 'x.yaml').section())));
  }

  it("holds OpenIAM's policy map of 18 fields", async () => {
    const map = await mappingOf('extends: openiam');
    const identity: JsonObject = {
      firstName: 'Jörg',
      lastName: 'Großmann',
      email: 'jg@x.org',
      status: 'ACTIVE',
      ProfileId: '00e1',
    };
    const secrets = new Map([['password', new GuardedString('x')]]);
    const attributes = plain(map.toAttributes(identity, undefined, secrets));
    // Of the 18 UserPermissionsWirelessUser is left to the connector, which knows whether the org has it.
    expect(Object.keys(attributes)).to.have.length(17);
    const wireless = { ...identity, UserPermissionsWirelessUser: 'false' };
    expect(plain(map.toAttributes(wireless, undefined, secrets))).to.deep.equal({
      ...attributes,
      UserPermissionsWirelessUser: false,
    });
    expect(attributes).to.include({
      Alias: 'jgrossma',
      __NAME__: 'jg@x.org',
      __ENABLE__: true,
      EmailEncodingKey: 'UTF-8',
      LocaleSidKey: 'en_US',
      TimeZoneSidKey: 'America/New_York',
    });
    const withoutPassword = map.toAttributes(identity, undefined);
    expect(plain(withoutPassword)).to.not.have.property('__PASSWORD__');
    expect(map.toAttributes(identity, written(withoutPassword))).to.deep.equal([]);
    expect(
      plain(map.toAttributes({ ...identity, status: 'TERMINATED' }, written(withoutPassword))),
    ).to.deep.equal({
      __ENABLE__: false,
    });
    expect(() => map.toAttributes({ ...identity, Alias: 'far too long' }, undefined)).to.throw(
      '8 characters',
    );
  });

  it("holds Oracle's tables, target and trusted", async () => {
    const number = new Map<string, AttributeValue>([
      ['value', '555'],
      ['type', 'work'],
    ]);
    const object = account({
      '__ACCOUNT__.roles.value': '00E1',
      '__ACCOUNT__.entitlements.value,primary:true': '00e1',
      __ENABLE__: false,
      '__ACCOUNT__.groups': ['00G1', '00G2'],
      '__ACCOUNT__.phoneNumbers': number,
      'name.givenName': 'Ann',
      'name.familyName': 'Lee',
      preferredLanguage: 'en_US',
      Title: 'Head',
      Locale: 'de_DE',
      Nickname: 'al',
      '__ACCOUNT__.emails.value,type:work': 'ann@x.org',
    });
    const users = await mappingOf('extends: oracle-users');
    const identity = users.toIdentity(object, undefined);
    expect(identity, 'table 1-13').to.deep.equal({
      Role: '00E1',
      Profile: '00e1',
      Status: 'Disabled',
      Groups: [{ 'Group Name': '00G1' }, { 'Group Name': '00G2' }],
      'Phone Numbers': [{ Value: '555', Type: 'work' }],
      ID: '005A',
      'User Name': 'ann@x.org',
      'First Name': 'Ann',
      'Last Name': 'Lee',
      'Preferred Language': 'en_US',
      Title: 'Head',
      Locale: 'de_DE',
      'Nick Name': 'al',
      Email: 'ann@x.org',
    });
    const secrets = new Map([['Password', new GuardedString('x')]]);
    const provisioned = plain(users.toAttributes(identity, undefined, secrets));
    expect(provisioned, 'table 1-17').to.have.all.keys([
      ...['__ACCOUNT__.roles.value', '__ACCOUNT__.groups', '__ACCOUNT__.phoneNumbers', '__NAME__'],
      ...['name.familyName', 'name.givenName', 'preferredLanguage', 'Country', 'Nickname', 'Locale'],
      ...[
        '__ACCOUNT__.entitlements.value,primary:true',
        '__ACCOUNT__.emails.value,type:work',
        '__PASSWORD__',
      ],
      '__ENABLE__',
    ]);
    expect(provisioned['__ACCOUNT__.groups']).to.deep.equal(['00G1', '00G2']);
    expect(provisioned['__ACCOUNT__.phoneNumbers']).to.deep.equal({ value: '555', type: 'work' });
    expect(plain(users.toAttributes({ 'User Login': 'eva' }, undefined))).to.include({ __NAME__: 'eva' });

    const trusted = await mappingOf('extends: oracle-trusted-users', { trusted: true });
    expect(
      trusted.toIdentity(account({ __ENABLE__: true, displayName: 'Ann Lee' }), undefined),
    ).to.deep.equal({
      Organization: 'Xellerate Users',
      'User Type': 'End-User',
      'Employee Type': 'Full-Time',
      Status: 'Active',
      ID: '005A',
      'User Name': 'ann@x.org',
      'Display Name': 'Ann Lee',
      'User Login': 'ann@x.org',
      'Salesforce GUID': '005A',
    });
    const groups = await mappingOf('extends: oracle-groups');
    expect(groups.toIdentity(account({ __NAME__: 'IT' }), undefined)).to.deep.equal({
      'Display Name': 'IT',
      ID: '005A',
    });
    expect(plain(groups.toAttributes({ 'Organization Name': 'IT' }, undefined)), 'table 1-18').to.deep.equal({
      __NAME__: 'IT',
    });
    expect(() => groups.toAttributes({ 'OIM Organization Name': 'All' }, undefined)).to.throw('required');
  });

  it("holds WSO2's claims, and the integrator's Lead", async () => {
    const claims = await mappingOf('extends: wso2');
    const claim = (name: string) => `http://wso2.org/claims/${name}`;
    const identity = {
      [claim('emailaddress')]: 'kim@x.org',
      [claim('givenname')]: 'Kim',
      [claim('lastname')]: 'Paul',
    };
    expect(plain(claims.toAttributes(identity, undefined))).to.deep.equal({
      Alias: 'Kim',
      Email: 'kim@x.org',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      LastName: 'Paul',
      LocaleSidKey: 'en_US',
      ProfileId: 'Chatter Free User',
      TimeZoneSidKey: 'America/Los_Angeles',
      UserPermissionsCallCenterAutoLogin: false,
      UserPermissionsMarketingUser: false,
      UserPermissionsOfflineUser: false,
      __NAME__: 'kim@x.org',
    });
    const lead = await mappingOf('extends: wso2-ei');
    expect(plain(lead.toAttributes({ userName: 'Robin', emails: ['r@x.org'] }, undefined))).to.deep.equal({
      __NAME__: 'r@x.org',
      LastName: 'r@x.org',
      Company: 'Guardio',
      LeadSource: 'Guardio brochure download.',
    });
  });
});
