import { expect } from 'chai';
import { ingest } from '../support/bulk-client.js';
import type { Ingested } from '../support/bulk-client.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('rows of a bulk ingest job', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 5 });
  });
  after(() => client.close());

  const errors = ({ failed }: Ingested) => failed.map((row) => row.sf__Error);

  it('are created, each by itself: what is refused tells why in its own row', async () => {
    const { job, successful, failed } = await ingest(
      client,
      { object: 'Account', operation: 'insert' },
      'Name,NumberOfEmployees\nOne,3\n,4\nThree,many\n"Four, ""Ltd""\n& sons",\n',
    );
    expect(job).to.include({ state: 'JobComplete', numberRecordsProcessed: 4, numberRecordsFailed: 2 });
    expect(successful.map(({ sf__Id: id, ...rest }) => [id?.slice(0, 3), rest])).to.deep.equal([
      ['001', { sf__Created: 'true', Name: 'One', NumberOfEmployees: '3' }],
      ['001', { sf__Created: 'true', Name: 'Four, "Ltd"\n& sons', NumberOfEmployees: '' }],
    ]);
    expect(failed).to.deep.equal([
      {
        sf__Id: '',
        sf__Error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
        Name: '',
        NumberOfEmployees: '4',
      },
      {
        sf__Id: '',
        sf__Error:
          'INVALID_TYPE_ON_FIELD_IN_RECORD:Employees: value not of required type: many:NumberOfEmployees --',
        Name: 'Three',
        NumberOfEmployees: 'many',
      },
    ]);
    expect(client.org.find('Account', successful[0]?.sf__Id ?? '')).to.include({ NumberOfEmployees: 3 });
  });

  it('are users too, with the rules of users', async () => {
    const one = await client.newUser({ FirstName: 'Bulk' });
    const names = Object.keys(one);
    const line = (values: Record<string, unknown>) => names.map((name) => values[name]).join(',');
    const done = await ingest(
      client,
      { object: 'User', operation: 'insert' },
      [names.join(','), line(one), line({ ...one, Alias: 'other' })].join('\n'),
    );
    expect(done.successful).to.have.length(1);
    expect(errors(done)[0]).to.match(/^DUPLICATE_USERNAME:Duplicate Username\.<br>.*:Username --$/);
  });

  it('are users by thousands in a moment, each with a nickname of its own', async () => {
    const now = new Date();
    const still = await openClient({ users: 0, now: () => now, licenses: { salesforce: 10_000 } });
    try {
      // At seven digits chosen by chance, two of so many are the same all but always.
      const count = 9_000;
      const one = await still.newUser();
      const lines = Array.from({ length: count }, (_, at) =>
        Object.values({ ...one, Username: `n${at}@nick.example` }).join(','),
      );
      const done = await ingest(
        still,
        { object: 'User', operation: 'insert' },
        [Object.keys(one).join(','), ...lines].join('\n'),
      );
      expect(errors(done)).to.deep.equal([]);
      expect(done.successful).to.have.length(count);
    } finally {
      await still.close();
    }
  });

  it('keep what is empty, clear what is #N/A, and read booleans in their spellings', async () => {
    const id = await client.createUser({ Title: 'Chief', Department: 'Sales', City: 'Bern' });
    const { successful } = await ingest(
      client,
      { object: 'User', operation: 'update' },
      `Id,Title,Department,UserPermissionsMarketingUser\n${id},,#N/A,Yes\n`,
    );
    expect(successful).to.have.length(1);
    expect(successful[0]).to.include({ sf__Id: id, sf__Created: 'false', Department: '#N/A' });
    expect(client.org.find('User', id)).to.include({
      Title: 'Chief',
      Department: null,
      UserPermissionsMarketingUser: true,
    });
  });

  it('need an id to be changed, a good one of a row that is there', async () => {
    const gone = await ingest(client, { object: 'Account', operation: 'insert' }, 'Name\nPassing\n');
    const goneId = gone.successful[0]?.sf__Id ?? '';
    await ingest(client, { object: 'Account', operation: 'delete' }, `Id\n${goneId}\n`);
    const done = await ingest(
      client,
      { object: 'Account', operation: 'update' },
      `Id,Name\n,a\nnonsense,b\n001000000000001AAA,c\n${goneId},d\n`,
    );
    expect(errors(done)).to.deep.equal([
      'MISSING_ARGUMENT:Id not specified in an update call:--',
      'MALFORMED_ID:bad id nonsense:Id --',
      'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--',
      'ENTITY_IS_DELETED:entity is deleted:--',
    ]);
    expect(done.failed[3]).to.include({ sf__Id: goneId });
    const inserted = await ingest(
      client,
      { object: 'Account', operation: 'insert' },
      `Id,Name\n${goneId},again\n`,
    );
    expect(errors(inserted)).to.deep.equal([
      'INVALID_FIELD_FOR_INSERT_UPDATE:cannot specify Id in an insert call:Id --',
    ]);
  });

  it('are matched by a key when upserted, and no key may come twice', async () => {
    const id = await client.createUser({ FederationIdentifier: 'fed-1' });
    const made = await client.newUser({ FederationIdentifier: 'fed-2', Title: 'New' });
    const names = Object.keys(made);
    const line = (values: Record<string, unknown>) => names.map((name) => values[name] ?? '').join(',');
    const request = { object: 'User', operation: 'upsert', externalIdFieldName: 'FederationIdentifier' };
    const done = await ingest(
      client,
      request,
      [
        names.join(','),
        line(made),
        line({ FederationIdentifier: 'FED-1', Title: 'Changed' }),
        line({ FederationIdentifier: 'fed-1', Title: 'Twice' }),
        line({ Title: 'Nobody' }),
      ].join('\n'),
    );
    expect(done.job.externalIdFieldName).to.equal('FederationIdentifier');
    expect(done.successful.map((row) => [row.sf__Created, row.Title])).to.deep.equal([
      ['true', 'New'],
      ['false', 'Changed'],
    ]);
    expect(done.successful[1]?.sf__Id).to.equal(id);
    expect(errors(done)).to.deep.equal([
      'DUPLICATE_VALUE:Duplicate external id specified: fed-1:--',
      'MISSING_ARGUMENT:FederationIdentifier not specified:--',
    ]);
    expect(client.org.find('User', id)).to.include({ Title: 'Changed' });
  });

  it('are created or changed by Id alike', async () => {
    const { successful } = await ingest(
      client,
      { object: 'Account', operation: 'upsert', externalIdFieldName: 'Id' },
      'Id,Name\n,Fresh\n',
    );
    const id = successful[0]?.sf__Id ?? '';
    const again = await ingest(
      client,
      { object: 'Account', operation: 'upsert', externalIdFieldName: 'Id' },
      `Id,Name\n${id},Renamed\n`,
    );
    expect(again.successful).to.deep.equal([{ sf__Id: id, sf__Created: 'false', Id: id, Name: 'Renamed' }]);
  });

  it('name the rows they refer to by a key of theirs', async () => {
    const boss = await client.createUser({ Username: 'the.boss@example.com' });
    const id = await client.createUser();
    const done = await ingest(
      client,
      { object: 'User', operation: 'update' },
      `Id,Manager.Username\n${id},the.boss@example.com\n${id},nobody@example.com\n`,
    );
    expect(client.org.find('User', id)).to.include({ ManagerId: boss });
    expect(errors(done)).to.deep.equal([
      'INVALID_FIELD:Foreign key external ID: nobody@example.com not found for field Username in entity User:--',
    ]);
    await ingest(client, { object: 'User', operation: 'update' }, `Id,Manager.Username\n${id},#N/A\n`);
    expect(client.org.find('User', id)).to.include({ ManagerId: null });
  });

  it('go when deleted, for good when hard deleted; users stay', async () => {
    const insert = { object: 'Account', operation: 'insert' };
    const { successful } = await ingest(client, insert, 'Name\nSoft\nHard\n');
    const [soft = '', hard = ''] = successful.map((row) => row.sf__Id);
    const softly = await ingest(client, { object: 'Account', operation: 'delete' }, `Id\n${soft}\n`);
    expect(softly.successful).to.deep.equal([{ sf__Id: soft, sf__Created: 'false', Id: soft }]);
    await ingest(client, { object: 'Account', operation: 'hardDelete' }, `Id\n${hard}\n`);
    expect(client.org.find('Account', soft)).to.equal(undefined);
    const again = await ingest(client, { object: 'Account', operation: 'delete' }, `Id\n${soft}\n${hard}\n`);
    expect(errors(again)).to.deep.equal([
      'ENTITY_IS_DELETED:entity is deleted:--',
      'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--',
    ]);
    const user = await client.createUser();
    const users = await ingest(client, { object: 'User', operation: 'delete' }, `Id\n${user}\n`);
    expect(errors(users)).to.deep.equal([
      'INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--',
    ]);
  });

  it('with too few or too many values fail alone', async () => {
    const done = await ingest(
      client,
      { object: 'Account', operation: 'insert' },
      'Name,Phone\nshort\nlong,1,2\nright,1\n',
    );
    expect(done.successful).to.have.length(1);
    expect(errors(done)).to.deep.equal([
      'INVALID_ROW:The row has 1 values for 2 columns:--',
      'INVALID_ROW:The row has 3 values for 2 columns:--',
    ]);
    expect(done.failed[0]).to.include({ Name: 'short', Phone: '' });
  });
});
