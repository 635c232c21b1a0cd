import { AttributeDelta, attribute, attributeOf, type Attribute, type Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { rowsOf } from './org-rows.js';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const MAP = `
objectClasses:
  __ACCOUNT__:
    attributes:
      status: { field: IsActive, transform: { values: { Active: true, Inactive: false } } }
`;

/** A platform that has lost a value sends none: nobody's access may depend on that. */
describe('a Boolean without a value', () => {
  let bench: Bench;
  let uid: Uid;
  before(async () => {
    bench = await openBench({ users: 0 });
    uid = await bench.facade.create(ACCOUNT, [...person(), attribute('frozen', true)]);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const isFrozen = async (): Promise<unknown> =>
    (await rowsOf(bench.org, `SELECT IsFrozen FROM UserLogin WHERE UserId = '${uid.value}'`))[0]!['IsFrozen'];

  for (const name of [
    ...['__ENABLE__', 'IsActive', 'UserPermissionsMarketingUser', 'frozen', '__LOCK_OUT__', 'resetPassword'],
  ]) {
    for (const [title, values] of [
      ['null', null],
      ['a null among its values', [null]],
      ['no values', []],
    ] as const) {
      it(`is refused before a call: ${name} with ${title}`, async () => {
        const update = [attributeOf(name, values), attribute('Title', 'changed')];
        const deltas = [new AttributeDelta(name, { replace: values ?? [] })];
        for (const call of [
          () => bench.facade.update(ACCOUNT, uid, update),
          () => bench.facade.updateDelta(ACCOUNT, uid, deltas),
        ]) {
          const error = await failureOf(call());
          expect(error.name).to.equal('InvalidAttributeValueException');
          expect(error.attributeNames).to.deep.equal([name]);
          expect(error.message).to.include(`'${name}' is true or false`);
        }
        expect(bench.org.calls.total).to.equal(0);
        expect(bench.org.find('User', uid.value)).to.include({ IsActive: true });
        expect(await isFrozen()).to.equal(true);
      });
    }
  }

  it('is refused under a name of the map', async () => {
    const facade = facadeOf(bench.org, { attributeMap: MAP });
    bench.facades.push(facade);
    const error = await failureOf(facade.update(ACCOUNT, uid, [attributeOf('status', null)]));
    expect(error.attributeNames).to.deep.equal(['status']);
    expect(bench.org.find('User', uid.value)).to.include({ IsActive: true });
  });

  it('is the default of a new user, who has no access to lose', async () => {
    const lost = (name: string): Attribute => attributeOf(name, null);
    const created = await bench.facade.create(ACCOUNT, [
      ...person(),
      lost('__ENABLE__'),
      lost('UserPermissionsMarketingUser'),
      lost('frozen'),
    ]);
    expect(bench.org.find('User', created.value)).to.include({ IsActive: true });
  });
});
