import { ObjectClass, attribute, type Attribute } from '@icf-ts/framework';
import { expect } from 'chai';
import { rowsOf } from '../connector/org-rows.js';
import { openBench, person, type Bench } from '../connector/salesforce-facade.js';
import { change, creation, deletion, idsOf, outcomesOf } from './outcomes.js';

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

describe('a batch', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench({ users: 0, licenses: { salesforce: 5_000 } }, { checkSeats: false });
    await bench.facade.test();
    await bench.facade.create(ObjectClass.ACCOUNT, person());
    bench.org.calls.reset();
  });
  afterEach(() => bench.close());

  const calls = (): number => bench.org.calls.total;

  it('creates a thousand users in one API call', async () => {
    const ids = idsOf(await outcomesOf(bench.facade, many(1_000, () => creation(person()))));
    expect(new Set(ids).size).to.equal(1_000);
    expect(calls()).to.equal(1);
  });

  it('tells of each row what its own call would have told', async () => {
    const given: Attribute[][] = [person(), person({ Email: 'no address' }), person({ LastName: '' }), person()];
    given.push(given[0]!);
    const outcomes = await outcomesOf(bench.facade, given.map((each) => creation(each)));
    const alone: string[] = [];
    for (const each of [given[1]!, given[2]!, given[0]!])
      alone.push(await bench.facade.create(ObjectClass.ACCOUNT, each).catch((error: Error) => `${error.name}: ${error.message}`).then(String));
    expect(outcomes.map(({ error }) => error && `${error.name}: ${error.message}`)).to.deep.equal([null, alone[0], alone[1], null, alone[2]]);
  });

  it('sets passwords, memberships and frozen flags in bulk', async () => {
    const sets = await rowsOf(bench.org, "SELECT Id, Name FROM PermissionSet WHERE IsOwnedByProfile = false AND NamespacePrefix = null LIMIT 3");
    bench.org.calls.reset();
    const tasks = many(200, () =>
      creation([...person(), attribute('__PASSWORD__', 'Passw0rd!!x'), attribute('permissionSets', sets.map(({ Name }) => String(Name)))]),
    );
    const ids = idsOf(await outcomesOf(bench.facade, tasks));
    console.log('create+pw+3', calls(), [...bench.org.requests].map?.((r: any) => r.path + ' ' + r.method).slice(-20));
    bench.org.calls.reset();
    idsOf(await outcomesOf(bench.facade, ids.map((id) => change(id, [attribute('frozen', true)]))));
    console.log('freeze', calls());
    bench.org.calls.reset();
    idsOf(await outcomesOf(bench.facade, ids.map((id) => change(id, [attribute('Title', 'x')]))));
    console.log('update', calls());
    bench.org.calls.reset();
    idsOf(await outcomesOf(bench.facade, ids.map((id) => deletion(id))));
    console.log('delete', calls());
    const rows = await rowsOf(bench.org, "SELECT Id FROM User WHERE IsActive = false AND Title = 'x'");
    expect(rows).to.have.length(200);
  });
});
