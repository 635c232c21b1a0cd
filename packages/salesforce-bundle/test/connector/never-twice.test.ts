import {
  GuardedString,
  attribute,
  isRetryable,
  type Attribute,
  type ConnectorFacade,
  type Uid,
} from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import type { SalesforceRecord } from '#src/session/query/query-page.js';
import { CuttingProxy, type Cut } from './cutting-proxy.js';
import { rowsOf } from './org-rows.js';
import { ACCOUNT, facadeOf, failureOf } from './salesforce-facade.js';

const PASSWORD = 'never-twice-1';
/** One of each kind of step: a name that is looked up, rows of two tables, a set and a group of sets in one of them. */
const MEMBERSHIPS = {
  groups: 'Key_Account_Team',
  permissionSets: 'Api_Access',
  permissionSetGroups: 'Service_Desk',
};

let made = 0;
/** Names of one length, so that all exchanges are alike byte for byte. */
const nextName = (): string => `cut.${String(++made).padStart(6, '0')}@bench.example`;

const account = (username: string): Attribute[] => [
  attribute('__NAME__', username),
  attribute('LastName', 'Person'),
  attribute('Email', 'someone@bench.example'),
  attribute('ProfileId', 'Standard User'),
  attribute('frozen', true),
  ...Object.entries(MEMBERSHIPS).map(([name, value]) => attribute(name, value)),
  attribute('__PASSWORD__', new GuardedString(PASSWORD)),
];

/** The users whose names begin alike, each with all that `account` asks for, memberships once each. */
async function expectWhole(org: Org, names: string): Promise<readonly SalesforceRecord[]> {
  const users = await rowsOf(org, `SELECT Id, Username FROM User WHERE Username LIKE '${names}'`);
  const frozen = await ownersOf(org, 'UserId', 'UserLogin WHERE IsFrozen = true');
  const given = await Promise.all(
    [
      ['UserOrGroupId', "GroupMember WHERE Group.DeveloperName = 'Key_Account_Team'"],
      ['AssigneeId', "PermissionSetAssignment WHERE PermissionSet.Name = 'Api_Access'"],
      ['AssigneeId', "PermissionSetAssignment WHERE PermissionSetGroup.DeveloperName = 'Service_Desk'"],
    ].map(([owner, rest]) => ownersOf(org, owner!, rest!)),
  );
  expect(new Set(users.map(({ Username }) => Username)).size).to.equal(users.length);
  for (const { Id } of users) {
    const id = String(Id);
    expect(org.passwordOf(id)).to.equal(PASSWORD);
    expect(frozen.get(id), 'frozen').to.equal(1);
    expect(given.map((owners) => owners.get(id))).to.deep.equal([1, 1, 1]);
  }
  return users;
}

