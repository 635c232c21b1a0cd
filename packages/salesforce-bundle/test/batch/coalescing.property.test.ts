import { Uid, attribute, type ConnectorFacade } from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import fc from 'fast-check';
import { rowsOf } from '../connector/org-rows.js';
import { ACCOUNT, facadeOf, failureOf } from '../connector/salesforce-facade.js';

/** A write; users go by number, so that two orgs can be compared. */
type Write =
  | { readonly do: 'create'; readonly name: number; readonly email: string; readonly sets: readonly string[] }
  | {
      readonly do: 'update';
      readonly user: number;
      readonly title: string;
      readonly frozen?: boolean | undefined;
    }
  | { readonly do: 'delete'; readonly user: number };

const USERS = 4;
const nameOf = (at: number): string => `coalesced.${at}@bench.example`;

const write = fc.oneof<fc.Arbitrary<Write>[]>(
  fc.record({
    do: fc.constant('create' as const),
    name: fc.nat(12),
    email: fc.constantFrom('a@bench.example', 'no address', '@{step0.id}'),
    sets: fc.subarray(['Api_Access', 'Report_Reader', 'No_Such_Set']),
  }),
  fc.record(
    {
      do: fc.constant('update' as const),
      user: fc.nat(USERS),
      title: fc.constantFrom('', 'Clerk', 'x'.repeat(100), '@{step0.id}'),
      frozen: fc.boolean(),
    },
    { requiredKeys: ['do', 'user', 'title'] },
  ),
  fc.record({ do: fc.constant('delete' as const), user: fc.nat(USERS) }),
);

const account = (name: number, email: string, sets: readonly string[]) => [
  attribute('__NAME__', nameOf(name)),
  attribute('LastName', 'Person'),
  attribute('Email', email),
  attribute('ProfileId', 'Standard User'),
  ...(sets.length > 0 ? [attribute('permissionSets', ...sets)] : []),
];

interface World {
  readonly org: Org;
  readonly facade: ConnectorFacade;
  readonly users: readonly Uid[];
}

async function worldOf(more: Record<string, unknown>): Promise<World> {
  const org = await startOrg({ users: 0, licenses: { salesforce: 1_000 } });
  const facade = facadeOf(org, { checkSeats: false, ...more });
  const users: Uid[] = [];
  for (let at = 0; at < USERS; at++)
    users.push(await facade.create(ACCOUNT, account(100 + at, 'b@bench.example', [])));
  // One that is not there.
  users.push(new Uid(`${users[0]!.value.slice(0, 12)}ZZZ`));
  return { org, facade, users };
}

