import { GuardedString, OperationOptions, Uid, attribute, type Attribute } from '@icf-ts/framework';
import { expect } from 'chai';
import { CuttingProxy } from '../connector/cutting-proxy.js';
import { rowsOf } from '../connector/org-rows.js';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  person,
  type Bench,
} from '../connector/salesforce-facade.js';
import { change, creation, deletion, idsOf, outcomesOf } from './outcomes.js';

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const PASSWORD = 'batch-test-1';
const withAccess = (): Attribute[] => [
  ...person(),
  attribute('__PASSWORD__', new GuardedString(PASSWORD)),
  attribute('permissionSets', 'Api_Access', 'Password_Desk', 'Report_Reader'),
];
const said = ({ name, message }: Error): string => `${name}: ${message}`;

describe('a batch', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ users: 0, licenses: { salesforce: 5_000 } }, { checkSeats: false });
    await bench.facade.test();
    await bench.facade.create(ACCOUNT, person());
    bench.org.calls.reset();
  });
  afterEach(() => bench.close());

  const calls = (): number => bench.org.calls.total;

  it('creates a thousand users in one API call', async () => {
    const ids = idsOf(
      await outcomesOf(
        bench.facade,
        many(1_000, () => creation(person())),
      ),
    );
    expect(new Set(ids).size).to.equal(1_000);
    expect(calls()).to.equal(1);
  });

  it('tells of each row what its own call would have told', async () => {
    const given: Attribute[][] = [
      person(),
      person({ Email: 'no address' }),
      person({ LastName: '' }),
      person(),
    ];
    given.push(given[0]!);
    const outcomes = await outcomesOf(
      bench.facade,
      given.map((each) => creation(each)),
    );
    const alone: string[] = [];
    for (const each of [given[1]!, given[2]!, given[0]!])
      alone.push(said(await failureOf(bench.facade.create(ACCOUNT, each))));
    expect(outcomes.map(({ error }) => error && said(error))).to.deep.equal([
      null,
      alone[0],
      alone[1],
      null,
      alone[2],
    ]);
  });

  it('gives passwords and memberships after the rows, by the collection', async () => {
    const ids = idsOf(
      await outcomesOf(
        bench.facade,
        many(200, () => creation(withAccess())),
      ),
    );
    expect(ids).to.have.length(200);
    // Names of the sets; the rows; three collections of memberships with the first 22 passwords; the others by 25.
    expect(calls()).to.equal(1 + 1 + 1 + 8);
    const given = await rowsOf(
      bench.org,
      "SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name IN ('Api_Access','Password_Desk','Report_Reader')",
    );
    expect(given).to.have.length(600);
    await bench.facade.authenticate(ACCOUNT, await nameOf(ids[199]!), new GuardedString(PASSWORD));
  });

  it('updates, freezes and deactivates by the collection', async () => {
    const ids = idsOf(
      await outcomesOf(
        bench.facade,
        many(400, () => creation(person())),
      ),
    );
    const costs: number[] = [];
    for (const task of [
      (id: string) => change(id, [attribute('Title', 'Clerk')]),
      (id: string) => change(id, [attribute('frozen', true)]),
      (id: string) => deletion(id),
    ]) {
      bench.org.calls.reset();
      idsOf(await outcomesOf(bench.facade, ids.map(task)));
      costs.push(calls());
    }
    expect(costs).to.deep.equal([1, 2, 1]);
    const frozen = await rowsOf(bench.org, 'SELECT Id FROM UserLogin WHERE IsFrozen = true');
    expect(frozen).to.have.length(400);
    const gone = await rowsOf(bench.org, "SELECT Id FROM User WHERE IsActive = false AND Title = 'Clerk'");
    expect(gone).to.have.length(400);
  });

  it('says of a row that is not there what a call of its own says', async () => {
    const [id] = idsOf(await outcomesOf(bench.facade, [creation(person())]));
    const missing = `${id!.slice(0, 12)}ZZZ`;
    const outcomes = await outcomesOf(
      bench.facade,
      [id!, missing, 'none'].map((each) => change(each, [attribute('Title', 'Boss')])),
    );
    const told = [];
    for (const each of [missing, 'none']) {
      const call = bench.facade.update(ACCOUNT, new Uid(each), [attribute('Title', 'Boss')]);
      told.push(said(await failureOf(call)));
    }
    expect(outcomes.map(({ error }) => error && said(error))).to.deep.equal([null, ...told]);
  });

  it('keeps the order of tasks about one object', async () => {
    const [id] = idsOf(await outcomesOf(bench.facade, [creation(person())]));
    idsOf(
      await outcomesOf(
        bench.facade,
        many(5, (at) => change(id!, [attribute('Title', `Title ${at}`)])),
      ),
    );
    expect(await rowsOf(bench.org, `SELECT Title FROM User WHERE Id = '${id}'`)).to.have.nested.property(
      '[0].Title',
      'Title 4',
    );
  });

  it('ends at its first failure where it is told to', async () => {
    const tasks = [creation(person()), creation(person({ Email: 'none' })), creation(person())];
    const before = (await rowsOf(bench.org, 'SELECT Id FROM User')).length;
    const options = new OperationOptions(new Map([['FAIL_ON_ERROR', true]]));
    for await (const outcome of bench.facade.batch(tasks, options)) void outcome;
    expect(await rowsOf(bench.org, 'SELECT Id FROM User')).to.have.length(before + 1);
  });

  it('pulls no more tasks than it does at once', async () => {
    let pulled = 0;
    async function* tasks() {
      for (;;) {
        pulled++;
        yield await Promise.resolve(creation(person()));
      }
    }
    for await (const { error } of bench.facade.batch(tasks())) {
      expect(error).to.equal(null);
      break;
    }
    expect(pulled).to.be.within(1_000, 1_001);
  });

  const nameOf = async (id: string): Promise<string> =>
    String((await rowsOf(bench.org, `SELECT Username FROM User WHERE Id = '${id}'`))[0]!['Username']);
});

describe('a batch whose answers are lost', () => {
  it('creates nobody twice, and asks for all names at once', async () => {
    const bench = await openBench({ users: 0, licenses: { salesforce: 5_000 } });
    const proxy = await CuttingProxy.start(bench.org.port);
    const facade = facadeOf(bench.org, { instanceUrl: proxy.url, checkSeats: false });
    bench.facades.push(facade);
    try {
      await facade.create(ACCOUNT, person());
      const before = (await rowsOf(bench.org, 'SELECT Id FROM User')).length;
      bench.org.calls.reset();
      proxy.arm({ side: 'answer', after: 10 });
      const ids = idsOf(
        await outcomesOf(
          facade,
          many(300, () => creation(person())),
        ),
      );
      expect(proxy.left).to.equal(0);
      // The rows, whose answer is lost; two statements for their names.
      expect(bench.org.calls.total).to.equal(2);
      expect(new Set(ids).size).to.equal(300);
      expect(await rowsOf(bench.org, 'SELECT Id FROM User')).to.have.length(before + 300);
    } finally {
      await bench.close();
      await proxy.close();
    }
  });
});
