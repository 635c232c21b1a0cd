import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { openStage, type Stage } from '#src/demo/stage.js';
import { TOUR } from '#src/demo/whole-tour.js';
import { takeTour, type StepResult } from '#src/demo/tour.js';

const FREE_PORTS = { port: 0, orgPort: 0, key: 'k3y' };
const PAGE_ROWS = 2_000;

/** What each step costs: API calls, logins. */
const COSTS: Readonly<Record<string, readonly [number, number]>> = {
  'say hello': [0, 0],
  validate: [0, 0],
  test: [1, 1],
  'read the schema': [1, 0],
  // One call creates, one looks up the profile's name.
  'create a user': [2, 0],
  'set the password': [1, 0],
  'log in as the user': [0, 1],
  search: [1, 0],
  update: [1, 0],
  get: [1, 0],
  disable: [1, 0],
  'open a repository': [0, 0],
  'fetch the lookups': [3, 0],
  // Two for the sync token, one for all users.
  reconcile: [3, 0],
  // Read, write, and read again to see it.
  'change a person': [3, 0],
  'reconcile again': [1, 0],
};

describe('the tour', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  async function take(change: Partial<Stage> = {}): Promise<Map<string, StepResult>> {
    const results = new Map<string, StepResult>();
    const signal = new AbortController().signal;
    for await (const result of takeTour(TOUR, { ...stage, ...change }, signal)) {
      results.set(result.name, result);
    }
    return results;
  }
  const names = (results: Map<string, StepResult>, outcome: StepResult['outcome']): string[] =>
    [...results.values()].filter((result) => result.outcome === outcome).map(({ name }) => name);

  it('succeeds, and every step costs the API calls that it should', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 30 });
    const results = await take();
    expect([...results.values()].filter(({ outcome }) => outcome !== 'done')).to.deep.equal([]);
    const costs = Object.fromEntries(
      [...results.values()].map(({ name, apiCalls, logins }) => [name, [apiCalls, logins]]),
    );
    expect(costs).to.deep.equal({ ...COSTS, 'list all users': [1, 0] });
  });

  it('does what it says in the org', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 0 });
    const results = await take();
    const [uid = ''] = results.get('create a user')!.words.split(' ');
    expect(stage.org.find('User', uid)).to.include({
      Username: 'ada.lovelace@example.test',
      Title: 'Countess',
      Department: 'Engineering',
      IsActive: false,
    });
    expect(stage.org.passwordOf(uid)).to.be.a('string');
    expect(results.get('search')!.words).to.equal('1 enabled user in Engineering, one is Ada');
    expect(results.get('get')!.words).to.include('Title Analyst, __ENABLE__ true');
  });

  it('reconciles with a bar that knows how many there are, and a report', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 510 });
    let drawn = '';
    const results = await take({
      progress: { isTTY: true, columns: 80, write: (text: string) => (drawn += text) },
    });
    const users = 510 + 4;
    expect(results.get('list all users')!.words).to.match(new RegExp(`^${users} users`));
    const states = drawn.split('\r').map((state) => /(\d+)% +(\d+)\/(\d+)/.exec(state)?.slice(1).map(Number));
    // A bar that is drawn too soon after the last one is left out, but for the first and the end.
    expect(states.slice(1, 2)).to.deep.equal([[48, 250, users]]);
    expect(states.at(-1)).to.deep.equal([100, users, users]);
    expect(results.get('reconcile')!.details).to.include.members([
      `${users} in all: ${users} changed, 0 unchanged, 0 to be looked at, 0 failed.`,
      '  Nothing is left to do.',
    ]);
  });

  it('lists by pages of 2,000, one call each', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 2_100 });
    const listed = (await take()).get('list all users')!;
    const users = Number(/^[\d,]+/.exec(listed.words)![0].replace(',', ''));
    expect(users).to.be.greaterThan(2_100);
    expect(listed.apiCalls).to.equal(Math.ceil(users / PAGE_ROWS));
  });

  it('goes on after a failure, and skips only what needs what failed', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 5 });
    stage.org.failNext({ method: 'POST', path: '/services/data/v66.0/sobjects/User', status: 403, body: '' });
    const results = await take();
    expect(names(results, 'failed')).to.deep.equal(['create a user']);
    expect(names(results, 'skipped')).to.deep.equal([
      'set the password',
      'log in as the user',
      'update',
      'get',
      'disable',
      'change a person',
    ]);
    expect(results.get('update')!.words).to.equal('there is no user to work on');
    expect(results.get('create a user')!.words).to.match(/^[A-Z]\w+Exception: /);
  });

  it('names the exception that a wrong client secret leads to, and not the secret', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 5 });
    const results = await take({ properties: { ...stage.properties, clientSecret: 'wr0ng-s3cret' } });
    expect(names(results, 'done')).to.deep.equal(['say hello', 'validate', 'open a repository']);
    expect(results.get('test')!.words).to.match(/^ConfigurationException: .*'clientSecret'/);
    expect(JSON.stringify([...results])).to.not.include('wr0ng-s3cret');
  });

  it('skips everything when the server does not know the key', async () => {
    stage = await openStage({ ...FREE_PORTS, users: 5 });
    const results = await take({ serverKey: new GuardedString('another') });
    expect(names(results, 'failed')).to.deep.equal(['say hello']);
    expect(results.get('say hello')!.words).to.match(/^InvalidCredentialException: /);
    expect(names(results, 'skipped')).to.have.length(TOUR.length - 1);
  });
});
