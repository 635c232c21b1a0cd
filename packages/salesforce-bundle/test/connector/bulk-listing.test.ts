import { filters, type ConnectorFacade, type ConnectorObject } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, openBench, person, type Bench } from './salesforce-facade.js';

const PEOPLE = 2_500;
const JOBS = '/jobs/query';

/** Everything that there is to see of an object. */
const shown = ({ attributes }: ConnectorObject): unknown =>
  Object.fromEntries(
    [...attributes].map(({ name, values }) => [name, values?.map((value) => [typeof value, String(value)])]),
  );
const byUid = (objects: readonly ConnectorObject[]): Map<string, unknown> =>
  new Map(objects.map((object) => [object.uid.value, shown(object)]));

describe('a listing by Bulk', () => {
  let bench: Bench;
  let bulk: ConnectorFacade;
  let rest: ConnectorFacade;
  before(async () => {
    bench = await openBench({ users: PEOPLE, bulk: { recordsPerPage: 1_000 } }, { bulkThreshold: 0 });
    rest = bench.facade;
    bulk = facadeOf(bench.org, { bulkThreshold: 2_000 });
    bench.facades.push(bulk);
    await rest.test();
    await bulk.test();
    await rest.create(
      ACCOUNT,
      person({ LastName: 'O"Neil, Jr.', Title: ' two\nlines ', Department: '#N/A' }),
    );
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const calls = (resource: string): number => bench.org.calls.byResource.get(resource) ?? 0;
  const jobCalls = (): string[] => [...bench.org.calls.byResource.keys()].filter((key) => key.includes(JOBS));

  it('tells the same as one by REST, in a few calls', async () => {
    const options = {
      returnDefaultAttributes: true,
      attributesToGet: [
        'CreatedDate',
        'NumberOfFailedLogins',
        'Latitude',
        'SystemModstamp',
        'UserPreferencesUserDebugModePref',
      ],
    };
    const expected = await rest.search(ACCOUNT, null, options).toArray();
    expect(jobCalls()).to.be.empty;
    bench.org.calls.reset();
    const found = await bulk.search(ACCOUNT, null, options).toArray();
    expect(found).to.have.length(expected.length);
    expect(byUid(found)).to.deep.equal(byUid(expected));
    expect(calls(`GET ${JOBS}/{id}/results`)).to.equal(Math.ceil(expected.length / 1_000));
    expect(calls(`POST ${JOBS}`)).to.equal(1);
    expect(bench.org.calls.byResource.get('GET /query')).to.equal(1);
  });

  it('is one answer ahead of its reader and no more', async () => {
    let seen = 0;
    for await (const _ of bulk.search(ACCOUNT)) {
      // The job tells the rows of the first answer by REST once more.
      if (++seen > 2_000) expect(calls(`GET ${JOBS}/{id}/results`)).to.be.at.least(1);
      expect(calls(`GET ${JOBS}/{id}/results`)).to.be.at.most(Math.ceil(seen / 1_000) + 1);
    }
    expect(seen).to.be.greaterThan(PEOPLE);
  });

  it('matches what SOQL cannot say', async () => {
    const filter = filters.not(filters.equals('LastName', 'nobody'));
    const found = await bulk.search(ACCOUNT, filter).toArray();
    expect(calls(`POST ${JOBS}`)).to.equal(1);
    expect(new Set(found.map(({ uid }) => uid.value)).size).to.equal(found.length);
    expect(found.length).to.be.greaterThan(PEOPLE);
  });

  it('is not for pages, orders, small results and values that tables cannot show', async () => {
    await bulk.search(ACCOUNT, filters.equals('__ENABLE__', false)).toArray();
    await bulk.search(ACCOUNT, null, { attributesToGet: ['Address'] }).toArray();
    expect(jobCalls()).to.be.empty;
  });

  it('starts no job for a consumer who leaves early, and ends one that is not waited for', async () => {
    let seen = 0;
    for await (const _ of bulk.search(ACCOUNT)) if (++seen === 10) break;
    expect(jobCalls()).to.be.empty;
    seen = 0;
    for await (const _ of bulk.search(ACCOUNT)) if (++seen === 1_500) break;
    expect(calls(`POST ${JOBS}`)).to.equal(1);
    expect(calls(`PATCH ${JOBS}/{id}`)).to.equal(1);
  });

  for (const [title, fault] of [
    [
      'is not allowed',
      { status: 403, body: [{ errorCode: 'FUNCTIONALITY_NOT_ENABLED', message: 'no Bulk' }] },
    ],
    [
      'does not know the object',
      { status: 400, body: [{ errorCode: 'INVALIDENTITY', message: 'not supported by the Bulk API' }] },
    ],
  ] as const) {
    it(`goes on with REST where Bulk ${title}`, async () => {
      const expected = (await rest.search(ACCOUNT, null).toArray()).length;
      bench.org.failNext({ ...fault, method: 'POST', path: `/services/data/v66.0${JOBS}` });
      bench.org.calls.reset();
      expect(await bulk.search(ACCOUNT).toArray()).to.have.length(expected);
      expect(calls(`GET ${JOBS}/{id}/results`)).to.equal(0);
    });
  }

  it('goes on with REST where the job takes too long', async () => {
    const slow = await openBench(
      { users: PEOPLE, bulk: { movedBy: 'polls', rowsPerStep: 1 } },
      { bulkThreshold: 2_000, bulkTimeoutMs: 1 },
    );
    const found = await slow.facade.search(ACCOUNT).toArray();
    expect(found.length).to.be.greaterThan(PEOPLE);
    expect(slow.org.calls.byResource.get(`PATCH ${JOBS}/{id}`)).to.equal(1);
    await slow.close();
  });
});
