import {
  AttributeDelta,
  ObjectClass,
  Uid,
  attribute,
  filters,
  type ConnectorObject,
  type Filter,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { change, idsOf, outcomesOf } from '../batch/outcomes.js';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

/** Salesforce shows ids of 15 characters in its pages and takes them everywhere; rows have them in 18. */
describe('ids of 15 characters', () => {
  let bench: Bench;
  let uid: Uid;
  let short: Uid;
  let profileId: string;
  before(async () => {
    bench = await openBench({ users: 4 });
    uid = await bench.facade.create(ACCOUNT, person());
    short = new Uid(uid.value.slice(0, 15));
    profileId = String((await bench.facade.get(ACCOUNT, uid))!.attributes.single('ProfileId'));
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const found = async (filter: Filter, type = ACCOUNT): Promise<readonly string[]> =>
    (await bench.facade.search(type, filter).toArray()).map((object: ConnectorObject) => object.uid.value);

  it('get the object, whose Uid has 18', async () => {
    expect((await bench.facade.get(ACCOUNT, short))!.uid.value).to.equal(uid.value);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('find it by filter, as those of 18 do', async () => {
    expect(await found(filters.equals(Uid.NAME, short.value))).to.deep.equal([uid.value]);
    expect(await found(filters.greaterThan(Uid.NAME, short.value))).to.not.include(uid.value);
    const wanted = await found(filters.equals('ProfileId', profileId));
    expect(wanted).to.not.be.empty;
    for (const compare of [filters.equals, filters.equalsIgnoreCase, filters.containsAllValues])
      expect(await found(compare('ProfileId', profileId.slice(0, 15)))).to.have.members(wanted);
    const others = await found(filters.not(filters.equals('ProfileId', profileId.slice(0, 15))));
    expect(others).to.have.members(await found(filters.not(filters.equals('ProfileId', profileId))));
    expect(await bench.facade.count(ACCOUNT, filters.equals(Uid.NAME, short.value))).to.equal(1);
  });

  it('mind the case, as Salesforce does', async () => {
    const flipped = (text: string): string =>
      text.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
    expect(await found(filters.equals('ProfileId', flipped(profileId.slice(0, 15))))).to.be.empty;
  });

  it('are ids only where the attribute holds ids', async () => {
    const Title = short.value;
    const titled = await bench.facade.create(ACCOUNT, person({ Title }));
    expect(await found(filters.equals('Title', Title))).to.deep.equal([titled.value]);
  });

  it('are written to, and the Uid that is answered has 18', async () => {
    const updated = await bench.facade.update(ACCOUNT, short, [attribute('Title', 'a')]);
    expect(updated!.value).to.equal(uid.value);
    await bench.facade.updateDelta(ACCOUNT, short, [new AttributeDelta('Title', { replace: ['b'] })]);
    expect(bench.org.find('User', uid.value)!['Title']).to.equal('b');
    const added = change(short.value, [attribute('Department', 'c')], 'ADDVALUES');
    expect(idsOf(await outcomesOf(bench.facade, [added]))).to.deep.equal([uid.value]);
    await bench.facade.delete(ACCOUNT, short);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
  });

  it('are told of in full by an error', async () => {
    const nobody = new Uid('005000000000zzz');
    const error = await failureOf(bench.facade.update(ACCOUNT, nobody, [attribute('Title', 'a')]));
    expect(error.name).to.equal('UnknownUidException');
    expect(error.uid!.value).to.match(/^005000000000zzz...$/);
  });

  it('find members of groups, and rows of lookups', async () => {
    const member = await bench.facade.create(ACCOUNT, person());
    const group = await bench.facade.create(ObjectClass.GROUP, [
      attribute('__NAME__', 'Short_Ids'),
      attribute('members', member.value),
    ]);
    const filter = filters.containsAllValues('members', member.value.slice(0, 15));
    expect(await found(filter, ObjectClass.GROUP)).to.deep.equal([group.value]);
    const profiles = new ObjectClass('Lookup.Salesforce.Profiles');
    const [profile] = await bench.facade.search(profiles).toArray();
    const code = profile!.uid.value;
    expect(await found(filters.equals(Uid.NAME, code.slice(0, 15)), profiles)).to.deep.equal([code]);
  });

  it('serve pages too', async () => {
    const paged = facadeOf(bench.org, {}, true);
    bench.facades.push(paged);
    const filter = filters.equals('ProfileId', profileId.slice(0, 15));
    const page = await paged.search(ACCOUNT, filter, { pageSize: 2 }).toArray();
    expect(page).to.have.length(2);
  });
});
