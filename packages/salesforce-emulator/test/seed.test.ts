import { expect } from 'chai';
import { buildOrg } from '#src/build-org.js';

function people(seed: number, users: number): readonly unknown[] {
  const rows = [...buildOrg({ seed, users }).state.store.table('User').rows()];
  return rows.filter(
    (row) => String(row.Username).endsWith('@emulated.example') && row.EmployeeNumber !== undefined,
  );
}

describe('generated users', () => {
  it('are the same for the same seed and others for another', () => {
    expect(people(7, 50)).to.deep.equal(people(7, 50));
    expect(people(7, 50)).not.to.deep.equal(people(8, 50));
  });

  it('are unique by name and nickname, and keep to the lengths of their fields', () => {
    const { state } = buildOrg({ users: 5_000 });
    const table = state.store.table('User');
    for (const row of table.rows()) {
      expect(table.findBy('Username', row.Username ?? null)).to.have.length(1);
      expect(table.findBy('CommunityNickname', row.CommunityNickname ?? null)).to.have.length(1);
      for (const [name, value] of Object.entries(row)) {
        const field = table.spec.fieldNamed(name);
        if (typeof value === 'string') expect(value.length, name).to.be.at.most(field?.length ?? 0);
        if (field?.picklist && field.name !== 'UserType') {
          expect(field.picklist().map((entry) => entry.value)).to.include(value);
        }
      }
    }
  });

  it('have managers and sometimes a role, and are mostly active', () => {
    const rows = people(1, 1_000) as { ManagerId: unknown; UserRoleId: unknown; IsActive: boolean }[];
    expect(rows.filter(({ ManagerId }) => ManagerId !== null).length).to.equal(999);
    expect(rows.filter(({ UserRoleId }) => UserRoleId !== null).length).to.be.within(150, 350);
    expect(rows.filter(({ IsActive }) => !IsActive).length).to.be.within(20, 90);
  });
});
