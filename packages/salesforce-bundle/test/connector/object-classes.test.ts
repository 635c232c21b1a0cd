import { ObjectClass, Uid, attribute, attributeOf, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { facadeOf, failureOf, openBench, warnings, type Bench } from './salesforce-facade.js';

const LEADS = `
objectClasses:
  Lead:
    name: Email
    match: { by: [mail], found: skip }
    attributes:
      mail: { field: Email, direction: fromTarget }
      LastName: LastName
      company: { field: Company, default: Acme }
      source: { field: LeadSource, constant: Web }
`;

describe('object classes', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({
      users: 3,
      describe: {
        objects: {
          Badge__c: {
            fields: { Owner__c: { type: 'reference', to: 'User' }, Level__c: { type: 'double', scale: 0 } },
          },
        },
      },
    });
    await bench.facade.test();
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const facade = (attributeMap: string): ReturnType<typeof facadeOf> => {
    const own = facadeOf(bench.org, { attributeMap });
    bench.facades.push(own);
    return own;
  };
  const namesOf = async (objectClass: string): Promise<readonly unknown[]> =>
    (await bench.facade.search(new ObjectClass(objectClass), undefined).toArray()).map(
      ({ name }) => name.single,
    );

  it('lists each of the built-in ones in one call, and only its own rows', async () => {
    expect(await namesOf('__GROUP__')).to.have.members([
      'Everyone_in_Europe',
      'Key_Account_Team',
      'Project_Phoenix',
    ]);
    expect(await namesOf('Queue')).to.have.members(['Inbound_Leads', 'Unassigned_Leads']);
    expect(await namesOf('PermissionSet'))
      .to.include('Api_Access')
      .and.not.include('X');
    expect(await namesOf('PermissionSetGroup')).to.deep.equal(['Service_Desk']);
    expect(await namesOf('PermissionSetLicense')).to.include('SalesConsoleUser');
    expect(await namesOf('Profile')).to.include('Standard User');
    expect(await namesOf('Role')).to.have.length.greaterThan(0);
    expect(await namesOf('UserLicense')).to.include('Salesforce');
    expect(bench.org.calls.total).to.equal(8);
  });

  it('leaves out the hidden permission sets of profiles and of groups', async () => {
    const hidden = (await namesOf('PermissionSet')).filter((name) => String(name).startsWith('X'));
    expect(hidden).to.deep.equal([]);
  });

  it('creates, renames and deletes a public group, one call each', async () => {
    const group = ObjectClass.GROUP;
    const uid = await bench.facade.create(group, [attribute('__NAME__', 'Night_Shift')]);
    expect(bench.org.find('Group', uid.value)).to.include({ Name: 'Night_Shift', Type: 'Regular' });
    await bench.facade.update(group, uid, [
      attribute('__NAME__', 'Day_Shift'),
      attribute('Name', 'Day shift'),
    ]);
    expect(bench.org.find('Group', uid.value)).to.include({ Name: 'Day shift', DeveloperName: 'Day_Shift' });
    expect((await bench.facade.get(group, uid))!.attributes.single('Name')).to.equal('Day shift');
    await bench.facade.delete(group, uid);
    expect(bench.org.find('Group', uid.value)).to.equal(undefined);
    expect(bench.org.calls.total).to.equal(4);
  });

  it('refuses to write a class that is only read, without a call', async () => {
    const error = await failureOf(
      bench.facade.create(new ObjectClass('Profile'), [attribute('__NAME__', 'Own profile')]),
    );
    expect(error.name).to.equal('UnsupportedOperationException');
    expect(error.message).to.include("'Profile' does not take create").and.include("'operations'");
    expect(bench.org.calls.total).to.equal(0);
  });

  it('describes all of them in one call, and says what each takes', async () => {
    const schema = await bench.facade.schema();
    expect(bench.org.calls.total).to.equal(1);
    const types = schema.objectClassInfos.map(({ type }) => type);
    expect(types.filter((type) => !type.startsWith('Lookup.'))).to.have.members([
      ...[
        '__ACCOUNT__',
        '__GROUP__',
        'Profile',
        'PermissionSet',
        'PermissionSetGroup',
        'PermissionSetLicense',
      ],
      ...['Role', 'Queue', 'UserLicense', 'Limit'],
    ]);
    expect(schema.supports('create', '__GROUP__')).to.equal(true);
    expect(schema.supports('create', 'Profile')).to.equal(false);
    expect(schema.supports('updateDelta', 'Queue')).to.equal(false);
    expect(schema.supports('search', 'UserLicense')).to.equal(true);
    expect(schema.supports('authenticate', '__ACCOUNT__')).to.equal(true);
    expect(schema.supports('authenticate', '__GROUP__')).to.equal(false);
    const group = schema.objectClass('__GROUP__')!;
    expect(group.attribute('__PASSWORD__')).to.equal(undefined);
    expect(group.attribute('__NAME__')).to.include({ nativeName: 'DeveloperName', isRequired: true });
    expect(group.attribute('Name')).to.include({ isRequired: false, isReturnedByDefault: true });
    expect(schema.objectClass('UserLicense')!.attribute('TotalLicenses')).to.include({ type: 'Integer' });
  });

  it('takes any sObject by configuration, with defaults and constants', async () => {
    const leads = facade(LEADS);
    const lead = new ObjectClass('Lead');
    const uid = await leads.create(lead, [
      attribute('__NAME__', 'robin@lead.example'),
      attribute('LastName', 'Robin'),
      attribute('source', 'Phone Inquiry'),
    ]);
    expect(bench.org.find('Lead', uid.value)).to.include({
      Email: 'robin@lead.example',
      Company: 'Acme',
      LeadSource: 'Web',
    });
    const [found] = await leads.search(lead, filters.equals('__NAME__', 'robin@lead.example')).toArray();
    expect(found!.attributes.single('company')).to.equal('Acme');
    expect(found!.attributes.single('mail')).to.equal('robin@lead.example');
    await leads.delete(lead, uid);
    expect(bench.org.find('Lead', uid.value)).to.equal(undefined);
  });

  it('gives a row without a name its id for one', async () => {
    const leads = facade(LEADS.replace('name: Email', 'name: Email\n    passThrough: true'));
    const lead = new ObjectClass('Lead');
    const uid = await leads.create(lead, [attribute('LastName', 'Nameless')]);
    expect((await leads.get(lead, uid))!.name.single).to.equal(uid.value);
  });

  it('knows the name by whatever other attribute its field has', async () => {
    const map =
      'objectClasses: { Lead: { attributes: { mail: Email, __NAME__: { field: Email, direction: fromTarget } } } }';
    const lead = new ObjectClass('Lead');
    const leads = facade(map);
    const given = [
      attribute('mail', 'both@lead.example'),
      attribute('LastName', 'B'),
      attribute('Company', 'C'),
    ];
    await leads.create(lead, given);
    const [found] = await leads.search(lead, filters.equals('mail', 'both@lead.example')).toArray();
    expect(found!.name.single).to.equal('both@lead.example');
    expect(found!.attributes.single('mail')).to.equal('both@lead.example');
  });

  it('takes custom objects, with typed references by name', async () => {
    const badges = facade(`
objectClasses:
  Badge:
    sobject: Badge__c
    attributes:
      owner: { field: Owner__c, by: Username, to: User }
      level: Level__c
`);
    const badge = new ObjectClass('Badge');
    const user = (await bench.facade.search(ObjectClass.ACCOUNT, undefined).toArray())[0]!;
    const uid = await badges.create(badge, [
      attribute('__NAME__', 'Gold'),
      attribute('owner', user.name.single),
      attribute('level', 3),
    ]);
    expect(bench.org.find('Badge__c', uid.value)).to.include({ Owner__c: user.uid.value, Level__c: 3 });
    const [found] = await badges.search(badge, filters.equals('owner', user.name.single)).toArray();
    expect(found!.uid.value).to.equal(uid.value);
    expect(found!.attributes.single('owner')).to.equal(user.name.single);
    const info = (await badges.schema()).objectClass('Badge')!;
    expect(info.attribute('owner')).to.include({ type: 'String', nativeName: 'Owner__r.Username' });
    expect(info.attribute('level')).to.include({ type: 'Double' });
  });

  it('names the class whose sObject the org does not have', async () => {
    const own = facade('objectClasses: { Nope__c: {}, Planet: { sobject: Planet__c } }');
    const planet = new ObjectClass('Planet');
    const uid = new Uid('a00000000000001AAA');
    const nope = new ObjectClass('Nope__c');
    const lookup = new ObjectClass('Lookup.Salesforce.Nope__c.Color');
    for (const [call, objectClass, sobject] of [
      [() => own.create(planet, [attribute('__NAME__', 'Mars')]), 'Planet', 'Planet__c'],
      [() => own.search(planet, undefined).toArray(), 'Planet', 'Planet__c'],
      [() => own.update(planet, uid, [attribute('__NAME__', 'Mars')]), 'Planet', 'Planet__c'],
      [() => own.create(nope, [attribute('__NAME__', 'No')]), 'Nope__c', 'Nope__c'],
      [() => own.get(nope, uid), 'Nope__c', 'Nope__c'],
      [() => own.search(lookup, undefined).toArray(), lookup.type, 'Nope__c'],
    ] as const) {
      const error = await failureOf(call());
      expect(error.name).to.equal('ConfigurationException');
      expect(error.message)
        .to.include(`'${objectClass}' stands for sObject ${sobject}`)
        .and.include('may not see')
        .and.not.include('apiVersion');
    }
  });

  it('leaves a class whose sObject the org does not have out of the schema, with a warning', async () => {
    const before = warnings.length;
    const schema = await facade('objectClasses: { Planet: { sobject: Planet__c } }').schema();
    expect(schema.objectClass('Planet')).to.equal(undefined);
    expect(schema.objectClass('__ACCOUNT__')).to.not.equal(undefined);
    expect(warnings.slice(before).map(({ code }) => code)).to.deep.equal(['UNKNOWN_SOBJECT']);
    expect(warnings.at(-1)!.message).to.include("'Planet' stands for sObject Planet__c");
  });

  it('names the class whose name field the org does not have', async () => {
    const error = await failureOf(facade('objectClasses: { Lead: { name: Emial } }').schema());
    expect(error.name).to.equal('ConfigurationException');
    expect(error.message).to.include("'Lead'").and.include('Emial');
  });

  it('refuses a name that Salesforce makes of others before it is sent, and says which field to name', async () => {
    const own = facade('objectClasses: { Lead: {}, Contact: {} }');
    for (const type of ['Lead', 'Contact']) {
      const objectClass = new ObjectClass(type);
      const uid = await own.create(
        objectClass,
        [attribute('LastName', 'X'), attribute('Company', 'Y')].slice(0, type === 'Lead' ? 2 : 1),
      );
      bench.org.calls.reset();
      for (const call of [
        own.create(objectClass, [attribute('__NAME__', 'Jo Doe')]),
        own.update(objectClass, uid, [attribute('__NAME__', 'Jo Doe')]),
      ]) {
        const error = await failureOf(call);
        expect(error.name).to.equal('InvalidAttributeValueException');
        expect(error.attributeNames).to.deep.equal(['__NAME__']);
        expect(error.message).to.include('Name').and.include("'name: LastName'");
      }
      expect(bench.org.calls.total).to.equal(0);
    }
    const named = facade('objectClasses: { Contact: { name: LastName } }');
    const uid = await named.create(new ObjectClass('Contact'), [attribute('__NAME__', 'Doe')]);
    expect(bench.org.find('Contact', uid.value)).to.include({ LastName: 'Doe' });
  });

  it('suggests the field that was probably meant', async () => {
    const leads = facade(LEADS);
    const lead = new ObjectClass('Lead');
    const error = await failureOf(
      leads.create(lead, [attribute('Compny', 'Acme'), attributeOf('LastName', ['X'])]),
    );
    expect(error.message).to.include("did you mean 'Company'?");
  });

  it('allows no more than the operations named', async () => {
    const leads = facade('objectClasses: { Lead: { operations: [search] } }');
    const error = await failureOf(leads.create(new ObjectClass('Lead'), [attribute('LastName', 'X')]));
    expect(error.message).to.include('only search');
    expect((await leads.schema()).supports('create', 'Lead')).to.equal(false);
  });
});
