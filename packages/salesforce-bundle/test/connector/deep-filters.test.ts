import { filters, type BatchTask, type Filter } from '@icf-ts/framework';
import { expect } from 'chai';
import { outcomesOf } from '../batch/outcomes.js';
import { ACCOUNT, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const DEPTH = 3_000;

describe('what a caller puts together carelessly', () => {
  let bench: Bench;
  let uid: string;
  before(async () => {
    bench = await openBench({ users: 3 });
    uid = (await bench.facade.create(ACCOUNT, person({ Title: 'title 7' }))).value;
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const titles = Array.from({ length: DEPTH }, (_, at): Filter => filters.equals('Title', `title ${at}`));
  const found = async (filter: Filter): Promise<readonly string[]> =>
    (await bench.facade.search(ACCOUNT, filter).toArray()).map((object) => object.uid.value);

  it('is found by a list that was joined one by one', async () => {
    expect(await found(titles.reduce((left, right) => filters.or(left, right)))).to.deep.equal([uid]);
    expect(await found(titles.reduceRight((right, left) => filters.or(left, right)))).to.deep.equal([uid]);
    const none = titles.map((title) => filters.not(title)).reduce((left, right) => filters.and(left, right));
    expect(await found(none)).to.not.include(uid);
    expect(await bench.facade.count(ACCOUNT, none)).to.be.greaterThan(0);
  });

  it('is refused in words where it is too deep for anybody', async () => {
    const deep = titles.reduce((left, right, at) => filters[at % 2 ? 'or' : 'and'](left, right));
    const negated = titles.reduce((inner) => filters.not(inner));
    for (const filter of [deep, negated]) {
      const error = await failureOf(found(filter));
      expect(error.name).to.equal('IllegalArgumentException');
      expect(error.message).to.include('512 levels deep');
    }
    expect(bench.org.calls.total).to.equal(0);
  });

  it('is told which task of a batch is none', async () => {
    const error = await failureOf(outcomesOf(bench.facade, [{} as BatchTask]));
    expect(error.name).to.equal('IllegalArgumentException');
    expect(error.message).to.include('task 0').and.include('CreateBatchTask');
    expect(bench.org.calls.total).to.equal(0);
  });
});