/** How many of the rows each owner has. */
async function ownersOf(org: Org, owner: string, rest: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const row of await rowsOf(org, `SELECT ${owner} FROM ${rest}`)) {
    const id = String(row[owner]);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const placesOf = (side: Cut['side'], bytes: number): readonly Cut[] =>
  Array.from({ length: bytes }, (_none, after) => ({ side, after: after + 1 }));

describe('a connection that breaks', () => {
  let org: Org;
  let proxy: CuttingProxy;
  let facade: ConnectorFacade;
  beforeEach(async () => {
    org = await startOrg({ users: 0, licenses: { salesforce: 100_000 }, dailyApiLimit: 1_000_000 });
    proxy = await CuttingProxy.start(org.port);
    facade = facadeOf(org, { instanceUrl: proxy.url });
    await facade.create(ACCOUNT, account(nextName()));
  });
  afterEach(async () => {
    await facade.dispose();
    await proxy.close();
    await org.close();
  });

  /** Every place where the exchange of a call can be cut. */
  async function everyCut(call: () => Promise<unknown>): Promise<Cut[]> {
    proxy.arm();
    await call();
    const { request, answer } = proxy.passed;
    return [...placesOf('request', request), ...placesOf('answer', answer)];
  }

  /** Every byte of either side once: of the request in an attempt that is lost, of the answer in the one after it. */
  function inTurn(cuts: readonly Cut[]): readonly (readonly Cut[])[] {
    const posts = cuts.map((cut): Cut => ({ ...cut, of: 'POST' }));
    const requests = posts.filter(({ side }) => side === 'request');
    const answers = posts.filter(({ side }) => side === 'answer');
    const pairs = Math.max(Math.ceil(requests.length / 2), answers.length);
    return Array.from({ length: pairs }, (_none, at) => [
      ...requests.filter((_cut, index) => index % pairs === at),
      ...answers.slice(at, at + 1),
    ]);
  }

  it('at any byte of a create leaves exactly one user, with all that was asked for', async function () {
    this.timeout(240_000);
    const cuts = await everyCut(() => facade.create(ACCOUNT, account(nextName())));
    expect(cuts.length).to.be.greaterThan(3_000);
    const turns = inTurn(cuts);
    expect(turns.flat().length).to.equal(cuts.length);
    const uids = new Map<string, Uid>();
    for (const some of turns) {
      proxy.arm(...some);
      const username = nextName();
      uids.set(username, await facade.create(ACCOUNT, account(username)));
      expect(proxy.left, 'the cuts came').to.equal(0);
    }
    const users = await expectWhole(org, 'cut.%');
    expect(users.length).to.equal(turns.length + 2);
    for (const { Id, Username } of users) expect(Id).to.equal(uids.get(String(Username))?.value ?? Id);
  });

  it('while what a lost create left undone is made good leaves nothing out', async function () {
    this.timeout(60_000);
    const never: Cut = { side: 'answer', after: Infinity, of: 'POST' };
    proxy.arm({ ...never, after: 1 }, never);
    await facade.create(ACCOUNT, account(nextName()));
    // Of the POST that completes; the look-up before it is none.
    const { request, answer } = proxy.passed;
    const cuts = [...placesOf('request', request), ...placesOf('answer', answer)];
    expect(cuts.length).to.be.greaterThan(2_500);
    for (const [at, cut] of cuts.entries()) {
      if (at % 19 !== 0) continue;
      proxy.arm({ side: 'answer', after: 1, of: 'POST' }, { ...cut, of: 'POST' });
      await facade.create(ACCOUNT, account(nextName()));
      expect(proxy.left, 'the cuts came').to.equal(0);
    }
    await expectWhole(org, 'cut.%');
  });

  it('leaves no licence out that a permission set needs, and takes no second seat', async function () {
    this.timeout(60_000);
    const licensed = (username: string): Attribute[] => [
      ...account(username).filter(({ name }) => name !== 'permissionSets'),
      attribute('permissionSetLicenses', 'SalesConsoleUser'),
      attribute('permissionSets', 'Sales_Console'),
    ];
    const cuts = await everyCut(() => facade.create(ACCOUNT, licensed(nextName())));
    // One seat for each of these and for the user above.
    const some = cuts.filter((_cut, index) => index % Math.ceil(cuts.length / 48) === 0);
    for (const cut of some) {
      proxy.arm(cut);
      const { value } = await facade.create(ACCOUNT, licensed(nextName()));
      const assigned = (sobject: string): Promise<SalesforceRecord[]> =>
        rowsOf(org, `SELECT Id FROM ${sobject} WHERE AssigneeId = '${value}'`);
      expect((await assigned('PermissionSetLicenseAssign')).length).to.equal(1);
      // The set, the group of sets, and the hidden one of the profile.
      expect((await assigned('PermissionSetAssignment')).length).to.equal(3);
    }
  });

  it('for good says of which attributes nobody knows', async () => {
    const username = nextName();
    const lost: Cut = { side: 'answer', after: 1, of: 'POST' };
    proxy.arm(lost, ...Array.from({ length: 3 }, (): Cut => ({ ...lost, side: 'request' })));
    const error = await failureOf(facade.create(ACCOUNT, account(username)));
    const users = await rowsOf(org, `SELECT Id FROM User WHERE Username = '${username}'`);
    expect(users.map(({ Id }) => Id)).to.deep.equal([error.uid?.value]);
    expect(error).to.include({ name: 'ConnectionBrokenException', outcomeUnknown: true });
    expect(error.message)
      .to.include('User was created')
      .and.include('what is missing (groups, permissionSets, permissionSetGroups, frozen, __PASSWORD__)');
  });

  it('tells what was done and what was not, where Salesforce refuses a part of what is made good', async () => {
    const username = nextName();
    proxy.arm({ side: 'answer', after: 1, of: 'POST' });
    const taken = account(username).map((each) =>
      each.name === 'permissionSets' ? attribute('permissionSets', 'Api_Access', 'Sales_Console') : each,
    );
    const error = await failureOf(facade.create(ACCOUNT, taken));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.attributeNames).to.deep.equal(['permissionSets']);
    expect(error.message).to.include("add 'Sales_Console'").and.include("'Key_Account_Team' was added");
    const users = await expectWhole(org, username);
    expect(users.map(({ Id }) => Id)).to.deep.equal([error.uid?.value]);
  });

  it('again and again leaves one user at most, and says what is known', async function () {
    this.timeout(60_000);
    const attempts = (['request', 'answer'] as const).map(async (side) => {
      const broken = await CuttingProxy.start(org.port);
      const behind = facadeOf(org, { instanceUrl: broken.url });
      await behind.create(ACCOUNT, account(nextName()));
      const username = nextName();
      broken.arm(...Array.from({ length: 50 }, (): Cut => ({ side, after: side === 'request' ? 40 : 1 })));
      const error = await failureOf(behind.create(ACCOUNT, account(username)));
      await behind.dispose();
      await broken.close();
      expect(error).to.include({ name: 'ConnectionBrokenException', outcomeUnknown: true });
      expect(isRetryable(error)).to.equal(false);
      expect(error.message).to.include('could not be looked up either');
      const users = await rowsOf(org, `SELECT Id FROM User WHERE Username = '${username}'`);
      expect(users.length).to.equal(side === 'answer' ? 1 : 0);
    });
    await Promise.all(attempts);
  });

  it('at any byte of an update or a delete leaves it done', async function () {
    this.timeout(120_000);
    const uid = await facade.create(ACCOUNT, account(nextName()));
    const update = (title: string): Promise<unknown> =>
      facade.update(ACCOUNT, uid, [
        attribute('Title', title),
        attribute('frozen', false),
        attribute('__PASSWORD__', new GuardedString(`${PASSWORD}-${title}`)),
      ]);
    let count = 1_000;
    const cuts = await everyCut(() => update(String(count)));
    for (const cut of cuts.filter((_cut, index) => index % 3 === 0)) {
      proxy.arm(cut);
      await update(String(++count));
      expect(proxy.left, 'the cut came').to.equal(0);
      expect(org.find('User', uid.value)!['Title']).to.equal(String(count));
      expect(org.passwordOf(uid.value)).to.equal(`${PASSWORD}-${count}`);
    }
    const deletion = await everyCut(() => facade.delete(ACCOUNT, uid));
    for (const cut of deletion.filter((_cut, index) => index % 7 === 0)) {
      await facade.update(ACCOUNT, uid, [attribute('__ENABLE__', true)]);
      proxy.arm(cut);
      await facade.delete(ACCOUNT, uid);
      expect(org.find('User', uid.value)!['IsActive']).to.equal(false);
    }
  });

  it('does not take the user that another made for its own', async () => {
    const username = nextName();
    const first = await facade.create(ACCOUNT, account(username));
    // As if it had been there for an hour: the clock of the org goes on.
    org.setClockSkew(3_600_000);
    proxy.arm({ side: 'answer', after: 10 });
    const error = await failureOf(facade.create(ACCOUNT, account(username)));
    expect(error.name).to.equal('AlreadyExistsException');
    expect(error.message).to.include(first.value).and.include('__NAME__');
  });

  for (const beforeNextPost of [true, false])
    it(`of a create that is under way still (${beforeNextPost ? 'it is first' : 'it is last'}) leaves one user`, async () => {
      proxy.beforeNextPost = beforeNextPost;
      proxy.holdNext();
      const username = nextName();
      org.calls.reset();
      const uid = await facade.create(ACCOUNT, account(username));
      await proxy.letGo();
      // The look-up and both creates; where the late one is first, another look-up and what the create is to be completed by.
      expect(org.calls.total).to.equal(beforeNextPost ? 5 : 3);
      const users = await rowsOf(org, `SELECT Id FROM User WHERE Username = '${username}'`);
      expect(users.map(({ Id }) => Id)).to.deep.equal([uid.value]);
      expect(org.passwordOf(uid.value)).to.equal(PASSWORD);
    });

  it('between two requests of a create finishes the user that the first one made', async () => {
    const create = (username: string): Promise<Uid> =>
      // A text like a reference goes by itself, and the rest after it.
      facade.create(ACCOUNT, [...account(username), attribute('Title', '@{step0.id}')]);
    proxy.arm();
    await create(nextName());
    const { answer, request } = proxy.passed;
    for (const cut of [
      { side: 'answer', after: answer },
      { side: 'answer', after: answer - 200 },
      { side: 'request', after: request },
      { side: 'request', after: request - 200 },
    ] as const) {
      const username = nextName();
      proxy.arm(cut);
      const uid = await create(username);
      expect(proxy.left, 'the cut came').to.equal(0);
      const users = await rowsOf(org, `SELECT Id, Title FROM User WHERE Username = '${username}'`);
      expect(users.map(({ Id, Title }) => [Id, Title])).to.deep.equal([[uid.value, '@{step0.id}']]);
      expect(org.passwordOf(uid.value)).to.equal(PASSWORD);
    }
  });

  it('costs one call to look, and the rest of the create', async () => {
    org.calls.reset();
    proxy.arm({ side: 'answer', after: 10 });
    await facade.create(ACCOUNT, account(nextName()));
    expect(org.calls.total).to.equal(3);
    org.calls.reset();
    proxy.arm({ side: 'request', after: 10 });
    await facade.create(ACCOUNT, account(nextName()));
    expect(org.calls.total).to.equal(2);
  });
});

describe('an answer that does not come in time', () => {
  for (const [title, fault] of [
    ['because it was lost', { hang: 'after' }],
    ['because the request was lost', { hang: 'before' }],
    ['because a gateway gave up', { status: 504, body: '<html>Gateway Timeout</html>' }],
  ] as const)
    it(`${title}, leaves exactly one user`, async () => {
      const org = await startOrg({ users: 0 });
      const facade = facadeOf(org, { requestTimeoutMs: 200 });
      try {
        await facade.create(ACCOUNT, account(nextName()));
        org.failNext({ ...fault, method: 'POST' });
        const username = nextName();
        const uid = await facade.create(ACCOUNT, account(username));
        const users = await rowsOf(org, `SELECT Id FROM User WHERE Username = '${username}'`);
        expect(users.map(({ Id }) => Id)).to.deep.equal([uid.value]);
        expect(org.passwordOf(uid.value)).to.equal(PASSWORD);
      } finally {
        await facade.dispose();
        await org.close();
      }
    });
});
