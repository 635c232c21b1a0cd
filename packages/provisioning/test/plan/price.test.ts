import { ObjectClass, type ConnectorFacade } from '@icf-ts/framework';
import {
  openDatabase,
  migrate,
  changeIdentities,
  identitiesById,
  planRun,
  reconcileInbound,
  removeIdentities,
} from '@icf-ts/provisioning';
import type { Database, InboundJob, JsonObject, OutboundJob, Plan } from '@icf-ts/provisioning';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ACTIONS, fresh, outbound, people, planAndRun } from './priced-bench.js';

const SETS = ['Api_Access', 'Password_Desk', 'Report_Reader'];

/** New users by what they are given. */
const CREATES: Readonly<Record<string, JsonObject>> = {
  'no more than a name': {},
  'a password': { password: true },
  'three permission sets': { sets: SETS },
  'a password and three permission sets': { password: true, sets: SETS },
  'a frozen login': { frozen: true },
  'all of it': { password: true, sets: SETS, frozen: true, title: 'Clerk' },
};

/** Changes of the same users, one after the other; they begin with a title and one permission set. */
const CHANGES: Readonly<Record<string, JsonObject>> = {
  'a title': { title: 'Boss' },
  'a title and a password': { title: 'Clerk', password: true },
  'a password': { password: true },
  'an e-mail address': { email: 'a@plan.example', password: false },
  'permission sets': { sets: SETS },
  'an e-mail address, a frozen login and a password': {
    email: 'b@plan.example',
    frozen: true,
    password: true,
  },
  'all of it': { title: 'Head', email: 'c@plan.example', sets: [SETS[1]!] },
  disablement: { enabled: false, frozen: false, password: false },
};

const SIZES = [1, 2, 200, 450];
/** A case takes the longer, the more users it has. */
const sizesOf = (at: number, all: number): readonly number[] =>
  at === 0 || at === all - 1 ? SIZES : [1, 2, 30];

