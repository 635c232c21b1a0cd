import {
  AttributeDelta,
  GuardedString,
  ObjectClass,
  Uid,
  attribute,
  type Attribute,
  type ConnectorFacade,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { change, creation, deletion, idsOf, outcomesOf } from '../batch/outcomes.js';
import { rowsOf } from './org-rows.js';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const GROUP = ObjectClass.GROUP;
const LEAD = new ObjectClass('Lead');
const MAP = `
objectClasses:
  Lead: { name: LastName, where: "LeadSource = 'Web' OR LeadSource = 'Other'" }
  __ACCOUNT__: { where: "Department = 'Ours'" }
`;

describe('the rows of a class with a condition', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  let queue: Uid;
  let stranger: Uid;
  before(async () => {
    bench = await openBench({ users: 3 });
    facade = own({ attributeMap: MAP });
    queue = await idOf("SELECT Id FROM Group WHERE Type = 'Queue' ORDER BY Id LIMIT 1");
    stranger = await bench.facade.create(ACCOUNT, person({ Department: 'Theirs' }));
    await facade.test();
    await facade.create(ACCOUNT, [...person(), attribute('groups', 'Key_Account_Team')]);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const own = (more: Record<string, unknown>): ConnectorFacade => {
    const made = facadeOf(bench.org, more);
    bench.facades.push(made);
    return made;
  };
  const idOf = async (soql: string): Promise<Uid> =>
    new Uid(String((await rowsOf(bench.org, soql))[0]!['Id']));
  const lead = async (LeadSource: string): Promise<Uid> => {
    const given = { LastName: 'Doe', Company: 'Acme', LeadSource };
    const uid = await facade.create(
      LEAD,
      Object.entries(given).map(([name, value]) => attribute(name, value)),
    );
    bench.org.calls.reset();
    return uid;
  };
  const group = async (): Promise<Uid> => {
    const uid = await facade.create(GROUP, [attribute('__NAME__', `Ours_${++groups}`)]);
    bench.org.calls.reset();
    return uid;
  };
  let groups = 0;

  /** Refused as unknown, in one call, and nothing of the row is another. */
  async function expectUntouched(
    sobject: string,
    uid: Uid,
    call: () => Promise<unknown>,
    calls = 1,
  ): Promise<void> {
    const before = bench.org.find(sobject, uid.value)!;
    const error = await failureOf(call());
    expect(error.name).to.equal('UnknownUidException');
    expect(error.message).to.include(uid.value).and.not.include('PROCESSING');
    expect(error.uid?.value).to.equal(uid.value);
    expect(bench.org.calls.total).to.equal(calls);
    expect(bench.org.find(sobject, uid.value)).to.deep.equal(before);
  }

  it('no queue is renamed, given members or deleted as a group', async () => {
    await expectUntouched('Group', queue, () => facade.update(GROUP, queue, [attribute('__NAME__', 'Mine')]));
    bench.org.calls.reset();
    await expectUntouched('Group', queue, () => facade.delete(GROUP, queue));
    bench.org.calls.reset();
    const members = (): Promise<readonly unknown[]> =>
      rowsOf(bench.org, `SELECT Id FROM GroupMember WHERE GroupId = '${queue.value}'`);
    const before = await members();
    for (const delta of [{ replace: [] }, { replace: [stranger.value] }, { add: [stranger.value] }]) {
      bench.org.calls.reset();
      await expectUntouched('Group', queue, () =>
        facade.updateDelta(GROUP, queue, [new AttributeDelta('members', delta)]),
      );
    }
    expect(await members()).to.deep.equal(before);
  });

  it('a group is changed, given members and deleted in one call each', async () => {
    const uid = await group();
    await facade.update(GROUP, uid, [attribute('Name', 'Renamed')]);
    expect(bench.org.find('Group', uid.value)).to.include({ Name: 'Renamed' });
    await facade.updateDelta(GROUP, uid, [new AttributeDelta('members', { add: [stranger.value] })]);
    expect(bench.org.calls.total).to.equal(2);
    expect(
      await rowsOf(bench.org, `SELECT Id FROM GroupMember WHERE GroupId = '${uid.value}'`),
    ).to.have.length(1);
    bench.org.calls.reset();
    await facade.delete(GROUP, uid);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.find('Group', uid.value)).to.equal(undefined);
    await expectGone(uid);
  });
  async function expectGone(uid: Uid): Promise<void> {
    expect((await failureOf(facade.delete(GROUP, uid))).name).to.equal('UnknownUidException');
  }

  it('a lead outside of the condition is neither changed nor deleted', async () => {
    const inside = await lead('Web');
    const outside = await lead('Partner');
    expect(await facade.get(LEAD, outside)).to.equal(null);
    bench.org.calls.reset();
    await expectUntouched('Lead', outside, () => facade.update(LEAD, outside, [attribute('Company', 'X')]));
    bench.org.calls.reset();
    await expectUntouched('Lead', outside, () => facade.delete(LEAD, outside));
    bench.org.calls.reset();
    await facade.update(LEAD, inside, [attribute('Company', 'X')]);
    await facade.delete(LEAD, inside);
    expect(bench.org.calls.total).to.equal(2);
    expect(bench.org.find('Lead', inside.value)).to.equal(undefined);
  });

  it('a text that looks like a reference is written as it is, after a look of its own', async () => {
    const inside = await lead('Other');
    const outside = await lead('Partner');
    const odd = [attribute('Company', '@{look.records[0].Id}')];
    await facade.update(LEAD, inside, odd);
    expect(bench.org.calls.total).to.equal(2);
    expect(bench.org.find('Lead', inside.value)).to.include({ Company: '@{look.records[0].Id}' });
    bench.org.calls.reset();
    await expectUntouched('Lead', outside, () => facade.update(LEAD, outside, odd));
  });

  it('a user outside of it keeps password, login, memberships and place', async () => {
    const accesses = async (): Promise<readonly unknown[]> => [
      await rowsOf(bench.org, `SELECT Id FROM GroupMember WHERE UserOrGroupId = '${stranger.value}'`),
      await rowsOf(bench.org, `SELECT IsFrozen FROM UserLogin WHERE UserId = '${stranger.value}'`),
      bench.org.passwordOf(stranger.value),
    ];
    const before = await accesses();
    const all: Attribute[] = [
      attribute('Title', 'Taken over'),
      attribute('frozen', true),
      attribute('groups', 'Key_Account_Team'),
      attribute('__PASSWORD__', new GuardedString('taken-over-1')),
    ];
    for (const given of [...all.map((each) => [each]), all]) {
      bench.org.calls.reset();
      await expectUntouched('User', stranger, () => facade.update(ACCOUNT, stranger, given));
    }
    const modes = ['deactivate', 'freeze', 'deactivateAndRename'] as const;
    for (const deleteMode of modes) {
      const deleting = own({ attributeMap: MAP, deleteMode });
      await deleting.test();
      bench.org.calls.reset();
      await expectUntouched('User', stranger, () => deleting.delete(ACCOUNT, stranger));
    }
    expect(await accesses()).to.deep.equal(before);
  });

  it('a user within it is written in as many calls as any other', async () => {
    const uid = await facade.create(ACCOUNT, person({ Department: 'Ours' }));
    bench.org.calls.reset();
    await facade.update(ACCOUNT, uid, [
      attribute('Title', 'Ours'),
      attribute('frozen', true),
      attribute('__PASSWORD__', new GuardedString('ours-ours-1')),
    ]);
    expect(bench.org.calls.total).to.equal(1);
    expect(bench.org.passwordOf(uid.value)).to.equal('ours-ours-1');
    const logins = await rowsOf(bench.org, `SELECT IsFrozen FROM UserLogin WHERE UserId = '${uid.value}'`);
    expect(logins.map(({ IsFrozen }) => IsFrozen)).to.deep.equal([true]);
    bench.org.calls.reset();
    await facade.update(ACCOUNT, uid, [attribute('groups', 'Key_Account_Team')]);
    expect(bench.org.calls.total).to.equal(2);
    for (const deleteMode of ['freeze', 'deactivateAndRename'] as const) {
      await own({ attributeMap: MAP, deleteMode }).delete(ACCOUNT, uid);
    }
    expect(bench.org.find('User', uid.value)).to.include({ IsActive: false });
    expect(String(bench.org.find('User', uid.value)!['Username'])).to.include('.deleted.');
  });

  it('a batch looks for all of them in one call, and leaves the others alone', async () => {
    const mine = idsOf(
      await outcomesOf(
        facade,
        Array.from({ length: 5 }, (_, at) => creation([attribute('__NAME__', `Many_${at}`)], GROUP)),
      ),
    );
    bench.org.calls.reset();
    const renamed = [...mine, queue.value].map((id) =>
      change(id, [attribute('Name', 'Batch')], 'UPDATE', GROUP),
    );
    const outcomes = await outcomesOf(facade, renamed);
    expect(outcomes.map(({ error }) => error?.name)).to.deep.equal([
      ...mine.map(() => undefined),
      'UnknownUidException',
    ]);
    expect(bench.org.calls.total).to.equal(2);
    expect(mine.map((id) => bench.org.find('Group', id)!['Name'])).to.deep.equal(mine.map(() => 'Batch'));
    expect(bench.org.find('Group', queue.value)!['Name']).to.not.equal('Batch');
    bench.org.calls.reset();
    const gone = await outcomesOf(
      facade,
      [...mine, queue.value].map((id) => deletion(id, GROUP)),
    );
    expect(gone.map(({ error }) => error?.name)).to.deep.equal([
      ...mine.map(() => undefined),
      'UnknownUidException',
    ]);
    expect(bench.org.calls.total).to.equal(2);
    expect(mine.map((id) => bench.org.find('Group', id))).to.deep.equal(mine.map(() => undefined));
    expect(bench.org.find('Group', queue.value)).to.not.equal(undefined);
  });

  it('writes of one row that share their calls keep their order', async () => {
    const coalescing = own({ coalesceWindowMs: 5 });
    const uid = await group();
    const names = Array.from({ length: 6 }, (_, at) => `In turn ${at}`);
    await Promise.all(names.map((name) => coalescing.update(GROUP, uid, [attribute('Name', name)])));
    expect(bench.org.find('Group', uid.value)).to.include({ Name: names.at(-1)! });
  });

  it('a delete whose answer is lost was done, and is not refused for that', async () => {
    const uid = await group();
    bench.org.failNext({ disconnect: 'after', method: 'POST' });
    await facade.delete(GROUP, uid);
    expect(bench.org.find('Group', uid.value)).to.equal(undefined);
    bench.org.failNext({ disconnect: 'before', method: 'POST' });
    const other = await group();
    await facade.delete(GROUP, other);
    expect(bench.org.find('Group', other.value)).to.equal(undefined);
  });
});
