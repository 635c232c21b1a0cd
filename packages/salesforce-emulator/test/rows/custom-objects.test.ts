import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import type { DescribeAdditions } from '@icf-ts/salesforce-emulator';
import { DESCRIBED } from '../support/described.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

describe('custom objects and fields', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ describe: DESCRIBED });
  });
  after(() => client.close());

  const create = async (object: string, values: object): Promise<Json> =>
    (await client.call('POST', `/sobjects/${object}`, values)).json;

  it('are described as made by administrators', async () => {
    const { json } = await client.call('GET', '/sobjects/site__c/describe');
    expect(json).to.include({ name: 'Site__c', custom: true, keyPrefix: 'a00', labelPlural: 'Sites' });
    const field = (name: string): Json => json.fields.find((entry: Json) => entry.name === name);
    expect(field('Code__c')).to.include({
      custom: true,
      externalId: true,
      unique: true,
      idLookup: true,
      nillable: false,
      length: 5,
    });
    expect(field('Kind__c').picklistValues.map(({ value }: Json) => value)).to.deep.equal([
      'Office',
      'Plant',
    ]);
    expect(field('Kind__c').restrictedPicklist).to.equal(true);
    expect(json.childRelationships).to.deep.include({
      cascadeDelete: false,
      childSObject: 'User',
      deprecatedAndHidden: false,
      field: 'Site__c',
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: 'Staff__r',
      restrictedDelete: false,
    });
    const { json: global } = await client.call('GET', '/sobjects');
    expect(global.sobjects.map(({ name }: Json) => name)).to.include('Site__c');
  });

  it('take rows by their description', async () => {
    const { id } = await create('Site__c', { Code__c: 'PAR' });
    const { json } = await client.call('GET', `/sobjects/Site__c/${id}`);
    expect(json).to.include({ Name: id, Code__c: 'PAR', Kind__c: 'Office', Open__c: true, IsDeleted: false });
    expect(json.OwnerId).to.match(/^005/);
    const [missing] = await create('Site__c', { Name: 'Nowhere' });
    expect(missing).to.deep.equal({
      message: 'Required fields are missing: [Code__c]',
      errorCode: 'REQUIRED_FIELD_MISSING',
      fields: ['Code__c'],
    });
    const [twice] = await create('Site__c', { Code__c: 'par' });
    expect(twice.errorCode).to.equal('DUPLICATE_VALUE');
    expect(twice.message).to.equal(
      `duplicate value found: Code__c duplicates value on record with id: ${id.slice(0, 15)}`,
    );
    const [kind] = await create('Site__c', { Code__c: 'X', Kind__c: 'Barn' });
    expect(kind.errorCode).to.equal('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    expect((await create('Site__c', { Code__c: 'TOOLONG' }))[0].errorCode).to.equal('STRING_TOO_LONG');
    const other = await create('Site__c', { Code__c: 'NYC' });
    const taken = await client.call('PATCH', `/sobjects/Site__c/${other.id}`, { Code__c: 'PAR' });
    expect(taken.json[0].errorCode).to.equal('DUPLICATE_VALUE');
    expect((await client.call('PATCH', `/sobjects/Site__c/${other.id}`, { Code__c: 'NYC' })).status).to.equal(
      204,
    );
  });

  it('are followed in SOQL by __r', async () => {
    const { id } = await create('Site__c', { Code__c: 'ROM', Name: 'Rome' });
    const user = await client.createUser({ Site__c: id });
    const [row] = await client.rows(
      `SELECT Floor__c, Site__r.Name, Site__r.Code__c FROM User WHERE Site__r.Code__c = 'rom'`,
    );
    expect(row).to.deep.include({ Floor__c: 1 });
    expect(row?.Site__r).to.deep.include({ Name: 'Rome', Code__c: 'ROM' });
    const down = await client.call('GET', `/sobjects/Site__c/${id}/Staff__r?fields=LastName`);
    expect(down.json.records.map(({ Id: userId }: Json) => userId)).to.deep.equal([user]);
    const up = await client.call('GET', `/sobjects/User/${user}/Site__r?fields=Name`);
    expect(up.json.Name).to.equal('Rome');
    expect((await client.call('GET', `/sobjects/User/${user}/Manager`)).status).to.equal(404);
  });

  it('name a related row by its external id', async () => {
    const { id } = await create('Site__c', { Code__c: 'OSL' });
    const boss = await client.createUser({ Ext__c: '7' });
    const user = await client.createUser({ Manager: { Ext__c: '7' }, Site__r: { Code__c: 'osl' } });
    expect(client.org.find('User', user)).to.include({ ManagerId: boss, Site__c: id });
    const patch = (body: object) => client.call('PATCH', `/sobjects/User/${user}`, body);
    expect((await patch({ Manager: null })).status).to.equal(204);
    expect(client.org.find('User', user)?.ManagerId).to.equal(null);
    expect((await patch({ Manager: { Ext__c: '404' } })).json).to.deep.equal([
      {
        message: 'Foreign key external ID: 404 not found for field Ext__c in entity User',
        errorCode: 'INVALID_FIELD',
        fields: [],
      },
    ]);
    expect((await patch({ Manager: { LastName: 'x' } })).json[0].errorCode).to.equal('INVALID_FIELD');
    for (const Name of ['One', 'Two']) await create('Account', { Name, Legacy__c: 'same' });
    const [several] = await create('Contact', { LastName: 'x', Account: { Legacy__c: 'same' } });
    expect([several.errorCode, several.message]).to.deep.equal([
      'INVALID_FIELD',
      'Foreign key external ID: same is held by several rows for field Legacy__c in entity Account',
    ]);
    const lead = { LastName: 'L', Company: 'C', Owner: { attributes: { type: 'User' }, Ext__c: '7' } };
    expect(client.org.find('Lead', (await create('Lead', lead)).id)?.OwnerId).to.equal(boss);
  });

  describe('in a file', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'describe-'));
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    const inFile = (yaml: string): string => {
      const file = join(folder, 'org.yaml');
      writeFileSync(file, yaml);
      return file;
    };
    const complaint = async (describe: string | DescribeAdditions): Promise<string> => {
      try {
        await (await startOrg({ users: 0, describe })).close();
      } catch (error) {
        return (error as Error).message.replaceAll(folder, '');
      }
      return 'none';
    };

    it('work the same', async () => {
      const file = inFile(
        'objects:\n  Lead:\n    fields:\n      Score__c: { type: double, precision: 4, scale: 1 }\n',
      );
      const org = await openClient({ users: 0, describe: file });
      const made = await org.call('POST', '/sobjects/Lead', { LastName: 'L', Company: 'C', Score__c: 4.5 });
      expect(org.org.find('Lead', made.json.id)?.Score__c).to.equal(4.5);
      await org.close();
    });

    it('are refused with the line of every fault', async () => {
      const faults = await complaint(
        inFile(
          [
            'objects:',
            '  User:',
            '    fields:',
            '      Bad__c: { type: strng }',
            '      Long__c:',
            '        type: string',
            '        lenght: 4',
            '  Site__c:',
            '    label: 3',
          ].join('\n'),
        ),
      );
      expect(faults.split('\n').slice(1)).to.have.members([
        '/org.yaml:4: type must be equal to one of the allowed values: string, textarea, boolean, double, currency, percent, date, datetime, picklist, multipicklist, email, phone, url, reference',
        "/org.yaml:7: 'lenght' is not known here",
        '/org.yaml:9: label must be string',
      ]);
      expect(await complaint(inFile('objects:\n  User: [\n'))).to.match(/^\/org\.yaml:\d+: /);
    });

    it('are held against the org', async () => {
      const faults = await complaint(
        inFile(
          [
            'objects:',
            '  Usr: { fields: {} }',
            '  User:',
            '    fields:',
            '      Ref__c: { type: reference, to: Nothing__c }',
            '      Plain: { type: string }',
            '      Pick__c: { type: picklist }',
            '      Flag__c: { type: boolean, unique: true, default: yes please }',
          ].join('\n'),
        ),
      );
      expect(faults.split('\n').slice(1)).to.deep.equal([
        "/org.yaml:2: 'Usr' is no object of the org, and the name of a custom object must end in __c",
        "/org.yaml:5: field 'Ref__c' refers to 'Nothing__c', which is no object of the org",
        "/org.yaml:6: field 'Plain' must have a name that ends in __c",
        "/org.yaml:7: field 'Pick__c' needs 'values', the entries of the picklist",
        "/org.yaml:8: field 'Flag__c' of type boolean can be neither 'unique' nor 'externalId'",
        "/org.yaml:8: field 'Flag__c' has a 'default' that does not fit type boolean",
      ]);
      expect(await complaint({ objects: { User: { fields: { X__c: { type: 'reference' } } } } })).to.contain(
        "describe: objects.User.fields.X__c: field 'X__c' needs 'to'",
      );
      expect(await complaint(join(folder, 'missing.yaml'))).to.contain('ENOENT');
    });
  });
});