describe('the price of a plan', function () {
  this.timeout(120_000);
  let org: Org;
  let db: Database;
  before(async () => {
    org = await startOrg({ users: 0, licenses: { salesforce: 100_000 }, dailyApiLimit: 1_000_000 });
    db = await openDatabase({});
    await migrate(db);
  });
  after(async () => {
    await db?.close();
    await org?.close();
  });

  let types = 0;
  const another = (): string => `priced${++types}`;
  const priced = async (
    type: string,
    more: Partial<OutboundJob> = {},
    properties: Record<string, unknown> = {},
    oneByOne = false,
  ): Promise<Plan> => {
    const { plan, calls } = await planAndRun(db, org, type, more, properties, oneByOne);
    const { reading, writing } = plan.price!;
    expect({ calls: reading! + writing, reading, writing }).to.deep.equal({ calls, reading, writing });
    return plan;
  };
  const change = async (ids: readonly string[], to: JsonObject): Promise<void> => {
    const found = await identitiesById(db, ids);
    await changeIdentities(
      db,
      found[0]!.type,
      found.map(({ id, revision, attributes }) => ({
        ...{ id, revision, attributes: { ...attributes, ...to } },
        keys: [{ name: 'userName', value: String(attributes['userName']).toLowerCase() }],
      })),
    );
  };

  for (const [at, [what, given]] of Object.entries(CREATES).entries()) {
    for (const size of sizesOf(at, Object.keys(CREATES).length)) {
      it(`is that of creating ${size} with ${what}`, async () => {
        const type = another();
        await people(db, type, size, given);
        const { operations, price } = await priced(type);
        expect(operations.map(({ operation, count }) => [operation, count])).to.deep.equal([
          ['create', size],
        ]);
        const [seats] = price!.seats;
        expect(seats).to.include({ license: 'Salesforce', taken: size, freed: 0, peak: seats!.used + size });
      });
    }
  }

  for (const size of [1, 2, 450]) {
    it(`is that of ${size} changes of each kind`, async () => {
      const type = another();
      const ids = await people(db, type, size, { title: 'Clerk', sets: [SETS[0]!] });
      await priced(type);
      for (const [what, given] of Object.entries(CHANGES)) {
        await change(ids, given);
        const { operations, price } = await priced(type);
        expect(
          operations.map(({ operation, count }) => [operation, count]),
          what,
        ).to.deep.equal([['update', size]]);
        expect(
          price!.seats.map(({ freed }) => freed),
          what,
        ).to.deep.equal(what === 'disablement' ? [size] : []);
      }
    });
  }

  for (const size of SIZES) {
    it(`is that of ${size} who leave: disabled, or deleted`, async () => {
      for (const action of ['disable', 'delete'] as const) {
        const type = another();
        const ids = await people(db, type, size);
        const { actions } = { actions: { SOURCE_MISSING: action } };
        await priced(type);
        await removeIdentities(db, ids);
        const plan = await priced(type, { actions: { ...ACTIONS, ...actions } });
        expect(plan.counts).to.deep.equal({ SOURCE_MISSING: { [action]: { changed: size } } });
      }
    });
  }

  it('is that of a batch in which everything happens, in several portions and several batches', async () => {
    const type = another();
    const first = await people(db, type, 60, { sets: SETS });
    await priced(type);
    const others = await people(db, type, 90, { password: true, sets: [SETS[2]!, SETS[0]!] }, 1_000);
    await change(others.slice(0, 30), { profile: 'System Administrator', sets: [SETS[1]!], frozen: true });
    await change(first.slice(0, 20), { sets: [SETS[0]!], email: 'new@plan.example' });
    await change(first.slice(20, 30), { enabled: false, password: false });
    await change(first.slice(30, 35), { title: 'Head' });
    await removeIdentities(db, first.slice(40, 45));
    const { operations } = await priced(type, { batchSize: 70 }, { batchRows: 25 });
    expect(operations.map(({ operation, count }) => [operation, count])).to.deep.equal([
      ['create', 90],
      ['update', 40],
    ]);
    const gone = { actions: { ...ACTIONS, SOURCE_MISSING: 'delete' } as const };
    for (const [at, deleteMode] of ['freeze', 'deactivateAndRename', 'deactivate'].entries()) {
      await removeIdentities(db, others.slice(at * 10, at * 10 + 10));
      await priced(type, gone, { deleteMode });
    }
  });

  it('is that of reading where nothing is sent: a listing into the repository', async () => {
    const type = another();
    const planning = fresh(org);
    const job = (facade: ConnectorFacade): InboundJob => {
      const { qualifies: _outbound, ...common } = outbound(type, facade, { batchSize: 200 });
      return common;
    };
    const inbound = { direction: 'inbound', job: job(planning.facade) } as const;
    const { price, counts } = await planRun(db, inbound, planning.costs);
    await planning.facade.dispose();
    const { facade } = fresh(org);
    org.calls.reset();
    const result = await reconcileInbound(db, job(facade));
    expect(price).to.include({ reading: org.calls.total, writing: 0 });
    expect(counts).to.deep.equal(result.counts);
    await facade.dispose();
  });

  it('is that of single operations where the facade has no batches', async () => {
    const type = another();
    const ids = await people(db, type, 5, { sets: SETS, password: true });
    await priced(type, {}, {}, true);
    await change(ids, { sets: [SETS[0]!], title: 'Boss', frozen: true });
    await removeIdentities(db, ids.slice(0, 2));
    const { price } = await priced(type, {}, {}, true);
    // What there is has to be read before it can be replaced.
    expect(price!.writing).to.be.at.least(3 * 2 + 2);
  });

  it('knows profiles by name and by id, and what the configuration leaves out', async () => {
    const names = fresh(org);
    const profiles = await names.facade.search(new ObjectClass('Profile')).toArray();
    await names.facade.dispose();
    const id = profiles.find(({ name }) => name.value === 'Standard User')!.uid.value;
    for (const checkSeats of [false, true]) {
      for (const profile of ['Standard User', id]) {
        const type = another();
        await people(db, type, 3, { profile });
        await priced(type, {}, { checkSeats });
      }
    }
  });
});
