import { readFileSync } from 'node:fs';
import {
  GuardedString,
  ObjectClass,
  Uid,
  attribute,
  type Attribute,
  type ConnectorFacade,
  type SyncToken,
} from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { ATTACHED_KINDS } from '#src/attached/attached-kind.js';
import { change, creation, deletion, idsOf, outcomesOf } from '../batch/outcomes.js';
import { ACCOUNT, facadeOf, person } from './salesforce-facade.js';

const PAGE = new URL('../../../../docs/salesforce/cost.md', import.meta.url);
const SETS = attribute('permissionSets', 'Api_Access', 'Password_Desk', 'Report_Reader');
const ATTACHED = ATTACHED_KINDS.filter(({ owner }) => owner === 'User').map(({ name }) => name);
const LISTED = 1_000;

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const title = (text: string): Attribute[] => [attribute('Title', text)];

/** What the figures of the page are counted on. */
class Counted {
  readonly org: Org;
  readonly facade: ConnectorFacade;
  readonly coalescing: ConnectorFacade;
  ids: readonly string[] = [];

  constructor(org: Org) {
    this.org = org;
    this.facade = facadeOf(org);
    this.coalescing = facadeOf(org, { coalesceWindowMs: 5 });
  }
  get uid(): Uid {
    return new Uid(this.ids[0]!);
  }
  withAccess(): Attribute[] {
    return [...person(), attribute('__PASSWORD__', new GuardedString('cost-test-1')), SETS];
  }
  /** Reads the page of so many, with what they have attached if it is asked for. */
  async list(attributes: readonly string[]): Promise<void> {
    const attributesToGet = ['__NAME__', 'Email', 'Title', ...attributes];
    const found = await this.facade.search(ACCOUNT, undefined, { attributesToGet }).toArray();
    expect(found.length).to.be.at.least(LISTED);
  }
  /** On an org of its own, whose users are older than what a sync reads again. */
  async sync(changes: number, more: Record<string, unknown> = {}): Promise<number> {
    const org = await startOrg({ users: 100 });
    const facade = facadeOf(org, more);
    const users = await facade.search(ACCOUNT, undefined, { attributesToGet: ['__NAME__'] }).toArray();
    const token: SyncToken = (await facade.getLatestSyncToken(ACCOUNT))!;
    const some = users.slice(10, 10 + changes).map(({ uid }) => change(uid.value, title('changed')));
    idsOf(await outcomesOf(facade, some));
    org.calls.reset();
    const deltas = await facade.sync(ACCOUNT, token).toArray();
    expect(deltas).to.have.length(changes);
    const { total } = org.calls;
    await facade.dispose();
    await org.close();
    return total;
  }
  async batch(task: (id: string) => ReturnType<typeof creation>): Promise<void> {
    idsOf(await outcomesOf(this.facade, this.ids.slice(0, LISTED).map(task)));
  }
}

