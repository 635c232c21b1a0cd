import { ZonedDateTime, attribute, filters, type AttributeValue, type Filter } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

const INSTANT = '2026-01-31T10:20:30Z';
const DAY = '2026-01-31';

describe('dates and date-times', () => {
  let bench: Bench;
  let uid: string;
  let everybody: number;
  before(async () => {
    const fields = { Since__c: { type: 'date' }, Seen__c: { type: 'datetime' } } as const;
    bench = await openBench({ users: 3, describe: { objects: { User: { fields } } } });
    const dates = [attribute('Seen__c', INSTANT), attribute('Since__c', DAY)];
    uid = (await bench.facade.create(ACCOUNT, [...person(), ...dates])).value;
    everybody = await bench.facade.count(ACCOUNT);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  const found = async (filter: Filter): Promise<readonly string[]> =>
    (await bench.facade.search(ACCOUNT, filter).toArray()).map((object) => object.uid.value);

  const forms: readonly AttributeValue[] = [
    INSTANT,
    '2026-01-31T11:20:30.000+01:00',
    ' 2026-01-31 10:20:30 ',
    new ZonedDateTime(INSTANT),
    BigInt(Date.parse(INSTANT)),
  ];
  for (const form of forms) {
    it(`are found by what was written, as ${typeof form} ${String(form)}`, async () => {
      expect(await found(filters.equals('Seen__c', form))).to.deep.equal([uid]);
      expect(await found(filters.greaterThanOrEqual('Seen__c', form))).to.deep.equal([uid]);
      expect(await found(filters.lessThan('Seen__c', form))).to.be.empty;
      expect(await found(filters.not(filters.equals('Seen__c', form)))).to.have.length(everybody - 1);
      expect(await found(filters.equals('Since__c', form))).to.deep.equal([uid]);
      expect(bench.org.calls.total).to.equal(5);
      expect(await bench.facade.count(ACCOUNT, filters.lessThan('CreatedDate', form))).to.be.within(
        0,
        everybody,
      );
    });
  }

  it('are ordered by instant', async () => {
    for (const form of ['2020-01-01T00:00:00Z', '2020-01-01', BigInt(Date.parse('2020-01-01'))]) {
      expect(await found(filters.greaterThan('CreatedDate', form))).to.have.length(everybody);
      expect(await found(filters.lessThan('CreatedDate', form))).to.be.empty;
    }
    expect(await found(filters.equals('Since__c', DAY))).to.deep.equal([uid]);
  });

  for (const name of ['Seen__c', 'Since__c', 'CreatedDate']) {
    it(`are refused in a filter, where a text is none: ${name}`, async () => {
      for (const text of ['yesterday', '31.01.2026', '2026-02-30']) {
        for (const filter of [
          filters.greaterThan(name, text),
          filters.not(filters.equals(name, text)),
          filters.or(filters.equals('Title', 'x'), filters.equals(name, text)),
        ]) {
          const error = await failureOf(bench.facade.search(ACCOUNT, filter).toArray());
          expect(error.name).to.equal('InvalidAttributeValueException');
          expect(error.attributeNames).to.deep.equal([name]);
        }
      }
      expect(bench.org.calls.total).to.equal(0);
    });
  }

  it('are refused before the write, where a text is none', async () => {
    for (const name of ['Seen__c', 'Since__c']) {
      for (const text of ['yesterday', '31.01.2026', '2026-02-30']) {
        const error = await failureOf(bench.facade.create(ACCOUNT, [...person(), attribute(name, text)]));
        expect(error.name).to.equal('InvalidAttributeValueException');
        expect(error.attributeNames).to.deep.equal([name]);
        expect(error.message).to.include('2026-01-31T10:20:30Z');
      }
    }
    expect(bench.org.calls.total).to.equal(0);
  });
});
