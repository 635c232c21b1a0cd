import { expect } from 'chai';
import jsforce from 'jsforce';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('jsforce bulk2', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 300, bulk: { rowsPerStep: 50 } });
  });
  after(() => client.close());

  async function connect() {
    const { org } = client;
    const { clientId, clientSecret } = org.credentials;
    const connection = new jsforce.Connection({
      loginUrl: org.url,
      version: '62.0',
      oauth2: { loginUrl: org.url, clientId, clientSecret },
    });
    await connection.authorize({ grant_type: 'client_credentials' });
    connection.bulk2.pollInterval = 1;
    return connection;
  }

  it('loads records and gets all results', async () => {
    const { bulk2 } = await connect();
    const users = await Promise.all(
      Array.from({ length: 120 }, () => client.newUser({ Department: 'Loaded' })),
    );
    const { successfulResults, failedResults, unprocessedRecords } = await bulk2.loadAndWaitForResults({
      object: 'User',
      operation: 'insert',
      input: [...users, { ...users[0], Alias: 'twice' }] as jsforce.Record[],
      pollInterval: 1,
    });
    expect(successfulResults).to.have.length(120);
    expect(failedResults).to.have.length(1);
    expect(failedResults[0]?.sf__Error).to.match(/^DUPLICATE_USERNAME/);
    expect(unprocessedRecords).to.deep.equal([]);
    const updated = await bulk2.loadAndWaitForResults({
      object: 'User',
      operation: 'update',
      input: successfulResults.map((row) => ({ Id: row.sf__Id, Department: null, IsActive: false })),
      pollInterval: 1,
    });
    expect(updated.failedResults).to.deep.equal([]);
    expect(client.org.find('User', successfulResults[0]?.sf__Id ?? '')).to.include({
      Department: null,
      IsActive: false,
    });
  });

  it('loads a table as text', async () => {
    const { bulk2 } = await connect();
    const { successfulResults } = await bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: 'Name,Phone\nText,1\n',
      pollInterval: 1,
    });
    expect(successfulResults).to.have.length(1);
    expect(successfulResults[0]).to.include({ Name: 'Text', Phone: '1' });
  });

  it('reads the rows of a query', async () => {
    const { bulk2 } = await connect();
    const stream = await bulk2.query('SELECT Id, Username, Profile.Name FROM User ORDER BY Id');
    const rows = (await stream.toArray()) as Record<string, string>[];
    const wanted = await client.rows('SELECT Id FROM User ORDER BY Id');
    expect(rows.map(({ Id }) => Id)).to.deep.equal(wanted.map(({ Id }) => Id));
    expect(rows.some((row) => row['Profile.Name'] === 'Standard User')).to.equal(true);
  });

  it('names what a query is refused for', async () => {
    const { bulk2 } = await connect();
    const error = await bulk2.query('SELECT Foo FROM User').catch((refused: Error) => refused);
    expect(error).to.include({ name: 'API_ERROR' });
  });

  it('tells of a job that failed', async () => {
    const { bulk2 } = await connect();
    const error = await bulk2
      .loadAndWaitForResults({
        object: 'Account',
        operation: 'insert',
        input: [{ Foo: 'x' }],
        pollInterval: 1,
      })
      .catch((refused: Error) => refused);
    expect(error).to.have.property('message').that.includes('Field name not found : Foo');
  });

  it('is told that the first Bulk API is not emulated', async () => {
    const connection = await connect();
    const error = await connection.bulk
      .createJob('Account', 'insert')
      .open()
      .catch((refused: Error) => refused);
    expect(error).to.include({ name: 'FeatureNotEnabled' });
  });
});