/** What came of a write, in words that two orgs share. */
async function done({ facade, users }: World, each: Write): Promise<string> {
  const ids = new RegExp(`${users[0]!.value.slice(0, 3)}\\w{12,15}`, 'g');
  try {
    if (each.do === 'create') await facade.create(ACCOUNT, account(each.name, each.email, each.sets));
    else if (each.do === 'delete') await facade.delete(ACCOUNT, users[each.user]!);
    else {
      const flags = each.frozen === undefined ? [] : [attribute('frozen', each.frozen)];
      await facade.update(ACCOUNT, users[each.user]!, [attribute('Title', each.title), ...flags]);
    }
    return 'done';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`.replace(ids, 'ID').replace(/No value for .*?'_'\)/, '');
  }
}

const COLUMNS = 'Username, Email, Title, IsActive';
async function stateOf({ org }: World): Promise<unknown> {
  const users = await rowsOf(org, `SELECT ${COLUMNS} FROM User WHERE Username LIKE 'coalesced.%'`);
  const sets = await rowsOf(
    org,
    "SELECT Assignee.Username, PermissionSet.Name FROM PermissionSetAssignment WHERE Assignee.Username LIKE 'coalesced.%' AND PermissionSet.IsOwnedByProfile = false",
  );
  const frozen = await rowsOf(org, 'SELECT UserId FROM UserLogin WHERE IsFrozen = true');
  const plain = (rows: readonly object[]): string[] =>
    rows
      .map((row) => JSON.stringify(row, (key, value: unknown) => (key === 'attributes' ? undefined : value)))
      .sort();
  return { users: plain(users), sets: plain(sets), frozen: frozen.length };
}

/** Writes of one object compete where they are called for at once; these have one each. */
const apart = (writes: readonly Write[]): readonly Write[] => {
  const seen = new Set<string>();
  return writes.filter((each) => {
    const key = each.do === 'create' ? `new ${each.name}` : `old ${each.user}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** Few others beside a text that goes by itself, a user who is not there, and one alone with references in it. */
const SEEN: readonly (readonly Write[])[] = [
  [
    { do: 'update', user: 1, title: '', frozen: true },
    { do: 'update', user: 0, title: '@{step0.id}' },
    { do: 'delete', user: USERS },
  ],
  [
    { do: 'update', user: 0, title: '', frozen: true },
    { do: 'update', user: 1, title: '' },
    { do: 'update', user: USERS, title: '', frozen: false },
  ],
  [{ do: 'create', name: 0, email: 'a@bench.example', sets: ['Api_Access'] }],
];

describe('writes at the same time', () => {
  it('end as they would one by one: the same rows, the same errors', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 12 }), async (given) => {
        const writes = apart(given);
        const worlds: World[] = [];
        const world = async (more: Record<string, unknown>): Promise<World> => {
          const made = await worldOf(more);
          worlds.push(made);
          return made;
        };
        try {
          const single = await world({});
          const expected: string[] = [];
          single.org.calls.reset();
          for (const each of writes) expected.push(await done(single, each));
          const calls = single.org.calls.total;
          // Made no sooner than it is used: a connection that idles is closed, and a create on it costs a look-up.
          const shared = await world({ coalesceWindowMs: 2 });
          shared.org.calls.reset();
          const came = await Promise.all(writes.map((each) => done(shared, each)));
          // A row that is not there is asked for by itself once more, for the whole of its refusal.
          const again = came.filter((outcome) => outcome.startsWith('UnknownUidException')).length;
          expect(shared.org.calls.total).to.be.at.most(calls + again);
          expect(came).to.deep.equal(expected);
          expect(await stateOf(shared)).to.deep.equal(await stateOf(single));
        } finally {
          for (const { facade, org } of worlds) {
            await facade.dispose();
            await org.close();
          }
        }
      }),
      { numRuns: 25, examples: SEEN.map((writes) => [[...writes]]) },
    );
  });

  it('share one call, and keep the order of one object', async () => {
    const { org, facade, users } = await worldOf({ coalesceWindowMs: 2 });
    org.calls.reset();
    await Promise.all(
      users.slice(0, USERS).map((uid) => facade.update(ACCOUNT, uid, [attribute('Title', 'one')])),
    );
    expect(org.calls.total).to.equal(1);
    await Promise.all(
      ['a', 'b', 'c'].map((title) => facade.update(ACCOUNT, users[0]!, [attribute('Title', title)])),
    );
    expect(
      await rowsOf(org, `SELECT Title FROM User WHERE Id = '${users[0]!.value}'`),
    ).to.have.nested.property('[0].Title', 'c');
    await facade.dispose();
    await org.close();
  });

  it('leave each other alone when one is interrupted', async () => {
    const { org, facade, users } = await worldOf({ coalesceWindowMs: 5 });
    const leaving = new AbortController();
    const [one, other] = users as [Uid, Uid];
    const left = failureOf(
      facade.update(ACCOUNT, one, [attribute('Title', 'left')], { signal: leaving.signal }),
    );
    const stayed = facade.update(ACCOUNT, other, [attribute('Title', 'stayed')]);
    leaving.abort(new Error('gone'));
    expect((await left).message).to.contain('gone');
    await stayed;
    const rows = await rowsOf(org, "SELECT Title FROM User WHERE Title IN ('left','stayed')");
    expect(rows.map(({ Title }) => Title)).to.deep.equal(['stayed']);
    await facade.dispose();
    await org.close();
  });
});
