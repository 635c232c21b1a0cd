import {
  SortKey,
  Uid,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
  type Filter,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, failureOf, openBench, type Bench } from './salesforce-facade.js';

const PEOPLE = 10_000;

describe('a filter of thousands of values', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  let everybody: ConnectorObject[];
  before(async () => {
    bench = await openBench({ users: PEOPLE }, { bulkThreshold: 0 });
    facade = facadeOf(bench.org, { bulkThreshold: 0 }, true);
    bench.facades.push(facade);
    everybody = await facade
      .search(ACCOUNT, null, { attributesToGet: ['EmployeeNumber', 'Department'] })
      .toArray();
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const uids = (objects: readonly ConnectorObject[]): string[] => objects.map(({ uid }) => uid.value);
  const names = (count: number): Filter[] =>
    everybody.slice(0, count).map(({ name }) => filters.equals('__NAME__', name.value));

  it('finds 10,000 user names in one call', async () => {
    const found = await facade
      .search(ACCOUNT, filters.or(...names(10_000)), { attributesToGet: ['Title'] })
      .toArray();
    expect(uids(found)).to.have.members(uids(everybody.slice(0, 10_000)));
    expect(bench.org.calls.total).to.equal(1);
  });

  it('finds each once, though it be named in every spelling and by several attributes', async () => {
    const some = everybody.slice(0, 2_500);
    const filter = filters.or(
      ...some.map(({ name }) => filters.equals('__NAME__', name.value)),
      ...some.map(({ name }) => filters.equalsIgnoreCase('__NAME__', name.value.toUpperCase())),
      ...some.map(({ uid }) => filters.equals(new Uid(uid.value))),
      filters.present('Department'),
    );
    const found = await facade.search(ACCOUNT, filter, { attributesToGet: ['Department'] }).toArray();
    const known = new Set(some);
    const expected = everybody.filter((one) => known.has(one) || one.attributes.has('Department'));
    expect(uids(found)).to.have.members(uids(expected));
  });

  it('goes with other conditions', async () => {
    const filter = filters.and(filters.or(...names(3_000)), filters.endsWith('EmployeeNumber', '7'));
    const found = await facade.search(ACCOUNT, filter, { attributesToGet: ['EmployeeNumber'] }).toArray();
    const expected = everybody
      .slice(0, 3_000)
      .filter(({ attributes }) => String(attributes.single('EmployeeNumber')).endsWith('7'));
    expect(uids(found)).to.have.members(uids(expected));
    expect(found.length).to.be.within(200, 400);
  });

  it('goes by POST where the statement is longer than a URL', async () => {
    const found = await facade.search(ACCOUNT, filters.or(...names(1_000))).toArray();
    expect(found).to.have.length(1_000);
    expect(bench.org.calls.byResource.get('POST /composite')).to.equal(1);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('matches by itself what no statement can hold', async () => {
    const filter = filters.not(
      filters.or(...everybody.slice(0, 6_000).map(({ uid }) => filters.equals('EmployeeNumber', uid.value))),
    );
    const found = await facade.search(ACCOUNT, filter, { attributesToGet: ['EmployeeNumber'] }).toArray();
    expect(found).to.have.length(everybody.length);
  });

  it('comes in pages, which go on from one statement to the next', async () => {
    const filter = filters.or(...names(4_100));
    const seen: string[] = [];
    let cookie: string | null = null;
    do {
      const stream = facade.search(ACCOUNT, filter, {
        pageSize: 700,
        attributesToGet: ['Title'],
        ...(cookie === null ? {} : { pagedResultsCookie: cookie }),
      });
      seen.push(...uids(await stream.toArray()));
      cookie = stream.result!.pagedResultsCookie;
    } while (cookie !== null);
    expect(seen).to.have.length(4_100);
    expect(new Set(seen).size).to.equal(4_100);
  });

  it('cannot be sorted by a text over several statements', async () => {
    const options = { sortKeys: [new SortKey('LastName')] };
    const error = await failureOf(facade.search(ACCOUNT, filters.or(...names(5_000)), options).toArray());
    expect(error.name).to.equal('UnsupportedOperationException');
  });

  it('tells Salesforce’s refusal of one of several statements', async () => {
    const refused = [{ errorCode: 'QUERY_TIMEOUT', message: 'too long' }];
    bench.org.failNext({
      status: 200,
      path: '/services/data/v66.0/composite',
      body: {
        compositeResponse: [{ httpStatusCode: 400, body: refused, referenceId: 'query0', httpHeaders: {} }],
      },
    });
    const error = await failureOf(facade.search(ACCOUNT, filters.or(...names(1_000))).toArray());
    expect(error.message).to.include('QUERY_TIMEOUT');
  });
});
