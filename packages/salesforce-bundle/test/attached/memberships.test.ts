import {
  AttributeDelta,
  GuardedString,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
} from '@icf-ts/framework';
import { expect } from 'chai';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  person,
  type Bench,
} from '../connector/salesforce-facade.js';
import { Administrator } from './org-administrator.js';

const ALL = [
  'groups',
  'queues',
  'permissionSets',
  'permissionSetGroups',
  'permissionSetLicenses',
  'packageLicenses',
  'frozen',
  '__LOCK_OUT__',
];
const EVERYTHING = [
  attribute('groups', 'Key_Account_Team', 'Project_Phoenix'),
  attribute('queues', 'Inbound_Leads'),
  attribute('permissionSets', 'Sales_Console', 'Api_Access'),
  attribute('permissionSetGroups', 'Service_Desk'),
  attribute('permissionSetLicenses', 'SalesConsoleUser'),
  attribute('packageLicenses', 'emupkg'),
  attribute('frozen', true),
];

describe('memberships of users', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  let administrator: Administrator;
  let groups: ReadonlyMap<string, string>;
  before(async () => {
    bench = await openBench({ users: 40 });
    facade = bench.facade;
    administrator = new Administrator(bench.org);
    groups = await administrator.ids('Group', 'DeveloperName');
    // The session gets to know the names.
    await facade.create(ACCOUNT, [...person(), ...EVERYTHING]);
    await someone(['permissionSets', 'Password_Desk', 'Report_Reader']);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const read = async (uid: Uid, ...names: string[]): Promise<ConnectorObject> =>
    (await facade.get(ACCOUNT, uid, { attributesToGet: names }))!;
  const valuesOf = async (uid: Uid, name: string): Promise<unknown[]> => [
    ...((await read(uid, name)).attributes.get(name)?.values ?? []),
  ];
  const idOf = (group: string): string => groups.get(group)!;
  const someone = (...more: Parameters<typeof attribute>[]): Promise<Uid> =>
    facade.create(ACCOUNT, [...person(), ...more.map((each) => attribute(...each))]);
  const delta = (name: string, change: ConstructorParameters<typeof AttributeDelta>[1]): AttributeDelta =>
    new AttributeDelta(name, change);

  it('refuses an empty name plainly, and without a call', async () => {
    const [user] = await facade.search(ACCOUNT, undefined).toArray();
    for (const empty of ['', ' ']) {
      bench.org.calls.reset();
      const error = await failureOf(facade.update(ACCOUNT, user!.uid, [attribute('groups', empty)]));
      expect(error.attributeNames).to.deep.equal(['groups']);
      expect(error.message).to.include("'groups' has an empty value").and.not.include('Near to it');
      expect(bench.org.calls.total).to.equal(0);
    }
  });

  it('creates a user with a password and three memberships in one call', async () => {
    const uid = await facade.create(ACCOUNT, [
      ...person(),
      attribute('__PASSWORD__', new GuardedString('s3cret-pass')),
      attribute('groups', 'Key_Account_Team', idOf('Everyone_in_Europe')),
      attribute('permissionSets', 'Api_Access'),
    ]);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.passwordOf(uid.value)).to.equal('s3cret-pass');
    expect(await valuesOf(uid, 'groups')).to.have.members(['Key_Account_Team', 'Everyone_in_Europe']);
    expect(await valuesOf(uid, 'permissionSets')).to.deep.equal(['Api_Access']);
  });

  it('asks for all names that it does not know in one call', async () => {
    const fresh = facadeOf(bench.org);
    bench.facades.push(fresh);
    await fresh.create(ACCOUNT, person());
    bench.org.calls.reset();
    await fresh.create(ACCOUNT, [...person(), ...EVERYTHING.filter(({ name }) => name !== 'queues')]);
    expect(bench.org.calls.total).to.equal(2);
    await fresh.create(ACCOUNT, [...person(), ...EVERYTHING.filter(({ name }) => name !== 'queues')]);
    expect(bench.org.calls.total).to.equal(3);
  });

  it('gives and shows every kind, licences before the sets that need them', async () => {
    const uid = await facade.create(ACCOUNT, [...person(), ...EVERYTHING]);
    expect(bench.org.calls.total).to.equal(1);
    const object = await read(uid, ...ALL);
    expect(bench.org.calls.total).to.equal(3);
    for (const { name, values } of EVERYTHING)
      expect(object.attributes.get(name)?.values, name).to.have.members([...values!]);
    expect(object.attributes.single('__LOCK_OUT__')).to.equal(false);
  });

  it('takes everything away in two calls, sets before the licences that they need', async () => {
    const uid = await facade.create(ACCOUNT, [...person(), ...EVERYTHING]);
    bench.org.calls.reset();
    await facade.update(
      ACCOUNT,
      uid,
      EVERYTHING.map(({ name }) => (name === 'frozen' ? attribute(name, false) : attribute(name))),
    );
    expect(bench.org.calls.total).to.equal(2);
    const object = await read(uid, ...ALL);
    for (const { name } of EVERYTHING.slice(0, -1))
      expect(object.attributes.get(name)?.values ?? [], name).to.deep.equal([]);
    expect(object.attributes.single('frozen')).to.equal(false);
  });

  it('repeats a replacement with one call that reads, and writes nothing', async () => {
    const uid = await facade.create(ACCOUNT, [...person(), ...EVERYTHING]);
    bench.org.calls.reset();
    bench.org.requests.clear();
    await facade.update(ACCOUNT, uid, EVERYTHING.slice(0, -1));
    expect(bench.org.calls.total).to.equal(1);
    await facade.update(ACCOUNT, uid, [attribute('groups', 'Key_Account_Team', 'PROJECT_PHOENIX')]);
    expect(bench.org.calls.total).to.equal(2);
  });

  it('adds and removes by delta in one call, and does so again', async () => {
    const uid = await someone(
      ['groups', 'Key_Account_Team'],
      ['permissionSets', 'Api_Access', 'Password_Desk'],
    );
    bench.org.calls.reset();
    const changes = [
      delta('groups', { add: ['Project_Phoenix'], remove: ['Key_Account_Team'] }),
      delta('permissionSets', { add: ['Report_Reader'], remove: ['Api_Access', 'Report_Reader'] }),
    ];
    for (const times of [1, 2]) {
      await facade.updateDelta(ACCOUNT, uid, changes);
      expect(bench.org.calls.total).to.equal(times);
    }
    expect(await valuesOf(uid, 'groups')).to.deep.equal(['Project_Phoenix']);
    expect(await valuesOf(uid, 'permissionSets')).to.have.members(['Password_Desk', 'Report_Reader']);
  });

  it('changes fields, password and memberships in one call, deactivating too', async () => {
    const uid = await someone(['groups', 'Key_Account_Team']);
    bench.org.calls.reset();
    await facade.updateDelta(ACCOUNT, uid, [
      delta('Title', { replace: ['Clerk'] }),
      delta('__ENABLE__', { replace: [false] }),
      delta('__PASSWORD__', { replace: [new GuardedString('other-pass-1')] }),
      delta('groups', { remove: ['Key_Account_Team'], add: ['Project_Phoenix'] }),
    ]);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.find('User', uid.value)).to.include({ Title: 'Clerk', IsActive: false });
    expect(bench.org.passwordOf(uid.value)).to.equal('other-pass-1');
    expect(await valuesOf(uid, 'groups')).to.deep.equal(['Project_Phoenix']);
  });

  it('freezes and unfreezes in one call, and leaves a frozen login alone', async () => {
    const uid = await someone();
    bench.org.calls.reset();
    await facade.update(ACCOUNT, uid, [attribute('frozen', true)]);
    expect(bench.org.calls.total).to.equal(1);
    expect(await valuesOf(uid, 'frozen')).to.deep.equal([true]);
    await facade.update(ACCOUNT, uid, [attribute('frozen', true), attribute('__LOCK_OUT__', false)]);
    await facade.update(ACCOUNT, uid, [attribute('frozen', false)]);
    expect(await valuesOf(uid, 'frozen')).to.deep.equal([false]);
    const error = await failureOf(facade.update(ACCOUNT, uid, [attribute('__LOCK_OUT__', true)]));
    expect(error).to.include({ name: 'InvalidAttributeValueException' });
    expect(error.attributeNames).to.deep.equal(['__LOCK_OUT__']);
  });

  it('takes labels and ids of 15 characters too', async () => {
    const uid = await someone(['groups', 'key account team', idOf('Project_Phoenix').slice(0, 15)]);
    expect(await valuesOf(uid, 'groups')).to.have.members(['Key_Account_Team', 'Project_Phoenix']);
  });

  it('refuses unknown names with those that were meant, and creates nobody', async () => {
    const [name, ...rest] = person();
    const error = await failureOf(
      facade.create(ACCOUNT, [
        name!,
        ...rest,
        attribute('groups', 'Project_Fenix'),
        attribute('queues', 'zzzzzzzz'),
      ]),
    );
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include("'Project_Fenix' (groups)").and.include("Near to it: 'Project_Phoenix'");
    expect(error.message).to.include("'zzzzzzzz' (queues)").and.not.include("Near to it: 'Inbound_Leads'");
    expect(error.attributeNames).to.deep.equal(['groups', 'queues']);
    const found = await facade.search(ACCOUNT, filters.equals('__NAME__', String(name!.single))).toArray();
    expect(found).to.deep.equal([]);
  });

  it('refuses a label that two groups have, telling their ids', async () => {
    const one = await administrator.insert('Group', { Name: 'Twins', DeveloperName: 'Twins_One' });
    const two = await administrator.insert('Group', { Name: 'Twins', DeveloperName: 'Twins_Two' });
    const error = await failureOf(someone(['groups', 'Twins']));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include(one).and.include(two);
    expect(await valuesOf(await someone(['groups', 'twins_one']), 'groups')).to.deep.equal(['Twins_One']);
  });

  it('refuses an id that there is not, naming attribute and value', async () => {
    const uid = await someone();
    const error = await failureOf(facade.update(ACCOUNT, uid, [attribute('groups', '00G000000000001AAA')]));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include('00G000000000001');
    expect(error.attributeNames).to.deep.equal(['groups']);
  });

  it('knows no user who is not there, whatever is to be done', async () => {
    const nobody = new Uid('005000000000001AAA');
    const changes = [
      delta('groups', { add: ['Key_Account_Team'] }),
      delta('groups', { remove: ['Key_Account_Team'] }),
      delta('groups', { replace: [] }),
      delta('frozen', { replace: [true] }),
    ];
    for (const each of changes) {
      const error = await failureOf(facade.updateDelta(ACCOUNT, nobody, [each]));
      expect(error.name).to.equal('UnknownUidException');
      expect(error.message).to.not.match(/was (set|added|taken)/);
    }
  });

  it('tells what was done when a part was refused', async () => {
    const uid = await someone();
    const error = await failureOf(
      facade.update(ACCOUNT, uid, [
        attribute('Title', 'Head'),
        attribute('groups', 'Key_Account_Team'),
        attribute('permissionSets', 'Sales_Console'),
      ]),
    );
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.attributeNames).to.deep.equal(['permissionSets']);
    expect(error.message).to.include("'Key_Account_Team' was added").and.include("add 'Sales_Console'");
    expect(await valuesOf(uid, 'groups')).to.deep.equal(['Key_Account_Team']);
  });

  it('is in the schema, and never returned unasked', async () => {
    const account = (await facade.schema()).objectClass('__ACCOUNT__')!;
    for (const name of ALL) expect(account.attribute(name), name).to.include({ isReturnedByDefault: false });
    expect(account.attribute('groups')).to.include({ isMultiValued: true, type: 'String' });
    expect(account.attribute('frozen')).to.include({ isMultiValued: false, type: 'Boolean' });
  });

  it('lists a page with every membership in two calls', async () => {
    const found = await facade
      .search(ACCOUNT, undefined, { attributesToGet: ['__NAME__', ...ALL] })
      .toArray();
    expect(found.length).to.be.greaterThan(40);
    expect(bench.org.calls.total).to.equal(2);
  });

  describe('in filters', () => {
    const by = (name: string, ...values: (string | boolean)[]) =>
      filters.containsAllValues(attribute(name, ...values));
    const find = async (filter: Parameters<ConnectorFacade['search']>[1]): Promise<string[]> =>
      (await facade.search(ACCOUNT, filter).toArray()).map(({ uid }) => uid.value);
    let both: Uid;
    let one: Uid;
    before(async () => {
      await administrator.insert('Group', { Name: 'Filtered A', DeveloperName: 'Filtered_A' });
      await administrator.insert('Group', { Name: 'Filtered B', DeveloperName: 'Filtered_B' });
      both = await someone(['groups', 'Filtered_A', 'Filtered_B'], ['frozen', true]);
      one = await someone(['groups', 'Filtered_A']);
    });

    it('finds by membership in two calls, reading none of the others', async () => {
      expect(await find(by('groups', 'Filtered_A'))).to.have.members([both.value, one.value]);
      expect(bench.org.calls.total).to.equal(2);
      expect(await find(by('groups', 'Filtered_A', 'Filtered_B'))).to.deep.equal([both.value]);
      const any = filters.or(by('groups', 'Filtered_B'), by('groups', 'Nothing'));
      expect(await find(any)).to.deep.equal([both.value]);
    });

    it('finds by flags, and by more than Salesforce can be asked at once', async () => {
      expect(await find(filters.and(by('frozen', true), by('groups', 'Filtered_A')))).to.deep.equal([
        both.value,
      ]);
      const three = filters.and(
        filters.and(by('frozen', true), by('groups', 'Filtered_A')),
        by('groups', 'Filtered_B'),
      );
      expect(await find(three)).to.deep.equal([both.value]);
    });

    it('finds who is not a member', async () => {
      const found = await find(filters.not(by('groups', 'Filtered_A')));
      expect(found).to.not.include(one.value);
      expect(found.length).to.be.greaterThan(40);
    });
  });
});
