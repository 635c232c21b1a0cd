import { SortKey, attribute, filters, type Filter, type OperationOptionsInit } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, openBench, person, type Bench } from './salesforce-facade.js';

const EXPIRED = '__PASSWORD_EXPIRED__';

describe('a filter by the expiry of passwords', () => {
  let bench: Bench;
  const expired: string[] = [];
  let rows: number;
  before(async () => {
    bench = await openBench({ users: 27 });
    for (const Title of ['one', 'two', 'two']) {
      const uid = await bench.facade.create(ACCOUNT, [
        ...person({ Title }),
        attribute('resetPassword', true),
      ]);
      expired.push(uid.value);
    }
    await bench.facade.create(ACCOUNT, person({ Title: 'two' }));
    rows = await bench.facade.count(ACCOUNT);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const found = async (filter: Filter, options: OperationOptionsInit = {}): Promise<readonly string[]> =>
    (await bench.facade.search(ACCOUNT, filter, options).toArray()).map(({ uid }) => uid.value);
  const isExpired = filters.equals(EXPIRED, true);

  it('asks each row for it, 25 in one call', async () => {
    expect(await found(isExpired)).to.have.members(expired);
    expect(bench.org.calls.total).to.equal(1 + Math.ceil(rows / 25));
    expect(await bench.facade.count(ACCOUNT, isExpired)).to.equal(3);
    const others = await found(filters.not(isExpired));
    expect(others).to.have.length(rows - 3);
    expect(await found(filters.equals(EXPIRED, false))).to.have.members(others);
  });

  it('asks only the rows that the rest of the filter leaves', async () => {
    const filter = filters.and(isExpired, filters.equals('Title', 'two'));
    expect(await found(filter)).to.have.members(expired.slice(1));
    expect(bench.org.calls.total).to.equal(2);
    const either = filters.or(isExpired, filters.equals('Title', 'two'));
    expect(await found(either)).to.have.length(4);
  });

  it('returns what it has read once, where it is asked for too', async () => {
    const filter = filters.and(isExpired, filters.equals('Title', 'one'));
    const [one] = await bench.facade.search(ACCOUNT, filter, { attributesToGet: [EXPIRED] }).toArray();
    expect(one!.attributes.single(EXPIRED)).to.equal(true);
    expect(bench.org.calls.total).to.equal(2);
  });

  it('makes whole pages', async () => {
    const paged = facadeOf(bench.org, {}, true);
    bench.facades.push(paged);
    const all: string[] = [];
    let pagedResultsCookie: string | undefined;
    do {
      const stream = paged.search(ACCOUNT, isExpired, {
        pageSize: 2,
        sortKeys: [new SortKey('__UID__', true)],
        ...(pagedResultsCookie ? { pagedResultsCookie } : {}),
      });
      all.push(...(await stream.toArray()).map(({ uid }) => uid.value));
      pagedResultsCookie = stream.result?.pagedResultsCookie ?? undefined;
    } while (pagedResultsCookie);
    expect(all).to.have.ordered.members([...expired].sort());
  });
});
