import { fileURLToPath } from 'node:url';
import { Locale, exportObjectClassSchema, loadBundle, type ObjectClassInfo } from '@icf-ts/framework';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { facadeOf, openBench, properties, type Bench } from './salesforce-facade.js';

const FOLDER = fileURLToPath(new URL('../../', import.meta.url));

describe('schema', () => {
  let bench: Bench;
  let account: ObjectClassInfo;
  before(async () => {
    bench = await openBench();
    const schema = await bench.facade.schema();
    account = schema.objectClass('__ACCOUNT__')!;
    expect(bench.org.calls.total).to.equal(1);
  });
  after(() => bench.close());

  const flags = (name: string): string[] => [...account.attribute(name)!.flags].sort();

  it('puts the attribute map over the describe', () => {
    expect(account.attribute('__NAME__')).to.include({
      nativeName: 'Username',
      type: 'String',
      isRequired: true,
    });
    expect(account.attribute('__ENABLE__')).to.include({
      nativeName: 'IsActive',
      type: 'Boolean',
      isRequired: false,
    });
    expect(account.attribute('__NAME__')!.subtype).to.equal('__STRING_CASE_IGNORE__');
    expect(account.attribute('Username')).to.equal(undefined);
    expect(account.attribute('Id')).to.equal(undefined);
    expect(flags('__UID__')).to.deep.equal(['NOT_CREATABLE', 'NOT_UPDATEABLE']);
    expect(flags('__PASSWORD__')).to.deep.equal(['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT']);
  });

  it('has the attributes of an account that are no fields', () => {
    expect(account.attribute('frozen')).to.include({ type: 'Boolean', isReturnedByDefault: false });
    expect(account.attribute('resetPassword')).to.include({ type: 'Boolean', isReadable: false });
    expect(account.attribute('__PASSWORD_EXPIRED__')).to.include({ type: 'Boolean', isUpdateable: false });
    expect(account.attribute('__LOCK_OUT__')).to.include({ type: 'Boolean', isReturnedByDefault: false });
  });

  it('calls required what Salesforce demands and the map does not fill in', () => {
    const required = account.attributeInfos.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    expect(required).to.have.members(['__NAME__', 'LastName', 'Email', 'ProfileId']);
  });

  it('offers every other field under its own name, on demand', () => {
    expect(account.attribute('LastLoginDate')).to.include({
      type: 'ZonedDateTime',
      isReturnedByDefault: true,
    });
    expect(flags('LastLoginDate')).to.deep.equal(['NOT_CREATABLE', 'NOT_UPDATEABLE']);
    expect(account.attribute('Latitude')).to.include({ type: 'Double', isReturnedByDefault: false });
    expect(account.attribute('NumberOfFailedLogins')).to.include({ type: 'Integer' });
    expect(account.attribute('UserPermissionsMarketingUser')).to.include({
      type: 'Boolean',
      isUpdateable: true,
    });
    expect(account.attribute('Address')).to.include({ type: 'Map', isCreatable: false });
  });

  it('tells lengths, picklists and references', () => {
    expect(account.attribute('__NAME__')).to.include({ maxLength: 80, allowedValues: null });
    expect(account.attribute('Alias')).to.include({ maxLength: 8 });
    expect(account.attribute('TimeZoneSidKey')!.allowedValues).to.include('Europe/Berlin');
    expect(account.attribute('ProfileId')).to.deep.include({
      maxLength: null,
      referencedObjectClasses: ['Profile'],
    });
    expect(account.attribute('ManagerId')!.referencedObjectClasses).to.deep.equal(['__ACCOUNT__']);
    // No object class of this connector.
    expect(account.attribute('ContactId')!.referencedObjectClasses).to.deep.equal(['Contact']);
    expect(account.attribute('groups')!.referencedObjectClasses).to.deep.equal(['__GROUP__']);
    expect(account.attribute('queues')!.referencedObjectClasses).to.deep.equal(['Queue']);
    expect(account.attribute('permissionSets')!.referencedObjectClasses).to.deep.equal(['PermissionSet']);
  });

  it('only suggests the values of a picklist that takes others', async () => {
    const facade = facadeOf(bench.org, { attributeMap: 'objectClasses: { Lead: { name: Email } }' });
    bench.facades.push(facade);
    const lead = (await facade.schema()).objectClass('Lead')!;
    expect(lead.attribute('LeadSource')).to.include({ allowedValues: null });
    expect(lead.attribute('LeadSource')!.suggestedValues).to.include('Web');
    expect(lead.attribute('OwnerId')!.referencedObjectClasses).to.include('__ACCOUNT__');
  });

  it('says nothing of values that a transform or a name stands for', async () => {
    const facade = facadeOf(bench.org, {
      attributeMap: `
objectClasses:
  __ACCOUNT__:
    attributes:
      zone: { field: TimeZoneSidKey, transform: { values: { berlin: Europe/Berlin } } }
      profile: { field: ProfileId, by: Name }
`,
    });
    bench.facades.push(facade);
    const own = (await facade.schema()).objectClass('__ACCOUNT__')!;
    expect(own.attribute('zone')).to.include({ maxLength: null, allowedValues: null });
    expect(own.attribute('profile')).to.deep.include({
      maxLength: null,
      referencedObjectClasses: ['Profile'],
    });
  });

  it('is a JSON Schema too, by which a new account can be checked', () => {
    const schema = exportObjectClassSchema(account);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const one = {
      __NAME__: 'a@b.example',
      LastName: 'A',
      Email: 'a@b.example',
      ProfileId: '00e000000000001',
    };
    expect(validate({ ...one, TimeZoneSidKey: 'Europe/Berlin', Title: null, groups: ['A', 'B'] })).to.equal(
      true,
    );
    for (const wrong of [{ Alias: '123456789' }, { TimeZoneSidKey: 'Mars' }, { __NAME__: 5 }, { Titel: 'x' }])
      expect(validate({ ...one, ...wrong }), JSON.stringify(wrong)).to.equal(false);
  });

  it('returns at most 30 columns by default, so that pages stay whole', () => {
    expect(
      account.attributeInfos.filter(({ isReturnedByDefault }) => isReturnedByDefault).length,
    ).to.be.at.most(30);
  });

  it('hides unmapped fields without passThrough', async () => {
    const facade = facadeOf(bench.org, {
      attributeMap: 'objectClasses: { __ACCOUNT__: { passThrough: false } }',
    });
    bench.facades.push(facade);
    const names = (await facade.schema()).objectClass('__ACCOUNT__')!.attributeInfos.map(({ name }) => name);
    expect(names).to.include('LastName').and.not.include('Latitude');
  });
});

describe('the bundle', () => {
  it('is loaded by its manifest and works', async () => {
    const bench = await openBench();
    const [loaded] = await loadBundle(FOLDER);
    const { key, defaultConfiguration, messages } = loaded!.info;
    const facade = loaded!.createFacade(defaultConfiguration.withProperties(properties(bench.org)));
    bench.facades.push(facade);
    try {
      expect(key).to.include({
        bundleName: 'icfts.salesforce',
        connectorName: 'icfts.salesforce.SalesforceConnector',
      });
      expect(loaded!.info.displayName()).to.equal('Salesforce');
      expect(messages.format('clientId.display', Locale.ROOT)).to.equal('Consumer key');
      expect(messages.format('clientId.display', Locale.parse('de'))).to.equal('Verbraucherschlüssel');
      bench.org.calls.reset();
      await facade.test();
      expect(bench.org.calls).to.include({ total: 1, logins: 1 });
    } finally {
      await bench.close();
    }
  });
});
