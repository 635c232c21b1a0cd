import { expect } from 'chai';
import { buildOrg } from '#src/build-org.js';

/** Several writes as one: what composite resources promise by allOrNone. */
describe('a transaction of the store', () => {
  const { state } = buildOrg({ users: 3 });
  const { store } = state;
  const users = store.table('User');
  const roles = store.table('UserRole');

  it('takes back every write when its result is not kept: rows, indexes, counters and the recycle bin', () => {
    const [somebody] = [...users.rows()].filter(({ IsActive: isActive }) => isActive === true).slice(-1);
    const used = (): number => state.seats.used(state.seats.licenseOf(somebody!.ProfileId)!.Id);
    const [role] = roles.rows();
    const before = { seats: used(), user: { ...somebody }, roles: roles.size };
    const made = store.transaction(
      () => {
        users.update(somebody!, { IsActive: false, Username: 'renamed@example.com', AboutMe: 'new' });
        roles.delete(role!, 1);
        return [roles.insert({ Name: 'Passing' }), used()] as const;
      },
      () => false,
    );
    expect(made[1]).to.equal(before.seats - 1);
    expect(used()).to.equal(before.seats);
    expect({ ...somebody, AboutMe: undefined }).to.deep.equal({ ...before.user, AboutMe: undefined });
    expect(users.findBy('Username', 'renamed@example.com')).to.deep.equal([]);
    expect(users.findBy('Username', before.user.Username ?? null)).to.deep.equal([somebody]);
    expect(roles.size).to.equal(before.roles);
    expect(roles.get(made[0].Id)).to.equal(undefined);
    expect(roles.get(role!.Id)).to.equal(role);
    expect([...roles.deletedRows()]).to.deep.equal([]);
  });

  it('takes back what was written before an error', () => {
    const size = roles.size;
    expect(() =>
      store.transaction(() => {
        roles.insert({ Name: 'Passing' });
        throw new Error('of the second write');
      }),
    ).to.throw('of the second write');
    expect(roles.size).to.equal(size);
  });

  it('keeps what went well, and deleted rows stay in the recycle bin until they are purged', () => {
    const made = store.transaction(() => roles.insert({ Name: 'Lasting' }));
    expect(roles.get(made.Id)).to.equal(made);
    roles.delete(made, 100);
    expect(roles.getDeleted(made.Id)).to.deep.equal({ row: made, deletedSeconds: 100 });
    roles.purge(101);
    expect(roles.getDeleted(made.Id)).to.equal(undefined);
  });
});
