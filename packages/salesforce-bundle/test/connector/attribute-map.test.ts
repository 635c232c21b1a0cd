import type { ZonedDateTime } from '@icf-ts/framework';
import {
  AttributeDelta,
  ObjectClass,
  attribute,
  attributeOf,
  filters,
  type ConnectorFacade,
  type Uid,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const MAP = `
objectClasses:
  __ACCOUNT__:
    complex: [phones, name]
    attributes:
      profile: { field: ProfileId, by: Name }
      role: { field: UserRoleId, by: DeveloperName }
      boss: { field: ManagerId, by: Username }
      status: { field: IsActive, default: true, transform: { values: { Active: true, Inactive: false } } }
      nick: { field: CommunityNickname, defaultTemplate: ['\${name.given}.\${name.family}.\${mail|before:@}', '\${mail}'] }
      display: { template: ['\${name.given} \${name.family|upper}', '\${name.family}'] }
      mail: { field: Email, transform: [trim, lower] }
      tags: { field: Division, transform: { split: ',' }, returned: false }
      name.given: FirstName
      name.family: LastName
      'phones.number,type:work': Phone
      'phones.number,type:mobile': MobilePhone
      since: { field: Since__c, transform: { date: dd.MM.yyyy } }
      seen: Seen__c
      langs: Langs__c
      owner: { field: Department, constant: IGA }
      gone: { field: NoSuchThing__c, optional: true }
`;

describe('the attribute map in use', () => {
  let bench: Bench;
  let mapped: ConnectorFacade;
  before(async () => {
    bench = await openBench({
      users: 3,
      describe: {
        objects: {
          User: {
            fields: {
              Since__c: { type: 'date' },
              Seen__c: { type: 'datetime' },
              Langs__c: { type: 'string' },
            },
          },
        },
      },
    });
    mapped = facadeOf(bench.org, { attributeMap: MAP });
    bench.facades.push(mapped);
    await mapped.schema();
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const row = (uid: Uid): Record<string, unknown> => bench.org.find('User', uid.value)!;
  const created = (more: readonly ReturnType<typeof attribute>[] = []): Promise<Uid> => {
    const [name, , ,] = person();
    const given = [
      name!,
      attribute('name.given', 'Ann'),
      attribute('name.family', 'Lee'),
      attribute('mail', ` ${String(name!.single).toUpperCase()} `),
      attribute('profile', 'Standard User'),
    ];
    const names = more.map((each) => each.name);
    return mapped.create(ACCOUNT, [...given.filter((each) => !names.includes(each.name)), ...more]);
  };

  it('transforms, fills in and computes on create', async () => {
    const uid = await created([attribute('owner', 'somebody'), attribute('tags', 'a', 'b')]);
    const user = row(uid);
    expect(user).to.include({ Department: 'IGA', Division: 'a,b', IsActive: true });
    expect(user['Email']).to.equal(String(user['Username']).toLowerCase());
    expect(user['CommunityNickname']).to.equal(`Ann.Lee.${String(user['Email']).split('@')[0]!}`);
    const { attributes } = (await mapped.get(ACCOUNT, uid, {
      attributesToGet: ['tags'],
      returnDefaultAttributes: true,
    }))!;
    expect(attributes.get('tags')!.values).to.deep.equal(['a', 'b']);
    expect(attributes.single('status')).to.equal('Active');
    expect(attributes.single('display')).to.equal('Ann LEE');
    expect(attributes.single('profile')).to.equal('Standard User');
    expect(attributes.has('gone')).to.equal(false);
    expect(Object.fromEntries(attributes.single('name') as ReadonlyMap<string, unknown>)).to.deep.equal({
      given: 'Ann',
      family: 'Lee',
    });
  });

  it('reads a name without the parts that are not there', async () => {
    const uid = await created([attributeOf('name.given', [])]);
    const { attributes } = (await mapped.get(ACCOUNT, uid))!;
    expect(attributes.single('display')).to.equal('Lee');
  });

  it('names roles and managers, and looks a role up once a session', async () => {
    const [role] = await bench.facade.search(new ObjectClass('Role'), undefined).toArray();
    const [boss] = await bench.facade.search(ACCOUNT, undefined).toArray();
    const name = attribute('role', role!.name.single);
    const manager = attribute('boss', boss!.name.single);
    const uid = await created([name, manager]);
    expect(row(uid)).to.include({ UserRoleId: role!.uid.value, ManagerId: boss!.uid.value });
    const { attributes } = (await mapped.get(ACCOUNT, uid))!;
    expect(attributes.single('role')).to.equal(role!.name.single);
    expect(attributes.single('boss')).to.equal(boss!.name.single);
    bench.org.calls.reset();
    await mapped.update(ACCOUNT, uid, [name, attribute('boss', boss!.uid.value)]);
    expect(bench.org.calls.total).to.equal(1);
    await mapped.update(ACCOUNT, uid, [attributeOf('role', [])]);
    expect(row(uid)['UserRoleId']).to.equal(null);
    const error = await failureOf(mapped.update(ACCOUNT, uid, [attribute('role', 'Nobody')]));
    expect(error.attributeNames).to.deep.equal(['role']);
    expect(error.message).to.include("no UserRole 'Nobody'");
  });

  it('filters by names of references in Salesforce itself', async () => {
    const uid = await created();
    bench.org.calls.reset();
    const wanted = filters.and(
      filters.equals('profile', 'Standard User'),
      filters.equals('__UID__', uid.value),
    );
    expect(await mapped.search(ACCOUNT, wanted).toArray()).to.have.length(1);
    const query = bench.org.requests.entries.at(-1)!;
    expect(decodeURIComponent(query.url)).to.include("Profile.Name = 'Standard User'");
  });

  it('turns filters of transformed attributes round, or matches by itself', async () => {
    const off = await created([attribute('status', 'Inactive'), attribute('tags', 'x', 'y')]);
    const find = async (filter: ReturnType<typeof filters.equals>): Promise<readonly string[]> =>
      (await facadeOf(bench.org, { attributeMap: MAP }, true).search(ACCOUNT, filter).toArray()).map(
        ({ uid }) => uid.value,
      );
    expect(await find(filters.equals('status', 'Inactive'))).to.include(off.value);
    expect(decodeURIComponent(bench.org.requests.entries.at(-1)!.url)).to.include('IsActive = false');
    expect(await find(filters.equals('status', 'Active'))).to.not.include(off.value);
    expect(await find(filters.equals('status', 'Gone'))).to.deep.equal([]);
    expect(await find(filters.not(filters.equals('status', 'Active')) as never)).to.include(off.value);
    expect(await find(filters.containsAllValues(attribute('tags', 'y')) as never)).to.deep.equal([off.value]);
    expect(await find(filters.equals('display', 'Ann LEE'))).to.include(off.value);
    expect(await find(filters.equals('gone', 'x'))).to.deep.equal([]);
  });

  it('refuses values that a transform does not know', async () => {
    const uid = await created();
    const error = await failureOf(mapped.update(ACCOUNT, uid, [attribute('status', 'Frozen')]));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include("'status' takes Active, Inactive, not 'Frozen'");
  });

  it('takes date-times as texts and Longs, and dates in the form of the map', async () => {
    const uid = await created([
      attribute('since', '29.02.2024'),
      attribute('seen', '2024-02-29T12:00:00+02:00'),
    ]);
    expect(row(uid)['Since__c']).to.equal('2024-02-29');
    const seen = async (): Promise<Date> =>
      ((await mapped.get(ACCOUNT, uid))!.attributes.single('seen') as ZonedDateTime).toDate();
    expect((await seen()).toISOString()).to.equal('2024-02-29T10:00:00.000Z');
    expect((await mapped.get(ACCOUNT, uid))!.attributes.single('since')).to.equal('29.02.2024');
    await mapped.update(ACCOUNT, uid, [attribute('seen', 0n)]);
    expect((await seen()).getTime()).to.equal(0);
    const error = await failureOf(mapped.update(ACCOUNT, uid, [attribute('seen', 'yesterday')]));
    expect(error.attributeNames).to.deep.equal(['seen']);
  });

  it('changes complex values by delta, each in the fields that it has', async () => {
    const phone = (type: string, number: string): ReadonlyMap<string, string> =>
      new Map([
        ['type', type],
        ['number', number],
      ]);
    const uid = await created([attributeOf('phones', [phone('work', '1'), phone('mobile', '2')])]);
    expect(row(uid)).to.include({ Phone: '1', MobilePhone: '2' });
    bench.org.calls.reset();
    await mapped.updateDelta(ACCOUNT, uid, [new AttributeDelta('phones', { add: [phone('work', '3')] })]);
    expect(row(uid)).to.include({ Phone: '3', MobilePhone: '2' });
    expect(bench.org.calls.total).to.equal(1);
    await mapped.updateDelta(ACCOUNT, uid, [
      new AttributeDelta('phones', { remove: [phone('mobile', '9')] }),
    ]);
    expect(row(uid)).to.include({ Phone: '3', MobilePhone: '2' });
    await mapped.updateDelta(ACCOUNT, uid, [
      new AttributeDelta('phones', { remove: [phone('mobile', '2')] }),
    ]);
    expect(row(uid)).to.include({ Phone: '3', MobilePhone: null });
    await mapped.updateDelta(ACCOUNT, uid, [new AttributeDelta('phones', { replace: [] })]);
    expect(row(uid)).to.include({ Phone: null, MobilePhone: null });
    const error = await failureOf(
      mapped.update(ACCOUNT, uid, [attributeOf('phones', [new Map([['number', '1']])])]),
    );
    expect(error.message).to.include('type work, type mobile');
  });

  it('adds to and takes from a text that holds several values', async () => {
    const uid = await created([attribute('tags', 'a', 'b')]);
    await mapped.updateDelta(ACCOUNT, uid, [new AttributeDelta('tags', { add: ['c'], remove: ['a'] })]);
    expect(row(uid)['Division']).to.equal('b,c');
  });

  it('says in the schema what the map makes of the fields', async () => {
    const info = (await mapped.schema()).objectClass('__ACCOUNT__')!;
    expect(info.attribute('profile')).to.include({
      type: 'String',
      nativeName: 'Profile.Name',
      isRequired: true,
    });
    expect(info.attribute('status')).to.include({ type: 'String', isRequired: false });
    expect(info.attribute('tags')).to.include({ isMultiValued: true, isReturnedByDefault: false });
    expect(info.attribute('display')).to.include({ isCreatable: false, isReturnedByDefault: true });
    expect(info.attribute('phones')).to.include({
      type: 'Map',
      isMultiValued: true,
      isReturnedByDefault: true,
    });
    expect(info.attribute('name')).to.include({ type: 'Map', isMultiValued: false });
    expect(info.attribute('phones.number,type:work')).to.include({ isReturnedByDefault: false });
    expect(info.attribute('since')).to.include({ type: 'String' });
    expect(info.attribute('gone')).to.equal(undefined);
  });
});
