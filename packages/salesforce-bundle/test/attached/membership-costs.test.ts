import { startOrg, type Org as EmulatedOrg } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ATTACHED_KINDS, type AttachedRef } from '#src/attached/attached-kind.js';
import { readAttached } from '#src/attached/read-attached.js';
import { queryAllTogether } from '#src/session/query/query-all.js';
import type { Session } from '#src/session/session.js';
import { connectedTo } from './org-administrator.js';

const REFS: readonly AttachedRef[] = ATTACHED_KINDS.filter(({ owner }) => owner === 'User').map((kind) => ({
  attribute: kind.name,
  kind,
  by: 'name',
}));

const CONTEXT = { action: 'read' };

describe('reading the memberships of a page', () => {
  let emulated: EmulatedOrg;
  before(async () => {
    emulated = await startOrg({ users: 2_000 });
  });
  after(() => emulated.close());

  async function costOf(refs: readonly AttachedRef[], users: number): Promise<number> {
    const { session } = connectedTo(emulated);
    const ids = (await everybody(session)).slice(0, users);
    emulated.calls.reset();
    const values = await readAttached(session, refs, ids, CONTEXT);
    const frozen = ids.filter((id) => values.of('frozen', id).length === 1);
    if (refs === REFS) expect(frozen).to.have.length(users);
    return emulated.calls.total;
  }

  it('costs one call for all kinds of 1,000 users, and of 2,000', async () => {
    expect(await costOf(REFS, 1_000)).to.equal(1);
    expect(await costOf(REFS, 2_000)).to.equal(1);
  });

  it('costs one call for one kind of one user, and none for nobody', async () => {
    expect(await costOf(REFS.slice(0, 1), 1)).to.equal(1);
    expect(await costOf(REFS, 0)).to.equal(0);
    expect(await costOf([], 10)).to.equal(0);
  });

  it('costs one call for one kind of 5,000 users, who are shared among the statements of a call', async () => {
    const { session } = connectedTo(emulated);
    const ids = await everybody(session);
    const refs = REFS.filter(({ attribute }) => attribute === 'frozen');
    const more = Array.from({ length: 3_000 }, (_, at) => `005EM${String(at).padStart(10, '0')}AAA`);
    emulated.calls.reset();
    const values = await readAttached(session, refs, [...ids, ...more], CONTEXT);
    expect(ids.every((id) => values.of('frozen', id).length === 1)).to.equal(true);
    expect(emulated.calls.total).to.equal(1);
  });

  it('costs one call more for each page that the longest answer has', async () => {
    const { session } = connectedTo(emulated);
    const ids = await everybody(session);
    expect(ids.length).to.be.greaterThan(2_000);
    emulated.calls.reset();
    const values = await readAttached(session, REFS, ids, CONTEXT);
    expect(ids.every((id) => values.of('frozen', id).length === 1)).to.equal(true);
    expect(emulated.calls.total).to.equal(2);
  });

  async function everybody(session: Session): Promise<readonly string[]> {
    const [rows] = await queryAllTogether(session, ['SELECT Id FROM User'], CONTEXT);
    return rows!.map((row) => String(row['Id']));
  }
});
