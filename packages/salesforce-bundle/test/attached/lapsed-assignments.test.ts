import { AttributeDelta, attribute, filters, type ConnectorFacade, type Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { change, idsOf, outcomesOf } from '../batch/outcomes.js';
import { ACCOUNT, facadeOf, openBench, person, type Bench } from '../connector/salesforce-facade.js';
import { Administrator } from './org-administrator.js';

describe('permission set assignments that have lapsed', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  let administrator: Administrator;
  before(async () => {
    bench = await openBench({ users: 0 });
    facade = bench.facade;
    administrator = new Administrator(bench.org);
    // The session gets to know the names.
    await someone(['permissionSets', ...SETS]);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const valuesOf = async (uid: Uid, name: string): Promise<unknown[]> => {
    const object = await facade.get(ACCOUNT, uid, { attributesToGet: [name] });
    return [...(object!.attributes.get(name)?.values ?? [])];
  };
  const someone = (...more: Parameters<typeof attribute>[]): Promise<Uid> =>
    facade.create(ACCOUNT, [...person(), ...more.map((each) => attribute(...each))]);
  const delta = (name: string, change: ConstructorParameters<typeof AttributeDelta>[1]): AttributeDelta =>
    new AttributeDelta(name, change);

  const SETS = ['Api_Access', 'Report_Reader', 'Password_Desk'];
  const PAST = '2020-01-01T00:00:00.000Z';
  const FUTURE = '2099-01-01T00:00:00.000Z';
  const rowsOf = (uid: Uid): ReturnType<Administrator['query']> =>
    administrator.query(
      'SELECT Id, ExpirationDate, IsRevoked, IsActive FROM PermissionSetAssignment ' +
        `WHERE AssigneeId = '${uid.value}' AND PermissionSet.IsOwnedByProfile = false ORDER BY PermissionSet.Name`,
    );
  /** Holds three sets: one has expired, one was revoked, and one will expire. */
  const lapsed = async (active = true): Promise<Uid> => {
    const uid = await someone(['permissionSets', ...SETS], ['__ENABLE__', active]);
    const [first, second, third] = (await rowsOf(uid)).map(({ Id: id }) => String(id));
    await administrator.update('PermissionSetAssignment', first!, { ExpirationDate: PAST });
    await administrator.update('PermissionSetAssignment', second!, { IsRevoked: true });
    await administrator.update('PermissionSetAssignment', third!, { ExpirationDate: FUTURE });
    bench.org.calls.reset();
    return uid;
  };
  const isActive = async (uid: Uid): Promise<unknown[]> =>
    (await rowsOf(uid)).map(({ IsActive: active }) => active);

  it('does not show them, neither of an active user nor of another one', async () => {
    for (const active of [true, false])
      expect(await valuesOf(await lapsed(active), 'permissionSets')).to.deep.equal(['Report_Reader']);
    const uid = await lapsed();
    const [found] = await facade
      .search(
        ACCOUNT,
        filters.and(
          filters.equals('__UID__', uid.value),
          filters.containsAllValues(attribute('permissionSets', 'Api_Access')),
        ),
      )
      .toArray();
    expect(found).to.equal(undefined);
  });

  it('renews them where they are added, in the same call', async () => {
    const uid = await lapsed();
    await facade.updateDelta(ACCOUNT, uid, [delta('permissionSets', { add: SETS })]);
    expect(bench.org.calls.total).to.equal(1);
    expect(await isActive(uid)).to.deep.equal([true, true, true]);
    const [, , until] = await rowsOf(uid);
    expect(Date.parse(String(until!['ExpirationDate']))).to.equal(Date.parse(FUTURE));
    expect(await valuesOf(uid, 'permissionSets')).to.have.members(SETS);
  });

  it('renews those of an inactive user, but nothing that will expire', async () => {
    const uid = await lapsed(false);
    await facade.updateDelta(ACCOUNT, uid, [delta('permissionSets', { add: SETS })]);
    expect(bench.org.calls.total).to.equal(1);
    expect(await valuesOf(uid, 'permissionSets')).to.have.members(SETS);
    const dates = (await rowsOf(uid)).map(({ ExpirationDate: date }) => date !== null);
    expect(dates).to.deep.equal([false, false, true]);
  });

  it('looks first where more than ten are added', async () => {
    const uid = await lapsed();
    const more = await Promise.all(
      Array.from({ length: 9 }, (_, at) =>
        administrator.insert('PermissionSet', { Name: `Lapse_${at}`, Label: `Lapse ${at}` }),
      ),
    );
    bench.org.calls.reset();
    await facade.updateDelta(ACCOUNT, uid, [delta('permissionSets', { add: [...SETS, ...more] })]);
    expect(bench.org.calls.total).to.equal(2);
    expect(await valuesOf(uid, 'permissionSets')).to.have.length(12);
  });

  it('renews them where they are part of a replacement, in its two calls', async () => {
    const uid = await lapsed();
    await facade.update(ACCOUNT, uid, [attribute('permissionSets', 'Api_Access')]);
    expect(bench.org.calls.total).to.equal(2);
    expect(await valuesOf(uid, 'permissionSets')).to.deep.equal(['Api_Access']);
  });

  it('renews what many are given at once', async () => {
    const uids = [await lapsed(), await lapsed(), await lapsed()];
    const tasks = uids.map(({ value }) => change(value, [attribute('permissionSets', ...SETS)], 'ADDVALUES'));
    idsOf(await outcomesOf(facade, tasks));
    for (const uid of uids) expect(await isActive(uid)).to.deep.equal([true, true, true]);
  });

  for (const [apiVersion, fields] of [
    ['51.0', []],
    ['56.0', ['ExpirationDate']],
    ['57.0', ['ExpirationDate', 'IsRevoked']],
  ] as const)
    it(`asks version ${apiVersion} for no more than it has`, async () => {
      const older = facadeOf(bench.org, { apiVersion });
      bench.facades.push(older);
      const uid = await lapsed();
      bench.org.requests.clear();
      await older.get(ACCOUNT, uid, { attributesToGet: ['permissionSets'] });
      const query = bench.org.requests.entries
        .map(({ url }) => url)
        .find((url) => url.includes('Assignment'))!;
      const asked = ['ExpirationDate', 'IsRevoked'].filter((field) => query.includes(field));
      expect(asked).to.deep.equal(fields);
    });
});
