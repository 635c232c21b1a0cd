import { inspect } from 'node:util';
import {
  AttributeDelta,
  GuardedString,
  ObjectClass,
  attribute,
  attributeOf,
  filters,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { PRESET_NAMES, readPreset } from '#src/mapping/presets.js';
import { ACCOUNT, facadeOf, failureOf, openBench, type Bench } from './salesforce-facade.js';

describe('attribute map presets', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ users: 2 });
  });
  after(() => bench.close());

  const preset = (attributeMapPreset: string, attributeMap?: string): ConnectorFacade => {
    const facade = facadeOf(bench.org, { attributeMapPreset, ...(attributeMap ? { attributeMap } : {}) });
    bench.facades.push(facade);
    return facade;
  };
  const row = (id: string): Record<string, unknown> => bench.org.find('User', id)!;

  for (const name of PRESET_NAMES) {
    it(`${name}: is read, and its schema is made, without a fault`, async () => {
      expect(readPreset(name)).to.have.length.greaterThan(0);
      expect((await preset(name).schema()).objectClass('__ACCOUNT__')).to.not.equal(undefined);
    });
  }

  it('openiam: takes all 18 fields of the policy map by their names, and the password never comes back', async () => {
    const fields: Readonly<Record<string, string | boolean>> = {
      Alias: 'eighteen',
      DefaultGroupNotificationFrequency: 'D',
      DigestFrequency: 'W',
      Email: 'eighteen@preset.example',
      EmailEncodingKey: 'ISO-8859-1',
      FirstName: 'Eigh',
      IsActive: true,
      LanguageLocaleKey: 'de',
      LastName: 'Teen',
      LocaleSidKey: 'de_DE',
      ProfileId: 'Standard User',
      TimeZoneSidKey: 'Europe/Berlin',
      Username: 'eighteen@preset.example',
      UserPermissionsCallCenterAutoLogin: true,
      UserPermissionsMarketingUser: true,
      UserPermissionsOfflineUser: true,
      UserPermissionsWirelessUser: true,
    };
    const attributes = [...Object.entries(fields), ['Password', 'pass-of-18-fields'] as const].map(
      ([name, value]) => attribute(name, value),
    );
    expect(attributes).to.have.length(18);
    const { org, facade, close } = await openBench(
      { users: 2, features: ['wireless'] },
      { attributeMapPreset: 'openiam' },
    );
    try {
      const uid = await facade.create(ACCOUNT, attributes);
      const created = org.find('User', uid.value)!;
      expect(created).to.include({ ...fields, ProfileId: created['ProfileId']! });
      expect(org.passwordOf(uid.value)).to.equal('pass-of-18-fields');
      expect((await facade.get(ACCOUNT, uid))!.attributes.has('Password')).to.equal(false);
      const options = { attributesToGet: ['Password', 'Username'], returnDefaultAttributes: true };
      const asked = (await facade.get(ACCOUNT, uid, options))!.attributes;
      expect(asked.has('Password')).to.equal(false);
      const wanted = filters.equals('Password', 'pass-of-18-fields');
      expect(await facade.search(ACCOUNT, wanted).toArray()).to.deep.equal([]);
      for (const { url } of org.requests.entries) expect(url).to.not.match(/pass-of|Password(?:%|,|\+|=)/);
      const info = (await facade.schema()).objectClass('__ACCOUNT__')!.attribute('Password')!;
      expect(info).to.include({ type: 'GuardedString', isReadable: false, isReturnedByDefault: false });
    } finally {
      await close();
    }
  });

  it('openiam: sets a password by its own name, guarded or plain, and says no value of it', async () => {
    const openiam = preset('openiam');
    const [user] = await openiam.search(ACCOUNT, undefined).toArray();
    const { uid } = user!;
    bench.org.calls.reset();
    await openiam.update(ACCOUNT, uid, [attribute('Password', new GuardedString('first-pass-1'))]);
    expect(bench.org.passwordOf(uid.value)).to.equal('first-pass-1');
    await openiam.updateDelta(ACCOUNT, uid, [new AttributeDelta('password', { replace: ['second-pass-2'] })]);
    expect(bench.org.passwordOf(uid.value)).to.equal('second-pass-2');
    expect(bench.org.calls.total).to.equal(2);
    const both = (other: string): Promise<unknown> =>
      openiam.update(ACCOUNT, uid, [
        attribute('__PASSWORD__', new GuardedString('third-pass-3')),
        attribute('Password', other),
      ]);
    await both('third-pass-3');
    expect(bench.org.passwordOf(uid.value)).to.equal('third-pass-3');
    for (const [call, said] of [
      [both('other-pass-4'), 'exclude each other'],
      [openiam.update(ACCOUNT, uid, [attribute('Password', 12_345_678)]), "GuardedString, not 'number'"],
      [openiam.update(ACCOUNT, uid, [attribute('Password', 'x9')]), 'INVALID_NEW_PASSWORD'],
    ] as const) {
      const error = await failureOf(call);
      expect(error.message)
        .to.include(said)
        .and.not.match(/pass-\d|12345678|x9/);
      expect(inspect(error, { depth: 9 })).to.not.match(/pass-\d|12345678|x9/);
    }
    const refused = await failureOf(openiam.update(ACCOUNT, uid, [attribute('Password', 'x9')]));
    expect(refused.name).to.equal('InvalidPasswordException');
    expect(bench.org.passwordOf(uid.value)).to.equal('third-pass-3');
  });

  it('openiam: fills in the other fields of the policy map, and leaves out what the org lacks', async () => {
    const openiam = preset('openiam');
    const uid = await openiam.create(ACCOUNT, [
      attribute('Email', 'open.iam@preset.example'),
      attribute('FirstName', 'Open'),
      attribute('LastName', 'Iam'),
      attribute('ProfileId', 'Standard User'),
    ]);
    const created = row(uid.value);
    expect(created).to.include({
      Username: 'open.iam@preset.example',
      Alias: 'open.iam',
      DefaultGroupNotificationFrequency: 'N',
      DigestFrequency: 'N',
      EmailEncodingKey: 'UTF-8',
      IsActive: true,
      LanguageLocaleKey: 'en_US',
      LocaleSidKey: 'en_US',
      TimeZoneSidKey: 'America/New_York',
      UserPermissionsCallCenterAutoLogin: false,
      UserPermissionsMarketingUser: false,
      UserPermissionsOfflineUser: false,
    });
    expect(created).to.not.have.property('UserPermissionsWirelessUser');
    const found = (await openiam.get(ACCOUNT, uid))!.attributes;
    expect(found.single('Username')).to.equal('open.iam@preset.example');
    expect(found.has('UserPermissionsWirelessUser')).to.equal(false);
    const given = attribute('UserPermissionsWirelessUser', true);
    const error = await failureOf(openiam.update(ACCOUNT, uid, [given]));
    expect(error.message).to.include('UserPermissionsWirelessUser').and.include('no field');
    await openiam.update(ACCOUNT, uid, [
      attribute('IsActive', false),
      attribute('Username', 'other@preset.example'),
    ]);
    expect(row(uid.value)).to.include({ IsActive: false, Username: 'other@preset.example' });
  });

  it('openiam: asks for what the policy map requires, without a call', async () => {
    const openiam = preset('openiam');
    await openiam.schema();
    bench.org.calls.reset();
    const error = await failureOf(openiam.create(ACCOUNT, [attribute('Email', 'x@preset.example')]));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.attributeNames).to.deep.equal(['LastName']);
    expect(bench.org.calls.total).to.equal(0);
  });

  it('wso2: fills in the defaults of the claims, the profile by its name', async () => {
    const uid = await preset('wso2').create(ACCOUNT, [
      attribute('Username', 'samuel@preset.example'),
      attribute('LastName', 'Gnaniah'),
    ]);
    expect(row(uid.value)).to.include({
      Alias: 'samuel',
      Email: 'samuel@preset.example',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      LocaleSidKey: 'en_US',
      TimeZoneSidKey: 'America/Los_Angeles',
      UserPermissionsOfflineUser: false,
    });
  });

  it('wso2-ei: makes a lead of an e-mail address', async () => {
    const lead = new ObjectClass('Lead');
    const uid = await preset('wso2-ei').create(lead, [attribute('__NAME__', 'robin@preset.example')]);
    expect(bench.org.find('Lead', uid.value)).to.include({
      LastName: 'robin@preset.example',
      Email: 'robin@preset.example',
      Company: 'Guardio',
      LeadSource: 'Guardio brochure download.',
    });
    const [mapping] = readPreset('wso2-ei').filter(({ objectClass }) => objectClass === 'Lead');
    expect(mapping!.match).to.deep.equal({ by: ['Email'], found: 'skip' });
  });

  it('oracle: writes and reads by its paths', async () => {
    const oracle = preset('oracle');
    const phones = [
      new Map([
        ['type', 'work'],
        ['value', '+1 1'],
      ]),
      new Map([
        ['type', 'mobile'],
        ['value', '+1 2'],
      ]),
    ];
    const uid = await oracle.create(ACCOUNT, [
      attribute('__NAME__', 'oracle@preset.example'),
      attribute('name.givenName', 'Ora'),
      attribute('name.familyName', 'Cle'),
      attribute('Nickname', 'oracle.nick'),
      attribute('Country', 'Greece'),
      attribute('__ACCOUNT__.emails.value,type:work', 'ora@preset.example'),
      attribute('__ACCOUNT__.entitlements.value,primary:true', 'Standard User'),
      attributeOf('__ACCOUNT__.phoneNumbers', phones),
    ]);
    expect(row(uid.value)).to.include({
      FirstName: 'Ora',
      LastName: 'Cle',
      CommunityNickname: 'oracle.nick',
      Country: 'Greece',
      Email: 'ora@preset.example',
      Phone: '+1 1',
      MobilePhone: '+1 2',
    });
    const found = (await oracle.get(ACCOUNT, uid))!.attributes;
    expect(found.single('__ACCOUNT__.emails.value,type:work')).to.equal('ora@preset.example');
    expect(found.single('displayName')).to.equal('Ora Cle');
    expect(found.single('__ACCOUNT__.entitlements.value,primary:true')).to.match(/^00e/);
    const read = found.get('__ACCOUNT__.phoneNumbers')!.values as ReadonlyMap<string, unknown>[];
    expect(read.map((value) => Object.fromEntries(value))).to.deep.equal([
      { value: '+1 1', type: 'work' },
      { value: '+1 2', type: 'mobile' },
    ]);
  });

  it('oracle: gives a second group of the same display name a number behind its own name', async () => {
    const oracle = preset('oracle');
    const names = async (label: string, count: number): Promise<unknown[]> => {
      const uids = [];
      for (let at = 0; at < count; at++)
        uids.push(await oracle.create(ObjectClass.GROUP, [attribute('__NAME__', label)]));
      return uids.map(({ value }) => {
        const { Name, DeveloperName } = bench.org.find('Group', value)!;
        expect(Name).to.equal(label);
        return DeveloperName;
      });
    };
    expect(await names('Night shift', 1)).to.deep.equal(['Night_shift']);
    bench.org.calls.reset();
    expect(await names('Night shift', 2)).to.deep.equal(['Night_shift1', 'Night_shift2']);
    expect(bench.org.calls.total).to.equal(6);
    const given = [attribute('__NAME__', 'Other'), attribute('DeveloperName', 'Night_shift')];
    const error = await failureOf(oracle.create(ObjectClass.GROUP, given));
    expect(error.name).to.equal('AlreadyExistsException');
  });

  it('oracle: takes the phone numbers as lists of their parts too', async () => {
    const oracle = preset('oracle');
    const [user] = await oracle.search(ACCOUNT, undefined).toArray();
    const list = (sub: string, ...values: string[]): ReturnType<typeof attribute> =>
      attribute(`__ACCOUNT__.phoneNumbers~__ACCOUNT__.phoneNumbers~${sub}`, ...values);
    await oracle.update(ACCOUNT, user!.uid, [list('value', '7', '8'), list('type', 'FAX', 'work')]);
    expect(row(user!.uid.value)).to.include({ Fax: '7', Phone: '8', MobilePhone: null });
    const wanted = '__ACCOUNT__.phoneNumbers~__ACCOUNT__.phoneNumbers~type';
    const found = await oracle.get(ACCOUNT, user!.uid, { attributesToGet: [wanted] });
    expect(found!.attributes.get(wanted)!.values).to.deep.equal(['work', 'fax']);
    const error = await failureOf(
      oracle.update(ACCOUNT, user!.uid, [list('value', '7'), list('type', 'pager')]),
    );
    expect(error.message).to.include('type work, type mobile, type fax');
  });

  it('forgerock: has the fields under their own names, for accounts and users', async () => {
    const forgerock = preset('forgerock');
    const user = new ObjectClass('User');
    const uid = await forgerock.create(user, [
      attribute('__NAME__', 'forge@preset.example'),
      attribute('Username', 'forge@preset.example'),
      attribute('LastName', 'Rock'),
      attribute('Email', 'forge@preset.example'),
      attribute('ProfileId', 'Standard User'),
    ]);
    const found = (await forgerock.get(user, uid))!.attributes;
    expect(found.single('Username')).to.equal('forge@preset.example');
    expect(found.single('IsActive')).to.equal(true);
    await forgerock.delete(user, uid);
    expect(row(uid.value)['IsActive']).to.equal(false);
  });

  it('gives way to the attribute map', async () => {
    const own = preset('openiam', 'objectClasses: { __ACCOUNT__: { attributes: { sn: LastName } } }');
    const info = (await own.schema()).objectClass('__ACCOUNT__')!;
    expect(info.attribute('sn')).to.include({ nativeName: 'LastName' });
    expect(info.attribute('DigestFrequency')).to.include({ isRequired: false });
  });
});
