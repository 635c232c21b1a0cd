import {
  AttributeDelta,
  AttributeSet,
  Name,
  ObjectClass,
  OperationOptions,
  Uid,
  attribute,
  filters,
} from '@icf-ts/framework';
import { startOrg, type Org as EmulatedOrg } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ObjectMapping } from '#src/mapping/object-mapping.js';
import type { Org } from '#src/operations/operation-context.js';
import { search } from '#src/operations/search.js';
import { updateDelta } from '#src/operations/update-delta.js';
import { update } from '#src/operations/update.js';
import { Administrator, connectedTo } from './org-administrator.js';
import { failureOf } from '../connector/salesforce-facade.js';

const { GROUP } = ObjectClass;
const MAPPING = new ObjectMapping({
  objectClass: GROUP.type,
  sobject: 'Group',
  passThrough: true,
  entries: [{ attribute: Name.NAME, field: 'DeveloperName', direction: 'both' }],
  attached: [
    { attribute: 'members', attached: 'members', by: 'id' },
    { attribute: 'memberNames', attached: 'members', by: 'name' },
  ],
  where: "Type = 'Regular'",
});
const COUNT = 1_000;
const NO_OPTIONS = OperationOptions.NONE;

describe('members of groups', () => {
  let emulated: EmulatedOrg;
  let org: Org;
  let administrator: Administrator;
  let people: readonly { readonly id: string; readonly name: string }[];
  let ids: ReadonlyMap<string, string>;
  before(async () => {
    emulated = await startOrg({ users: COUNT });
    org = { ...connectedTo(emulated), mappings: [MAPPING] };
    administrator = new Administrator(emulated);
    const rows = await administrator.query('SELECT Id, Username FROM User WHERE ProfileId != null');
    people = rows.map((row) => ({ id: String(row['Id']), name: String(row['Username']) })).slice(0, COUNT);
    ids = await administrator.ids('Group', 'DeveloperName');
    await members(await group('Warm_up'), ['members']);
  });
  beforeEach(() => emulated.calls.reset());
  after(() => emulated.close());

  const group = async (name: string): Promise<Uid> =>
    new Uid(await administrator.insert('Group', { Name: name, DeveloperName: name }));
  async function members(uid: Uid, names: readonly string[]): Promise<readonly (readonly unknown[])[]> {
    const found = search(
      org,
      GROUP,
      filters.equals(Uid.NAME, uid.value),
      OperationOptions.of({ attributesToGet: names }),
    );
    for await (const object of found) return names.map((name) => object.attributes.get(name)!.values!);
    return [];
  }

  it('gives users and groups by id and by name, and shows both ways in one query', async () => {
    const uid = await group('Mixed');
    const inner = ids.get('Key_Account_Team')!;
    emulated.calls.reset();
    const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
    await update(org, GROUP, uid, AttributeSet.of([attribute('members', first.id, inner)]), NO_OPTIONS);
    await updateDelta(
      org,
      GROUP,
      uid,
      [new AttributeDelta('memberNames', { add: [second.name.toUpperCase()] })],
      NO_OPTIONS,
    );
    expect(emulated.calls.total).to.equal(4);
    const [byId, byName] = await members(uid, ['members', 'memberNames']);
    expect(byId).to.have.members([first.id, second.id, inner]);
    expect(byName).to.have.members([first.name, second.name, 'Key_Account_Team']);
    expect(emulated.calls.total).to.equal(6);
  });

  it('changes hundreds in collections of 200: one call to read, one to write', async () => {
    const uid = await group('Large');
    emulated.calls.reset();
    const all = people.map(({ id }) => id);
    await update(org, GROUP, uid, AttributeSet.of([attribute('members', ...all)]), NO_OPTIONS);
    expect(emulated.calls.total).to.equal(2);
    expect((await members(uid, ['members']))[0]).to.have.members(all);
    emulated.calls.reset();
    const kept = all.slice(0, 30);
    await updateDelta(
      org,
      GROUP,
      uid,
      [new AttributeDelta('members', { remove: all.slice(30) })],
      NO_OPTIONS,
    );
    expect(emulated.calls.total).to.equal(2);
    expect((await members(uid, ['members']))[0]).to.have.members(kept);
  });

  it('tells which of hundreds was refused, and does the others', async () => {
    const uid = await group('Partly');
    const wrong = '005EM00000zzzzzAAA';
    const all = [...people.slice(0, 40).map(({ id }) => id), wrong];
    const error = await failureOf(
      update(org, GROUP, uid, AttributeSet.of([attribute('members', ...all)]), NO_OPTIONS),
    );
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include('005EM00000zzzzz');
    expect((await members(uid, ['members']))[0]).to.have.length(40);
  });

  it('finds the groups of a user in two calls', async () => {
    const uid = await group('Sought');
    const [person] = people.slice(-1) as [(typeof people)[0]];
    await administrator.insert('GroupMember', { GroupId: uid.value, UserOrGroupId: person.id });
    emulated.calls.reset();
    const filter = filters.and(
      filters.containsAllValues(attribute('members', person.id)),
      filters.startsWith(Name.NAME, 'Sou'),
    );
    const found: string[] = [];
    for await (const object of search(org, GROUP, filter, NO_OPTIONS)) found.push(object.uid.value);
    expect(found).to.deep.equal([uid.value]);
    expect(emulated.calls.total).to.equal(2);
  });
});
