import {
  ObjectClass,
  SortKey,
  attribute,
  filters,
  type ConnectorFacade,
  type ConnectorObject,
  type Filter,
  type SearchResult,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const PEOPLE = 650;

type Options = NonNullable<Parameters<ConnectorFacade['search']>[2]>;

/** One page, and what the search says of it. */
async function pageOf(
  facade: ConnectorFacade,
  filter: Filter | null,
  options: Options,
): Promise<{ objects: ConnectorObject[]; result: SearchResult }> {
  const stream = facade.search(ACCOUNT, filter, options);
  const objects = await stream.toArray();
  return { objects, result: stream.result! };
}

const uids = (objects: readonly ConnectorObject[]): string[] => objects.map(({ uid }) => uid.value);

describe('a search by pages', () => {
  let bench: Bench;
  let paged: ConnectorFacade;
  let everybody: string[];
  before(async () => {
    bench = await openBench({ users: PEOPLE }, { batchSize: 200 });
    paged = facadeOf(bench.org, { batchSize: 200 }, true);
    bench.facades.push(paged);
    everybody = uids(await paged.search(ACCOUNT).toArray());
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  async function allPages(filter: Filter | null, options: Options, facades = [paged]): Promise<string[][]> {
    const pages: string[][] = [];
    let cookie: string | null = null;
    do {
      const facade = facades[pages.length % facades.length]!;
      const { objects, result } = await pageOf(facade, filter, {
        ...options,
        ...(cookie === null ? {} : { pagedResultsCookie: cookie }),
      });
      pages.push(uids(objects));
      cookie = result.pagedResultsCookie;
    } while (cookie !== null);
    return pages;
  }

  it('goes on in another process, days later', async () => {
    const other = facadeOf(bench.org, { batchSize: 200 }, true);
    bench.facades.push(other);
    await other.test();
    bench.org.requests.clear();
    bench.org.calls.reset();
    const pages = await allPages(null, { pageSize: 100 }, [paged, other]);
    expect(pages.flat()).to.have.members(everybody);
    expect(bench.org.calls.total).to.equal(pages.length);
    // No cursor of Salesforce's, which would end after two days.
    expect(bench.org.requests.entries.some(({ url }) => /\/query\/\w/.test(url))).to.equal(false);
  });

  it('asks for no more rows of a further page than it has, and one, and tells how many were left at first', async () => {
    const first = await pageOf(paged, null, { pageSize: 100 });
    const left = first.result.remainingPagedResults;
    expect(left).to.equal(everybody.length - 100);
    const pagedResultsCookie = first.result.pagedResultsCookie!;
    bench.org.requests.clear();
    const second = await pageOf(paged, null, { pageSize: 100, pagedResultsCookie });
    expect(second.result).to.include({ remainingPagedResults: left - 100, countPolicy: 'ESTIMATE' });
    expect(bench.org.requests.entries.map(({ url }) => /LIMIT(?:%20|\+)\d+/.exec(url)?.[0])).to.deep.equal([
      'LIMIT%20101',
    ]);
  });

  it('tells exactly how many are left, where SOQL can say the filter', async () => {
    const filter = filters.startsWith('EmployeeNumber', '10000');
    const one = await pageOf(paged, filter, { pageSize: 4 });
    expect(one.result).to.include({ remainingPagedResults: 6, countPolicy: 'EXACT' });
    const two = await pageOf(paged, filter, {
      pageSize: 6,
      pagedResultsCookie: one.result.pagedResultsCookie!,
    });
    expect(two.result).to.include({ remainingPagedResults: 0, pagedResultsCookie: null });
    expect(await paged.count(ACCOUNT, filter)).to.equal(10);
    expect(bench.org.calls.total).to.equal(3);
  });

  it('counts in one call, or looks at the objects where SOQL cannot say it', async () => {
    expect(await paged.count(ACCOUNT, null)).to.equal(everybody.length);
    expect(bench.org.calls.total).to.equal(1);
    expect(await paged.count(ACCOUNT, filters.not(filters.equals('LastName', 'nobody')))).to.equal(
      everybody.length,
    );
  });

  it('counts the entries of a lookup, and names that are found without their suffix', async () => {
    const suffixed = facadeOf(bench.org, { usernameSuffix: '.counted' }, true);
    bench.facades.push(suffixed);
    await suffixed.create(ACCOUNT, person({ __NAME__: 'one@bench.example' }));
    expect(await suffixed.count(ACCOUNT, filters.equals('__NAME__', 'one@bench.example'))).to.equal(1);
    const profiles = new ObjectClass('Lookup.Salesforce.Profiles');
    expect(await paged.count(profiles, null)).to.be.greaterThan(1);
  });

  for (const [key, ascending, usesCursor] of [
    ['CreatedDate', false, false],
    ['LastLoginDate', true, false],
    ['LastLoginDate', false, false],
    ['NumberOfFailedLogins', true, false],
    ['__UID__', false, false],
    ['LastName', true, true],
    ['IsActive', true, true],
  ] as const) {
    it(`keeps the order by ${key}, ${ascending ? 'up' : 'down'}, over all pages`, async () => {
      const sortKeys = [new SortKey(key, ascending)];
      const whole = uids(
        await paged.search(ACCOUNT, null, { sortKeys: [...sortKeys, new SortKey('__UID__')] }).toArray(),
      );
      const pages = await allPages(null, { pageSize: 150, sortKeys });
      expect(pages.flat()).to.deep.equal(whole);
      expect(bench.org.requests.entries.some(({ url }) => /\/query\/\w+-150/.test(url))).to.equal(usesCursor);
      bench.org.requests.clear();
    });
  }

  it('goes on behind its last row where a small result has no cursor, even if rows of the page have gone', async () => {
    const filter = filters.startsWith('EmployeeNumber', '10001');
    const options = { pageSize: 4, sortKeys: [new SortKey('LastName')] };
    const pages = await allPages(filter, options);
    expect(pages.map(({ length }) => length)).to.deep.equal([4, 4, 2]);
    const one = await pageOf(paged, filter, options);
    for (const { uid } of one.objects.slice(2))
      await paged.update(ACCOUNT, uid, [attribute('EmployeeNumber', 'gone')]);
    const two = await pageOf(paged, filter, {
      ...options,
      pagedResultsCookie: one.result.pagedResultsCookie!,
    });
    expect(uids(two.objects)).to.deep.equal(pages[1]);
  });

  for (const offset of [1, 11, 201, 500, PEOPLE]) {
    it(`starts at offset ${offset}, counted from one`, async () => {
      const all = uids(await paged.search(ACCOUNT, null, { sortKeys: [new SortKey('__UID__')] }).toArray());
      bench.org.calls.reset();
      const { objects, result } = await pageOf(paged, null, { pageSize: 5, pagedResultsOffset: offset });
      expect(uids(objects)).to.deep.equal(all.slice(offset - 1, offset + 4));
      expect(bench.org.calls.total).to.be.at.most(2);
      const left = Math.max(all.length - offset - 4, 0);
      expect(result.remainingPagedResults).to.equal(left);
      if (left === 0) return;
      const next = await pageOf(paged, null, { pageSize: 5, pagedResultsCookie: result.pagedResultsCookie! });
      expect(uids(next.objects)).to.deep.equal(all.slice(offset + 4, offset + 9));
      expect(bench.org.requests.entries.some(({ url }) => url.includes('OFFSET'))).to.equal(false);
    });
  }

  it('starts at an offset among the objects that match, and beyond them all finds none', async () => {
    const filter = filters.not(filters.equals('LastName', 'nobody'));
    const all = uids(await paged.search(ACCOUNT, filter, { sortKeys: [new SortKey('__UID__')] }).toArray());
    const { objects } = await pageOf(paged, filter, { pageSize: 5, pagedResultsOffset: 301 });
    expect(uids(objects)).to.deep.equal(all.slice(300, 305));
    expect((await pageOf(paged, null, { pageSize: 5, pagedResultsOffset: 5_000 })).objects).to.be.empty;
  });

  it('takes no cookie that is not its own', async () => {
    const { result } = await pageOf(paged, null, { pageSize: 5 });
    const cookie = result.pagedResultsCookie!;
    const sorted = await pageOf(paged, null, { pageSize: 5, sortKeys: [new SortKey('LastName')] });
    const digest = cookie.split('.')[1]!;
    bench.org.calls.reset();
    for (const [forged, options] of [
      ['/services/oauth2/revoke?token=x', {}],
      ['', { pagedResultsCookie: 'x' }],
      [cookie.replace(/^3/, '2'), {}],
      [cookie.slice(0, -3), {}],
      [cookie.replace(/005\w+/, "' OR Id != '"), {}],
      [`3.${digest}.after.[0,["005000000000001AAA","005000000000001AAA"],7]`, {}],
      [`3.${digest}.after.[0,["005000000000001AAA"],"7"]`, {}],
      [`3.${digest}.after.[0,["005000000000001AAA"],-7]`, {}],
      [`3.${digest}.after.[0,[null],7]`, {}],
      [`3.${digest}.after.[-1,null,null]`, {}],
      [`3.${digest}.rows.[["x"],1]`, {}],
      [`3.${digest}.cursor.["../../sobjects/User",1]`, {}],
      [cookie, { sortKeys: [new SortKey('LastName')] }],
      [sorted.result.pagedResultsCookie!, {}],
    ] as const) {
      const error = await failureOf(
        paged.search(ACCOUNT, null, { pageSize: 5, pagedResultsCookie: forged, ...options }).toArray(),
      );
      expect(error.name, forged).to.equal('IllegalArgumentException');
    }
    const elsewhere = paged.search(ACCOUNT, filters.present('Title'), {
      pageSize: 5,
      pagedResultsCookie: cookie,
    });
    expect((await failureOf(elsewhere.toArray())).message).to.include('another search');
    expect(bench.org.calls.total).to.equal(0);
  });
});

/**
 * Between two pages rows come, go (out of the filter) and change. What was there all the time must be found exactly
 * once; the others at most once.
 */
describe('pages while rows change', () => {
  let bench: Bench;
  let paged: ConnectorFacade;
  let ids: string[];
  before(async () => {
    bench = await openBench({ users: 60, dailyApiLimit: 100_000 });
    paged = facadeOf(bench.org, {}, true);
    bench.facades.push(paged);
    ids = uids(await paged.search(ACCOUNT, filters.present('EmployeeNumber')).toArray());
  });
  after(() => bench.close());

  it('neither lose nor repeat what was there all the time', async function () {
    this.timeout(60_000);
    const change = fc.record({ who: fc.nat(), title: fc.constantFrom('in', 'out') });
    const step = fc.record({ changes: fc.array(change, { maxLength: 4 }), creates: fc.boolean() });
    const order = fc.constantFrom<readonly string[]>(
      [],
      ['CreatedDate'],
      ['NumberOfFailedLogins'],
      ['CreatedDate', '__UID__'],
    );
    const set = async (uid: string, title: string): Promise<void> => {
      const [object] = await paged.search(ACCOUNT, filters.equals(attribute('__UID__', uid))).toArray();
      await paged.update(ACCOUNT, object!.uid, [attribute('Title', title)]);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 5 }),
        order,
        fc.boolean(),
        fc.integer({ min: 3, max: 15 }),
        async (steps, keys, up, pageSize) => {
          for (const uid of ids) if (bench.org.find('User', uid)!.Title !== 'in') await set(uid, 'in');
          const there = new Set(ids);
          const seen: string[] = [];
          let cookie: string | null = null;
          const queue = [...steps];
          do {
            const { objects, result }: { objects: ConnectorObject[]; result: SearchResult } = await pageOf(
              paged,
              filters.and(filters.equals('Title', 'in'), filters.present('EmployeeNumber')),
              {
                pageSize,
                sortKeys: keys.map((key) => new SortKey(key, up)),
                ...(cookie === null ? {} : { pagedResultsCookie: cookie }),
              },
            );
            seen.push(...uids(objects));
            cookie = result.pagedResultsCookie;
            const next = queue.shift();
            for (const { who, title } of next?.changes ?? []) {
              const uid = ids[who % ids.length]!;
              await set(uid, title);
              if (title === 'out') there.delete(uid);
            }
            if (next?.creates) {
              const created = await paged.create(
                ACCOUNT,
                person({ Title: 'in', EmployeeNumber: '7', IsActive: false }),
              );
              await set(created.value, 'out');
            }
          } while (cookie !== null);
          expect(new Set(seen).size, 'each once').to.equal(seen.length);
          for (const uid of there) expect(seen).to.include(uid);
        },
      ),
      { numRuns: 25 },
    );
  });
});
