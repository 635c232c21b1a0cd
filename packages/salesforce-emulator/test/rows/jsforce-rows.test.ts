import { expect } from 'chai';
import jsforce from 'jsforce';
import { DESCRIBED } from '../support/described.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('jsforce, writing rows', () => {
  let client: OrgClient;
  let connection: jsforce.Connection;
  before(async () => {
    client = await openClient({ describe: DESCRIBED });
    const { url: instanceUrl } = client.org;
    connection = new jsforce.Connection({ instanceUrl, accessToken: client.token, version: '62.0' });
  });
  after(() => client.close());

  it('upserts one row and many', async () => {
    const one = await connection.sobject('Contact').upsert({ LastName: 'J', Key__c: 1 }, 'Key__c');
    expect(one.success).to.equal(true);
    const records = [
      { LastName: 'J2', Key__c: 1 },
      { LastName: 'K', Key__c: 2 },
    ];
    const many = await connection.sobject('Contact').upsert(records, 'Key__c');
    expect(many.map(({ success }) => success)).to.deep.equal([true, true]);
    expect(many[0]?.id).to.equal(one.id);
    const found = await connection.sobject('Contact').find({ Key__c: { $in: [1, 2] } }, ['LastName']);
    expect(found.map(({ LastName: name }) => name as string)).to.have.members(['J2', 'K']);
  });

  it('creates, changes, reads and deletes many rows in one call each', async () => {
    const accounts = connection.sobject('Account');
    client.org.calls.reset();
    const made = await accounts.create([{ Name: 'A' }, { Name: 'B' }], { allOrNone: true });
    const ids = made.map(({ id }) => id ?? '');
    await accounts.update(ids.map((Id) => ({ Id, Phone: '1' })));
    const read = await accounts.retrieve(ids, { fields: ['Name', 'Phone'] });
    expect(read.map(({ Phone: phone }) => phone as string)).to.deep.equal(['1', '1']);
    const gone = await accounts.destroy(ids);
    expect(gone.every(({ success }) => success)).to.equal(true);
    expect(client.org.calls.total).to.equal(4);
    const refused = await accounts.create([{ Name: 'C' }, {}]);
    expect(refused.map(({ success }) => success)).to.deep.equal([true, false]);
    expect(refused[1]?.errors[0]).to.include({ statusCode: 'REQUIRED_FIELD_MISSING' });
  });

  it('asks what changed and what is gone', async () => {
    const leads = connection.sobject('Lead');
    const start = new Date(Date.now() - 600_000);
    const end = new Date(Date.now() + 120_000);
    const kept = await leads.create({ LastName: 'Kept', Company: 'C' });
    const lost = await leads.create({ LastName: 'Lost', Company: 'C' });
    await leads.destroy(lost.id ?? '');
    expect((await leads.updated(start, end)).ids).to.deep.equal([kept.id]);
    expect((await leads.deleted(start, end)).deletedRecords.map(({ id }) => id)).to.deep.equal([lost.id]);
  });
});
