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
import { CuttingProxy, type Cut } from './cutting-proxy.js';
import { rowsOf } from './org-rows.js';
import { ACCOUNT, facadeOf, failureOf } from './salesforce-facade.js';

const PASSWORD = 'never-twice-1';

let made = 0;
/** Names of one length, so that all exchanges are alike byte for byte. */
const nextName = (): string => `cut.${String(++made).padStart(6, '0')}@bench.example`;

const account = (username: string): Attribute[] => [
  attribute('__NAME__', username),
  attribute('LastName', 'Person'),
  attribute('Email', 'someone@bench.example'),
  attribute('ProfileId', 'Standard User'),
  attribute('frozen', true),
  attribute('__PASSWORD__', new GuardedString(PASSWORD)),
];

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
    return [
      ...Array.from({ length: request }, (_none, after): Cut => ({ side: 'request', after: after + 1 })),
      ...Array.from({ length: answer }, (_none, after): Cut => ({ side: 'answer', after: after + 1 })),
    ];
  }

  it('at any byte of a create leaves exactly one user, with all that was asked for', async function () {
    this.timeout(240_000);
    const cuts = await everyCut(() => facade.create(ACCOUNT, account(nextName())));
    expect(cuts.length).to.be.greaterThan(1_500);
    const uids = new Map<string, Uid>();
    for (const cut of cuts) {
      proxy.arm(cut);
      const username = nextName();
      uids.set(username, await facade.create(ACCOUNT, account(username)));
      expect(proxy.left, 'the cut came').to.equal(0);
    }
    const users = await rowsOf(org, "SELECT Id, Username FROM User WHERE Username LIKE 'cut.%'");
    const frozen = await rowsOf(org, 'SELECT UserId FROM UserLogin WHERE IsFrozen = true');
    const frozenIds = new Set(frozen.map(({ UserId }) => UserId));
    expect(new Set(users.map(({ Username }) => Username)).size).to.equal(users.length);
    expect(users.length).to.equal(cuts.length + 2);
    for (const { Id, Username } of users) {
      const uid = uids.get(String(Username));
      if (uid) expect(Id).to.equal(uid.value);
      expect(org.passwordOf(String(Id))).to.equal(PASSWORD);
      expect(frozenIds.has(Id), 'frozen').to.equal(true);
    }
  });

  it('again and again leaves one user at most, and says what is known', async function () {
    this.timeout(60_000);
    for (const cut of [
      { side: 'request', after: 40 },
      { side: 'answer', after: 1 },
    ] as const) {
      const username = nextName();
      proxy.arm(...Array.from({ length: 50 }, () => cut));
      const error = await failureOf(facade.create(ACCOUNT, account(username)));
      proxy.arm();
      expect(error).to.include({ name: 'ConnectionBrokenException', outcomeUnknown: true });
      expect(isRetryable(error)).to.equal(false);
      expect(error.message).to.include('could not be looked up either');
      const users = await rowsOf(org, `SELECT Id FROM User WHERE Username = '${username}'`);
      expect(users.length).to.equal(cut.side === 'answer' ? 1 : 0);
    }
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
