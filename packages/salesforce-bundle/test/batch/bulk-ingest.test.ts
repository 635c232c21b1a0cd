import { attribute } from '@icf-ts/framework';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { rowsOf } from '../connector/org-rows.js';
import {
  ACCOUNT,
  facadeOf,
  failureOf,
  openBench,
  person,
  type Bench,
} from '../connector/salesforce-facade.js';
import { change, creation, idsOf, outcomesOf } from './outcomes.js';

const ROWS = 500;

describe('a batch by Bulk ingest', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(
      { users: 0, licenses: { salesforce: 5_000 } },
      { checkSeats: false, bulkIngestThreshold: ROWS, batchRows: 1 },
    );
    await bench.facade.create(ACCOUNT, person());
    bench.org.calls.reset();
  });
  afterEach(() => bench.close());

  /** Those whose results were read: all others ended in calls of another kind. */
  const jobs = (): number =>
    bench.org.requests.entries.filter(
      ({ url, status }) => url.endsWith('/successfulResults') && status === 200,
    ).length;

  it('creates and updates rows by a job each, and finds each in the results', async () => {
    const tasks = Array.from({ length: ROWS }, (_, at) =>
      creation([...person({ Title: `"T", ${at}\nline` }), attribute('permissionSets', 'Api_Access')]),
    );
    const ids = idsOf(await outcomesOf(bench.facade, tasks));
    // The users, and their memberships.
    expect(jobs()).to.equal(2);
    idsOf(
      await outcomesOf(
        bench.facade,
        ids.map((id, at) =>
          change(id, [attribute('Department', at % 2 ? 'Odd' : 'Even'), attribute('Phone', '')]),
        ),
      ),
    );
    expect(jobs()).to.equal(3);
    const rows = await rowsOf(bench.org, 'SELECT Id, Title FROM User WHERE Title LIKE \'"T"%\'');
    const titles = new Map(rows.map(({ Id, Title }) => [String(Id), Title]));
    expect(ids.map((id) => titles.get(id))).to.deep.equal(ids.map((_, at) => `"T", ${at}\nline`));
    expect(await rowsOf(bench.org, "SELECT Id FROM User WHERE Department = 'Odd'")).to.have.length(ROWS / 2);
    const given = "SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Api_Access'";
    expect(await rowsOf(bench.org, given)).to.have.length(ROWS);
  });

  it('tells of each row what its own call would have told', async () => {
    const wrong = person({ Email: 'no address' });
    const tasks = Array.from({ length: ROWS }, (_, at) => creation(at === 7 ? wrong : person()));
    const outcomes = await outcomesOf(bench.facade, tasks);
    const alone = facadeOf(bench.org);
    bench.facades.push(alone);
    const { name, message } = await failureOf(alone.create(ACCOUNT, wrong));
    expect(jobs()).to.equal(1);
    expect(
      outcomes.flatMap(({ index, error }) => (error ? [[index, error.name, error.message]] : [])),
    ).to.deep.equal([[7, name, message]]);
  });

  it('aborts the job when nobody waits for it', async () => {
    const leaving = new AbortController();
    let told: () => void;
    const aborted = new Promise<void>((resolve) => (told = resolve));
    const org = await startOrg({
      users: 0,
      licenses: { salesforce: 5_000 },
      // The first closes the job, the second aborts it.
      onRequest: ({ method, url }) => {
        if (method !== 'PATCH' || !url.includes('/jobs/ingest/')) return;
        if (leaving.signal.aborted) told();
        else leaving.abort(new Error('gone'));
      },
    });
    const facade = facadeOf(org, { checkSeats: false, bulkIngestThreshold: ROWS });
    const tasks = Array.from({ length: ROWS }, () => creation(person()));
    const outcomes = failureOf(
      (async () => {
        for await (const outcome of facade.batch(tasks, { signal: leaving.signal })) void outcome;
      })(),
    );
    expect((await outcomes).message).to.contain('gone');
    await aborted;
    await facade.dispose();
    await org.close();
  });
});
