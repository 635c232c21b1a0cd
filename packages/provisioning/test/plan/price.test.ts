import { openDatabase, migrate, changeIdentities, identitiesById, removeIdentities } from '@icf-ts/provisioning';
import type { Database, JsonObject, OutboundJob, Plan } from '@icf-ts/provisioning';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ACTIONS, people, planAndRun } from './priced-bench.js';

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

/** Changes of users who were made with a title and one permission set. */
const CHANGES: Readonly<Record<string, JsonObject>> = {
  'a title': { title: 'Boss' },
  'a title and a password': { title: 'Boss', password: true },
  'a password': { password: true },
  'an e-mail address': { email: 'new@plan.example' },
  'permission sets': { sets: SETS },
  'an e-mail address, a frozen login and a password': { email: 'b@plan.example', frozen: true, password: true },
  disablement: { enabled: false },
  'all of it': { title: 'Boss', email: 'c@plan.example', sets: [SETS[1]!], frozen: true, password: true },
};

const SIZES = [1, 2, 200, 450];

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
  ): Promise<Plan> => {
    const { plan, calls } = await planAndRun(db, org, type, more, properties);
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

  for (const [what, given] of Object.entries(CREATES)) {
    for (const size of SIZES) {
      it(`is that of creating ${size} with ${what}`, async () => {
        const type = another();
        await people(db, type, size, given);
        const { operations, price } = await priced(type);
        expect(operations.map(({ operation, count }) => [operation, count])).to.deep.equal([['create', size]]);
        const [seats] = price!.seats;
        expect(seats).to.include({ license: 'Salesforce', taken: size, freed: 0, peak: seats!.used + size });
      });
    }
  }

  for (const size of SIZES) {
    it(`is that of ${size} changes of each kind`, async () => {
      for (const [what, given] of Object.entries(CHANGES)) {
        const type = another();
        const ids = await people(db, type, size, { title: 'Clerk', sets: [SETS[0]!] });
        await priced(type);
        await change(ids, given);
        const { operations, price } = await priced(type);
        expect(operations.map(({ operation, count }) => [operation, count]), what).to.deep.equal([['update', size]]);
        expect(price!.seats.map(({ freed }) => freed), what).to.deep.equal(what === 'disablement' ? [size] : []);
      }
    });

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
});