describe('a multi-select picklist', () => {
  let client: OrgClient;
  const ids: string[] = [];
  const create = async (tags: string | null): Promise<{ status: number; json: Json }> =>
    client.call('POST', '/sobjects/Tagged__c', { Name: String(tags), Tags__c: tags });
  before(async () => {
    client = await openClient({
      users: 0,
      describe: {
        objects: {
          Tagged__c: {
            fields: { Tags__c: { type: 'multipicklist', values: ['A', 'B', 'C'], restricted: true } },
          },
        },
      },
    });
    for (const tags of ['A', 'A;B', 'B;C', 'A;B;C', null]) ids.push((await create(tags)).json.id);
  });
  after(() => client.close());

  const names = async (where: string): Promise<unknown[]> =>
    (await client.rows(`SELECT Name FROM Tagged__c WHERE ${where} ORDER BY Name`)).map(({ Name }) => Name);

  it('is described with its values, and neither sorted nor grouped by', async () => {
    const { json } = await client.call('GET', '/sobjects/Tagged__c/describe');
    const field = json.fields.find(({ name }: Json) => name === 'Tags__c');
    expect(field).to.include({
      type: 'multipicklist',
      length: 4_099,
      soapType: 'xsd:string',
      filterable: true,
      sortable: false,
      groupable: false,
      restrictedPicklist: true,
    });
    expect(field.picklistValues.map(({ value }: Json) => value)).to.deep.equal(['A', 'B', 'C']);
  });

  it('is filtered by values, of which a row has those apart by a semicolon all, and by the whole', async () => {
    expect(await names("Tags__c INCLUDES ('A')")).to.deep.equal(['A', 'A;B', 'A;B;C']);
    expect(await names("Tags__c INCLUDES ('A;C','B;C')")).to.deep.equal(['A;B;C', 'B;C']);
    expect(await names("Tags__c EXCLUDES ('A')")).to.deep.equal(['B;C', 'null']);
    expect(await names("Tags__c = 'B;A'")).to.deep.equal(['A;B']);
    expect(await names("Tags__c = 'A'")).to.deep.equal(['A']);
    expect(await names("Tags__c IN ('A','B;C')")).to.deep.equal(['A', 'B;C']);
    expect(await names('Tags__c = null')).to.deep.equal(['null']);
  });

  it('refuses values that it does not have, and operators for one value', async () => {
    const { status, json } = await create('A;D');
    expect(status).to.equal(400);
    expect(json[0]).to.include({ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' });
    expect(json[0].message).to.match(/: D$/);
    const query = await client.call(
      'GET',
      `/query?q=${encodeURIComponent("SELECT Id FROM Tagged__c WHERE Tags__c LIKE 'A%'")}`,
    );
    expect(query.json[0]).to.include({ errorCode: 'INVALID_FIELD' });
  });
});
