import { ObjectClass, Uid, filters } from '@icf-ts/framework';
import { expect } from 'chai';
import { facadeOf, failureOf, openBench, type Bench } from './salesforce-facade.js';

const LIMIT = new ObjectClass('Limit');

describe('limits of the org as objects', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ users: 1, dailyApiLimit: 500 });
  });
  after(() => bench.close());

  it('are read in one call, which the daily one counts', async () => {
    bench.org.calls.reset();
    const first = await bench.facade.get(LIMIT, new Uid('DailyApiRequests'));
    const { sent } = { sent: Number(first!.attributes.single('Sent')) };
    expect(bench.org.calls.total).to.equal(1);
    expect(first!.attributes.single('Max')).to.equal(500);
    const left = Number(first!.attributes.single('Remaining'));
    await bench.facade.count(ObjectClass.ACCOUNT, undefined);
    const second = await bench.facade.get(LIMIT, new Uid('DailyApiRequests'));
    expect(second!.attributes.single('Remaining')).to.equal(left - 2);
    expect(second!.attributes.single('Sent')).to.equal(sent + 2);
  });

  it('are found, sorted and counted like other objects', async () => {
    const permission = filters.startsWith('__NAME__', 'Data');
    const found = await bench.facade
      .search(LIMIT, permission, { sortKeys: [{ field: '__NAME__', isAscending: false }] })
      .toArray();
    expect(found.map(({ uid }) => uid.value)).to.deep.equal(['DataStorageMB']);
    expect(found[0]!.attributes.get('Sent')).to.equal(undefined);
    expect(await bench.facade.count(LIMIT, undefined)).to.be.greaterThan(10);
    expect(await bench.facade.get(LIMIT, new Uid('NoSuchLimit'))).to.equal(null);
  });

  it('are nobody’s to write', async () => {
    const error = await failureOf(bench.facade.delete(LIMIT, new Uid('DailyApiRequests')));
    expect(error.name).to.equal('UnsupportedOperationException');
  });

  it('give way to a class of the attribute map of the same name', async () => {
    const attributeMap =
      'objectClasses:\n  Limit:\n    sobject: UserRole\n    name: DeveloperName\n    attributes: {}\n';
    const own = facadeOf(bench.org, { attributeMap });
    bench.facades.push(own);
    const schema = await own.schema();
    expect(schema.objectClass('Limit')!.attribute('Remaining')).to.equal(undefined);
    expect(await own.get(LIMIT, new Uid('DailyApiRequests'))).to.equal(null);
  });
});
