import { expect } from 'chai';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';
import type { Json } from './support/json.js';

/** What the command line of Salesforce reads its table headings from. */
describe('query?columns=true', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient();
  });
  after(() => client.close());

  const columns = async (soql: string): Promise<Json> =>
    (await client.call('GET', `/query?q=${encodeURIComponent(soql)}&columns=true`)).json;

  const names = (list: Json[]): unknown[] =>
    list.map(({ columnName, joinColumns }) =>
      joinColumns.length > 0 ? [columnName, names(joinColumns)] : columnName,
    );

  it('tells the columns instead of rows', async () => {
    const answer = await columns('SELECT Id, Username, IsActive FROM User');
    expect(answer).to.include({ entityName: 'User', groupBy: false, idSelected: true, keyPrefix: '005' });
    expect(answer.columnMetadata[1]).to.deep.equal({
      aggregate: false,
      apexType: 'String',
      booleanType: false,
      columnName: 'Username',
      custom: false,
      displayName: 'Username',
      foreignKeyName: null,
      insertable: true,
      joinColumns: [],
      numberType: false,
      textType: true,
      updatable: true,
    });
    expect(answer.columnMetadata[2]).to.include({ apexType: 'Boolean', booleanType: true, textType: false });
  });

  it('nests the columns of related rows and of sub-selects', async () => {
    const soql =
      'SELECT Name, Profile.Name, Profile.UserLicense.Name, (SELECT Id FROM PermissionSetAssignments) FROM User';
    const { columnMetadata, idSelected } = await columns(soql);
    expect(idSelected).to.equal(false);
    expect(names(columnMetadata)).to.deep.equal([
      'Name',
      ['Profile', ['Name', ['UserLicense', ['Name']]]],
      ['PermissionSetAssignments', ['Id']],
    ]);
    const [, profile, children] = columnMetadata;
    expect(profile).to.include({ aggregate: false, foreignKeyName: 'ProfileId' });
    expect(children).to.include({ aggregate: true, foreignKeyName: null });
  });

  it('names aggregates', async () => {
    const { columnMetadata, groupBy } = await columns(
      'SELECT ProfileId, COUNT(Id), MAX(Name) top FROM User GROUP BY ProfileId',
    );
    expect(groupBy).to.equal(true);
    expect(names(columnMetadata)).to.deep.equal(['ProfileId', 'expr0', 'top']);
    expect(columnMetadata[1]).to.include({ aggregate: true, displayName: 'COUNT(Id)', numberType: true });
  });

  it('refuses what a query refuses', async () => {
    expect(await columns('SELECT Nothing FROM User')).to.have.nested.property(
      '[0].errorCode',
      'INVALID_FIELD',
    );
  });
});
