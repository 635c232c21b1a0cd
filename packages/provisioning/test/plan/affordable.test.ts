import {
  addIdentities,
  assertAffordable,
  changeIdentities,
  identitiesById,
  migrate,
  openDatabase,
  planRun,
  reconcileAffordably,
  reconcileOutbound,
  type Database,
  type Plan,
  type PlanRefusal,
} from '@icf-ts/provisioning';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ACCOUNT, fresh, outbound, people, type Fresh } from './priced-bench.js';

describe('a plan that cannot be paid', function () {
  this.timeout(60_000);
  let db: Database;
  let org: Org;
  let own: Fresh;
  before(async () => {
    db = await openDatabase({});
    await migrate(db);
  });
  after(() => db?.close());
  afterEach(async () => {
    await own?.facade.dispose();
    await org?.close();
  });
  const open = async (
    options: Parameters<typeof startOrg>[0],
    more: Record<string, unknown> = {},
  ): Promise<void> => {
    org = await startOrg(options);
    own = fresh(org, more);
  };
  const plan = (type: string): Promise<Plan> =>
    planRun(db, { direction: 'outbound', job: outbound(type, own.facade) }, own.costs);
  const refusalOf = async (type: string, reserve = 0): Promise<PlanRefusal> => {
    const job = outbound(type, own.facade, { batchSize: 2 });
    try {
      await reconcileAffordably(db, { direction: 'outbound', job }, own.costs, { reserve });
    } catch (error) {
      expect(error).to.include({ name: 'PlanRefusal' });
      return error as PlanRefusal;
    }
    throw new Error('It should have been refused.');
  };
  const users = (): Promise<number | undefined> => own.facade.count(ACCOUNT, undefined);

  it('takes all that is left and not one call more', async () => {
    await open({ users: 0, dailyApiLimit: 100 });
    await people(db, 'calls', 60, { password: true });
    const { price } = await plan('calls');
    const { reading, writing, quota } = price!;
    expect(quota).to.include({ allowed: 100, reserve: 0 });
    expect(quota!.remaining).to.equal(100 - org.calls.total);
    const spare = quota!.remaining - reading! - writing;
    const made = { ...(await plan('calls')), price: price! };
    expect(() => assertAffordable(made, { reserve: spare })).not.to.throw();
    expect(() => assertAffordable(made, { reserve: spare + 1 }))
      .to.throw('Job to org calls is refused, and nothing was written.')
      .with.property('message')
      .that.includes(`${reading! + writing} API calls (${reading} to read, ${writing} to write)`)
      .and.includes(
        `of 100 a day ${quota!.remaining} are left, and ${spare + 1} of them are reserved: 1 are missing`,
      );
  });

  it('is refused before anything is written, and done where there is enough', async () => {
    await open({ users: 0, dailyApiLimit: 100 });
    await people(db, 'refused', 5);
    const before = await users();
    const { message, plan: refused } = await refusalOf('refused', 90);
    expect(message).to.include('90 of them are reserved');
    expect(refused.counts).to.deep.equal({ ABSENT: { create: { changed: 5 } } });
    expect(await users()).to.equal(before);
    const job = outbound('refused', own.facade);
    const { result } = await reconcileAffordably(db, { direction: 'outbound', job }, own.costs, {
      reserve: 10,
    });
    expect(result.counts).to.deep.equal(refused.counts);
    expect(await users()).to.equal(before! + 5);
  });

  it('leaves what the configuration of the connector leaves to others', async () => {
    await open({ users: 0, dailyApiLimit: 200 }, { dailyCallReserve: 130 });
    await people(db, 'kept', 60, { password: true });
    expect((await refusalOf('kept')).message).to.include('130 of them are reserved');
  });

  it('is refused for want of seats, with the name of the licence', async () => {
    await open({ users: 4, licenses: { salesforce: 7 } });
    await people(db, 'seats', 4);
    const { price } = await plan('seats');
    const [seat] = price!.seats;
    expect(seat).to.include({ license: 'Salesforce', total: 7, taken: 4, freed: 0 });
    const before = await users();
    const missing = seat!.peak - 7;
    expect(missing).to.be.greaterThan(0);
    const { message } = await refusalOf('seats');
    expect(message)
      .to.include('It takes 4 seats of licence Salesforce and sets 0 free')
      .and.include(
        `${seat!.used} of 7 are in use, and at times there would be ${seat!.peak}: ${missing} are missing`,
      );
    expect(await users()).to.equal(before);
  });

  it('counts seats that are set free before they are needed, and not those that come free with it', async () => {
    await open({ users: 0, licenses: { salesforce: 8 } });
    const ids = await people(db, 'moving', 4);
    await reconcileOutbound(db, outbound('moving', own.facade));
    const off = await identitiesById(db, ids.slice(0, 2));
    await changeIdentities(
      db,
      'moving',
      off.map(({ id, revision, attributes }) => ({
        ...{ id, revision, attributes: { ...attributes, enabled: false } },
        keys: [{ name: 'userName', value: String(attributes['userName']) }],
      })),
    );
    const { price } = await plan('moving');
    const { used, total } = price!.seats[0]!;
    await people(db, 'moving', total! - used + 2, {}, 10);
    // Together in one batch nobody knows which comes first.
    expect((await plan('moving')).price!.seats[0]).to.include({ freed: 2, peak: total! + 2 });
    const job = outbound('moving', own.facade, { batchSize: 2 });
    const { plan: inOrder, result } = await reconcileAffordably(
      db,
      { direction: 'outbound', job },
      own.costs,
    );
    expect(inOrder.price!.seats[0]).to.include({ freed: 2, peak: total });
    expect(result.counts.ABSENT).to.deep.equal({ create: { changed: total! - used + 2 } });
  });

  it('tells of whom it does not know whose licence they take', async () => {
    await open({ users: 0 });
    await people(db, 'strange', 2, { profile: 'No such profile' });
    expect((await plan('strange')).price).to.deep.include({ seats: [], unknownSeats: 2 });
  });

  it('says so where the system does not tell what is left', async () => {
    await open({ users: 0 });
    const none = { ...own.costs, quota: { ...own.costs.quota!, uid: 'NoSuchLimit' } };
    await addIdentities(db, []);
    const failure = await planRun(
      db,
      { direction: 'outbound', job: outbound('none', own.facade) },
      none,
    ).catch((error: Error) => error.message);
    expect(failure).to.include('It cannot be told what is left today').and.include('Limit NoSuchLimit');
  });
});