/** By the words of the page. Each works on users that are there, in a session that knows the names that it uses. */
const OPERATIONS: Readonly<Record<string, (on: Counted) => Promise<unknown>>> = {
  'create a user': ({ facade }) => facade.create(ACCOUNT, person()),
  'create a user with a password and three permission sets': (on) =>
    on.facade.create(ACCOUNT, on.withAccess()),
  'update a user': ({ facade, uid }) => facade.update(ACCOUNT, uid, title('Clerk')),
  'update a user and set a password': ({ facade, uid }) =>
    facade.update(ACCOUNT, uid, [
      ...title('Boss'),
      attribute('__PASSWORD__', new GuardedString('cost-test-2')),
    ]),
  'replace the permission sets of a user': ({ facade, uid }) => facade.update(ACCOUNT, uid, [SETS]),
  'freeze a user': ({ facade, uid }) => facade.update(ACCOUNT, uid, [attribute('frozen', true)]),
  'delete (deactivate) a user': ({ facade, ids }) => facade.delete(ACCOUNT, new Uid(ids.at(-1)!)),
  'get a user': ({ facade, uid }) => facade.get(ACCOUNT, uid, { attributesToGet: ['__NAME__', 'Title'] }),
  'get a user with all that is attached': ({ facade, uid }) =>
    facade.get(ACCOUNT, uid, { attributesToGet: ['__NAME__', ...ATTACHED] }),
  'list 1,000 users': (on) => on.list([]),
  'list 1,000 users with all that is attached': (on) => on.list(ATTACHED),
  "read the org's limits": ({ facade }) => facade.get(new ObjectClass('Limit'), new Uid('DailyApiRequests')),
  'count users': ({ facade }) => facade.count(ACCOUNT, undefined),
  'log a user in': ({ facade, org: { credentials } }) =>
    facade.authenticate(
      ACCOUNT,
      credentials.username,
      new GuardedString(credentials.password + credentials.securityToken),
    ),
  'sync with 10 changes, without memberships': (on) => on.sync(10, { syncMemberships: false }),
  'sync with 10 changes, with memberships': (on) => on.sync(10),
  'sync with no change, with memberships': (on) => on.sync(0),
  'batch: create 1,000 users': async ({ facade }) =>
    idsOf(
      await outcomesOf(
        facade,
        many(LISTED, () => creation(person())),
      ),
    ),
  'batch: create 1,000 users with passwords and three permission sets': async (on) =>
    idsOf(
      await outcomesOf(
        on.facade,
        many(LISTED, () => creation(on.withAccess())),
      ),
    ),
  'batch: update 1,000 users': (on) => on.batch((id) => change(id, title('Batch'))),
  'batch: add a permission set to 1,000 users': (on) =>
    on.batch((id) => change(id, [attribute('permissionSets', 'Report_Reader')], 'ADDVALUES')),
  'batch: replace the permission sets of 1,000 users': (on) => on.batch((id) => change(id, [SETS])),
  'batch: freeze 1,000 users': (on) => on.batch((id) => change(id, [attribute('frozen', true)])),
  'batch: delete (deactivate) 1,000 users': (on) => on.batch((id) => deletion(id)),
  '100 updates within coalesceWindowMs': ({ coalescing, ids }) =>
    Promise.all(ids.slice(0, 100).map((id) => coalescing.update(ACCOUNT, new Uid(id), title('Shared')))),
};

/** The rows of the page: operation, calls, least. */
const rows = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, operation = '', calls = '', least = '', why = '']) =>
    /^\d+$/.test(calls) ? [{ operation, calls: Number(calls), least: Number(least), why }] : [],
  );

describe('the page of costs', () => {
  let on: Counted;
  before(async function () {
    this.timeout(60_000);
    on = new Counted(
      await startOrg({ users: 0, licenses: { salesforce: 100_000 }, dailyApiLimit: 1_000_000 }),
    );
    const everybody = await outcomesOf(
      on.facade,
      many(LISTED + 1, () => creation(person())),
    );
    on.ids = idsOf(everybody);
    // Names that the session learns once.
    await on.facade.create(ACCOUNT, on.withAccess());
    await on.coalescing.update(ACCOUNT, on.uid, title('first'));
  });
  after(async () => {
    for (const facade of [on.facade, on.coalescing]) await facade.dispose();
    await on.org.close();
  });

  it('has a row for all that is counted, and no other', () => {
    expect(rows.map(({ operation }) => operation)).to.have.members(Object.keys(OPERATIONS));
  });

  it('says why where a cost is not the least', () => {
    expect(
      rows.filter(({ calls, least, why }) => calls < least || calls > least !== (why !== '')),
    ).to.deep.equal([]);
  });

  for (const { operation, calls } of rows) {
    it(`${operation}: ${calls}`, async function () {
      this.timeout(60_000);
      on.org.calls.reset();
      const elsewhere = await OPERATIONS[operation]!(on);
      const counted = operation.startsWith('sync') ? elsewhere : on.org.calls.total;
      expect(counted).to.equal(calls);
    });
  }
});
