import { SortKey, attribute, filters, type ConnectorFacade, type ConnectorObject } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const PEOPLE = 650;

describe('search', () => {
  let bench: Bench;
  let paged: ConnectorFacade;
  before(async () => {
    bench = await openBench({ users: PEOPLE }, { batchSize: 200 });
    paged = facadeOf(bench.org, { batchSize: 200 }, true);
    bench.facades.push(paged);
    await bench.facade.test();
    await paged.test();
    await bench.facade.create(ACCOUNT, person({ LastName: "O'Brien \\ 100%", Title: 'Größe_1' }));
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const all = (
    filter?: Parameters<ConnectorFacade['search']>[1],
    facade = bench.facade,
  ): Promise<ConnectorObject[]> => facade.search(ACCOUNT, filter).toArray();
  const titles = (objects: readonly ConnectorObject[]): unknown[] =>
    objects.map(({ attributes }) => attributes.single('Title'));

  it('finds all people page by page, and no system users', async () => {
    const found = await all();
    expect(new Set(found.map(({ uid }) => uid.value)).size).to.equal(found.length);
    expect(found.length)
      .to.be.greaterThan(PEOPLE)
      .and.below(PEOPLE + 10);
    expect(bench.org.calls.total).to.equal(Math.ceil(found.length / 200));
    expect(found.some(({ attributes }) => attributes.single('UserType') === 'AutomatedProcess')).to.equal(
      false,
    );
  });

  it('finds system users when configured to', async () => {
    const facade = facadeOf(bench.org, { includeSystemUsers: true });
    bench.facades.push(facade);
    const found = await all(filters.equals('UserType', 'AutomatedProcess'), facade);
    expect(found).to.not.be.empty;
  });

  it('stops early without asking for a page that nobody reads', async () => {
    for await (const object of bench.facade.search(ACCOUNT)) {
      expect(object.uid.value).to.match(/^005/);
      break;
    }
    expect(bench.org.calls.total).to.equal(1);
  });

  it('is one answer ahead of its reader and no more, whatever the size of the result', async () => {
    let seen = 0;
    for await (const _ of bench.facade.search(ACCOUNT)) {
      seen++;
      expect(bench.org.calls.total).to.be.within(Math.ceil(seen / 200), Math.ceil(seen / 200) + 1);
    }
    expect(bench.org.calls.total).to.equal(Math.ceil(seen / 200));
  });

  it('narrows by filter in one call', async () => {
    const found = await all(
      filters.and(filters.equals('__ENABLE__', true), filters.contains('__NAME__', '.12@')),
    );
    expect(found.length).to.be.within(0, 1);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('takes quotes, backslashes and wildcards as they are', async () => {
    expect(titles(await all(filters.equals('LastName', "O'Brien \\ 100%")))).to.deep.equal(['Größe_1']);
    expect(titles(await all(filters.contains('LastName', '\\ 100%')))).to.deep.equal(['Größe_1']);
    expect(titles(await all(filters.endsWith('Title', 'e_1')))).to.deep.equal(['Größe_1']);
    expect(await all(filters.equals('LastName', "x' OR LastName != '"))).to.be.empty;
    expect(await all(filters.contains('LastName', "x\\' OR LastName LIKE \\'%"))).to.be.empty;
  });

  it('minds the case that Salesforce ignores, with the filter handler and without', async () => {
    for (const facade of [bench.facade, paged]) {
      expect(await all(filters.equals('Title', 'größe_1'), facade)).to.be.empty;
      expect(await all(filters.equalsIgnoreCase('Title', 'größe_1'), facade)).to.have.length(1);
      const others = await all(filters.not(filters.equals('Title', 'größe_1')), facade);
      expect(titles(others)).to.include('Größe_1');
    }
  });

  it('ignores case when told to', async () => {
    const facade = facadeOf(bench.org, { ignoreCase: true }, true);
    bench.facades.push(facade);
    expect(await all(filters.equals('Title', 'größe_1'), facade)).to.have.length(1);
    const others = await all(filters.not(filters.equals('Title', 'größe_1')), facade);
    expect(titles(others)).to.not.include('Größe_1');
  });

  it('returns what was asked for and no more', async () => {
    const filter = filters.equals('LastName', "O'Brien \\ 100%");
    const [found] = await bench.facade
      .search(ACCOUNT, filter, { attributesToGet: ['Title', 'createddate', '__PASSWORD__'] })
      .toArray();
    expect([...found!.attributes].map(({ name }) => name)).to.have.members([
      '__UID__',
      '__NAME__',
      'Title',
      'createddate',
    ]);
    expect(found!.attributes.single('CreatedDate'))
      .to.have.property('text')
      .that.match(/^\d{4}-/);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('filters by date-time and by reference', async () => {
    const [one] = await bench.facade
      .search(ACCOUNT, filters.equals('LastName', "O'Brien \\ 100%"), {
        attributesToGet: ['CreatedDate', 'CreatedById'],
      })
      .toArray();
    const created = one!.attributes.get('CreatedDate')!;
    const byDate = await all(filters.greaterThanOrEqual(created));
    expect(byDate.map(({ uid }) => uid.value)).to.include(one!.uid.value);
    const byReference = await all(filters.equals(one!.attributes.get('CreatedById')!));
    expect(byReference.length).to.be.greaterThan(PEOPLE);
  });

  it('answers without a call where nobody can match', async () => {
    expect(await all(filters.equals('__UID__', 'nonsense'))).to.be.empty;
    expect(await all(filters.equals('__ENABLE__', 'yes'))).to.be.empty;
    expect(await all(filters.present('__DESCRIPTION__'))).to.be.empty;
    expect(bench.org.calls.total).to.equal(0);
  });

  it('names a field that the org does not have, after looking', async () => {
    const error = await failureOf(all(filters.equals('Shoe_Size__c', 42)));
    expect(error.name).to.equal('InvalidAttributeValueException');
    expect(error.message).to.include('Shoe_Size__c');
    expect(bench.org.calls.byResource.get('GET /sobjects/User/describe')).to.equal(bench.org.calls.total);
  });

  it('describes once where a field is not one that every org has', async () => {
    const facade = facadeOf(bench.org);
    bench.facades.push(facade);
    const path = '/services/data/v66.0/';
    const fields = [{ name: 'Shoe_Size__c', type: 'double' }];
    const records = [{ Id: '005000000000001AAA', Username: 'a@b.example', Shoe_Size__c: 42 }];
    bench.org.failNext({ status: 200, path: `${path}sobjects/User/describe`, body: { fields } });
    bench.org.failNext({
      status: 200,
      times: 2,
      path: `${path}query`,
      body: { totalSize: 1, done: true, records },
    });
    for (let round = 0; round < 2; round++) {
      const [found] = await facade.search(ACCOUNT, filters.equals('shoe_size__C', 42)).toArray();
      expect(found!.attributes.single('Shoe_Size__c')).to.have.property('value', 42);
    }
    // A second describe would have reached the emulator.
    expect(bench.org.calls.total).to.equal(0);
  });

  it('sorts', async () => {
    const options = { sortKeys: [new SortKey('EmployeeNumber', false)], attributesToGet: ['EmployeeNumber'] };
    const found = await bench.facade.search(ACCOUNT, filters.present('EmployeeNumber'), options).toArray();
    const numbers = found.map(({ attributes }) => Number(attributes.single('EmployeeNumber')));
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => b - a));
    const error = await failureOf(
      bench.facade.search(ACCOUNT, null, { sortKeys: [new SortKey('__PASSWORD__')] }).toArray(),
    );
    expect(error.message).to.include('__PASSWORD__');
  });

  for (const pageSize of [50, 200, 333]) {
    it(`pages by ${pageSize}, each row once`, async () => {
      const seen: string[] = [];
      let pages = 0;
      let cookie: string | undefined;
      do {
        const page = paged.search(ACCOUNT, filters.not(filters.equals('LastName', 'nobody')), {
          pageSize,
          ...(cookie ? { pagedResultsCookie: cookie } : {}),
        });
        const objects = await page.toArray();
        seen.push(...objects.map(({ uid }) => uid.value));
        pages++;
        cookie = page.result!.pagedResultsCookie ?? undefined;
        if (cookie) expect(objects).to.have.length(pageSize);
      } while (cookie);
      expect(new Set(seen).size).to.equal(seen.length);
      expect(seen.length).to.be.greaterThan(PEOPLE);
      expect(pages).to.equal(Math.ceil(seen.length / pageSize));
      if (pageSize <= 200) expect(bench.org.calls.total).to.equal(pages);
    });
  }

  it('pages a small result that Salesforce sends whole', async () => {
    const filter = filters.startsWith('EmployeeNumber', '10000');
    const first = paged.search(ACCOUNT, filter, { pageSize: 4 });
    const one = await first.toArray();
    expect(first.result).to.include({ remainingPagedResults: 6, countPolicy: 'EXACT' });
    const second = paged.search(ACCOUNT, filter, {
      pageSize: 6,
      pagedResultsCookie: first.result!.pagedResultsCookie!,
    });
    const two = await second.toArray();
    expect(second.result).to.include({ remainingPagedResults: 0, pagedResultsCookie: null });
    expect(new Set([...one, ...two].map(({ uid }) => uid.value)).size).to.equal(10);
  });

  it('starts at an offset counted from one', async () => {
    const options = {
      pageSize: 5,
      sortKeys: [new SortKey('EmployeeNumber')],
      attributesToGet: ['EmployeeNumber'],
    };
    const filter = filters.present('EmployeeNumber');
    const [first] = await paged.search(ACCOUNT, filter, { ...options, pagedResultsOffset: 1 }).toArray();
    expect(first!.attributes.single('EmployeeNumber')).to.equal('100000');
    expect(bench.org.calls.total).to.equal(1);
    const [eleventh] = await paged.search(ACCOUNT, filter, { ...options, pagedResultsOffset: 11 }).toArray();
    expect(eleventh!.attributes.single('EmployeeNumber')).to.equal('100010');
  });

  it('finds many by Uid in one call', async () => {
    const some = (await all()).slice(0, 100);
    bench.org.calls.reset();
    const found = await all(
      filters.or(...some.map(({ uid }) => filters.equals(attribute('__UID__', uid.value)))),
    );
    expect(found).to.have.length(100);
    expect(bench.org.calls.total).to.equal(1);
  });
});
