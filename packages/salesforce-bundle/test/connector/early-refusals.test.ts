import { ObjectClass, attribute, type ConnectorFacade } from '@icf-ts/framework';
import { expect } from 'chai';
import { ACCOUNT, facadeOf, failureOf, openBench, person, type Bench } from './salesforce-facade.js';

describe('values that a field does not take', () => {
  let bench: Bench;
  let facade: ConnectorFacade;
  beforeEach(async () => {
    bench = await openBench({ users: 0 });
    facade = bench.facade;
    await facade.schema();
    bench.org.calls.reset();
  });
  afterEach(() => bench.close());

  it('are refused without a call where the schema was asked for', async () => {
    const long = await failureOf(facade.create(ACCOUNT, person({ Alias: '123456789' })));
    expect(long).to.include({ name: 'InvalidAttributeValueException' });
    expect(long.attributeNames).to.deep.equal(['Alias']);
    expect(long.message).to.include('8 characters at most').and.include('has 9');
    const other = await failureOf(facade.create(ACCOUNT, person({ TimeZoneSidKey: 'Europe/Berlim' })));
    expect(other.attributeNames).to.deep.equal(['TimeZoneSidKey']);
    expect(other.message).to.include("'Europe/Berlim'").and.include("Near to it: 'Europe/Berlin'");
    expect(bench.org.calls.total).to.equal(0);
  });

  it('are refused of an update too, under the name of the attribute', async () => {
    const uid = await facade.create(ACCOUNT, person());
    bench.org.calls.reset();
    const name = `${'n'.repeat(80)}@bench.example`;
    const error = await failureOf(facade.update(ACCOUNT, uid, [attribute('__NAME__', name)]));
    expect(error.attributeNames).to.deep.equal(['__NAME__']);
    expect(error.message).to.include('field Username');
    expect(bench.org.calls.total).to.equal(0);
  });

  it('are what Salesforce says where no describe is at hand: the same exception, at its cost', async () => {
    const fresh = facadeOf(bench.org);
    bench.facades.push(fresh);
    await fresh.test();
    bench.org.calls.reset();
    const error = await failureOf(fresh.create(ACCOUNT, person({ Alias: '123456789' })));
    expect(error).to.include({ name: 'InvalidAttributeValueException' });
    expect(error.attributeNames).to.deep.equal(['Alias']);
    // One for the name of the profile.
    expect(bench.org.calls.total).to.equal(2);
  });

  it('are no matter of case, of what fits, and of picklists that take others', async () => {
    const uid = await facade.create(
      ACCOUNT,
      person({ Alias: '\u{1F600}'.repeat(4), TimeZoneSidKey: 'Europe/Berlin', Title: '' }),
    );
    expect(bench.org.find('User', uid.value)).to.include({ TimeZoneSidKey: 'Europe/Berlin' });
    const leads = facadeOf(bench.org, { attributeMap: 'objectClasses: { Lead: { name: Email } }' });
    bench.facades.push(leads);
    await leads.schema();
    const lead = await leads.create(new ObjectClass('Lead'), [
      attribute('__NAME__', 'a@lead.example'),
      attribute('LastName', 'A'),
      attribute('Company', 'B'),
      attribute('LeadSource', 'A fair'),
    ]);
    expect(bench.org.find('Lead', lead.value)).to.include({ LeadSource: 'A fair' });
  });
});
