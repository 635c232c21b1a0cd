import { expect } from 'chai';
import { shapeOf } from '../support/answer-shape.js';
import { DESCRIBED } from '../support/described.js';
import { fixture } from '../support/fixtures.js';
import { http, openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

describe('collections of rows', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ describe: DESCRIBED });
  });
  after(() => client.close());

  const of = (type: string, values: object): object => ({ attributes: { type }, ...values });
  const send = (method: string, records: readonly object[], allOrNone = false, below = ''): Promise<Answer> =>
    client.call(method, `/composite/sobjects${below}`, { allOrNone, records });
  const accounts = (...names: string[]): object[] => names.map((Name) => of('Account', { Name }));
  const count = async (object: string): Promise<number> =>
    (await client.query(`SELECT count() FROM ${object}`)).json.totalSize;

  it('are created in order, each with its own refusal', async () => {
    client.org.calls.reset();
    const { status, json } = await send('POST', [
      ...accounts('One'),
      of('Account', {}),
      of('Nothing', {}),
      {},
    ]);
    expect(status).to.equal(200);
    expect(client.org.calls.total).to.equal(1);
    expect(json[0]).to.deep.equal({ id: json[0].id, success: true, errors: [] });
    expect(json[1]).to.deep.equal({
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Name]',
          fields: ['Name'],
        },
      ],
    });
    expect(json.slice(2).map((row: Json) => row.errors[0].statusCode)).to.deep.equal([
      'INVALID_TYPE',
      'INVALID_TYPE',
    ]);
  });

  it('are not there in versions before 42.0, nor their upserts before 46.0', async () => {
    const status = async (method: string, version: string, below: string): Promise<number> => {
      const answer = await http(`${client.org.url}/services/data/${version}/composite/sobjects${below}`, {
        method,
        headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ records: accounts('Old') }),
      });
      return answer.status;
    };
    expect(await status('POST', 'v41.0', '')).to.equal(404);
    expect(await status('POST', 'v42.0', '')).to.equal(200);
    expect(await status('PATCH', 'v45.0', '/Account/Id')).to.equal(404);
    expect(await status('PATCH', 'v46.0', '/Account/Id')).to.not.equal(404);
  });

  it('are written all or none', async () => {
    const before = await count('Account');
    const { json } = await send('POST', [...accounts('Good', 'Better'), of('Account', { Nothing: 1 })], true);
    expect(json.map((row: Json) => row.errors[0].statusCode)).to.deep.equal([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'INVALID_FIELD',
    ]);
    expect(json[0]).to.deep.equal({
      success: false,
      errors: [
        {
          statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
          message:
            'Record rolled back because not all records were valid and the request was using AllOrNone header',
          fields: [],
        },
      ],
    });
    expect(await count('Account')).to.equal(before);
  });

  it('are updated and deleted by id', async function () {
    const ids: string[] = (await send('POST', accounts('A', 'B', 'C'))).json.map(({ id }: Json) => id);
    const [a = '', b = '', c = ''] = ids;
    const updated = await send('PATCH', [
      of('Account', { id: a, Phone: '1' }),
      { Id: b.slice(0, 15), Phone: '2' },
    ]);
    expect(shapeOf(updated.json)).to.deep.equal(shapeOf(fixture(this, 'collections_update.200.json')));
    expect(updated.json.map(({ id }: Json) => id)).to.deep.equal([a, b]);
    expect(client.org.find('Account', b)?.Phone).to.equal('2');
    const refused = await send('PATCH', [
      of('Account', { Phone: '3' }),
      of('Account', { id: 'x' }),
      of('Account', { id: '001000000000001AAA' }),
      of('Contact', { id: a }),
    ]);
    expect(refused.json.map((row: Json) => row.errors[0].statusCode)).to.deep.equal([
      'MISSING_ARGUMENT',
      'MALFORMED_ID',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
    ]);
    const remove = (list: string[], more = '') =>
      client.call('DELETE', `/composite/sobjects?ids=${list.join(',')}${more}`);
    const none = await remove([a, 'x'], '&allOrNone=true');
    expect(none.json.map((row: Json) => row.errors[0].statusCode)).to.deep.equal([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'MALFORMED_ID',
    ]);
    expect(client.org.find('Account', a)).to.not.equal(undefined);
    expect((await remove([a, b])).json).to.deep.equal(
      [a, b].map((id) => ({ id, success: true, errors: [] })),
    );
    const again = await remove([a, c]);
    expect(again.json[0].errors[0]).to.deep.equal({
      statusCode: 'ENTITY_IS_DELETED',
      message: 'entity is deleted',
      fields: [],
    });
    expect(again.json[1].success).to.equal(true);
    const user = await client.createUser();
    expect((await remove([user])).json[0].success).to.equal(false);
    expect(client.org.find('User', user)).to.not.equal(undefined);
  });

  it('are upserted by external id', async function () {
    const contacts = (...keys: (number | null)[]): object[] =>
      keys.map((Key__c) => of('Contact', { LastName: `L${String(Key__c)}`, Key__c }));
    const upsert = (records: object[], allOrNone = false) =>
      send('PATCH', records, allOrNone, '/Contact/Key__c');
    const first = await upsert(contacts(1, 2));
    expect(shapeOf(first.json)).to.deep.equal(shapeOf(fixture(this, 'collections_upsert_1.200.json')));
    expect(first.json.map(({ created }: Json) => created)).to.deep.equal([true, true]);
    const second = await upsert(contacts(2, 3));
    expect(second.json.map(({ created }: Json) => created)).to.deep.equal([false, true]);
    expect(shapeOf(second.json)).to.deep.equal(shapeOf(fixture(this, 'collections_upsert_2.200.json')));
    const odd = await upsert(contacts(8, 8, null));
    expect(odd.json.map((row: Json) => row.errors[0].statusCode)).to.deep.equal([
      'DUPLICATE_VALUE',
      'DUPLICATE_VALUE',
      'MISSING_ARGUMENT',
    ]);
    expect((await send('PATCH', contacts(1), false, '/Contact/LastName')).status).to.equal(404);
    await send(
      'POST',
      [1, 2].map((n) => of('Account', { Name: `Same ${n}`, Legacy__c: 'same' })),
    );
    const several = await send('PATCH', [of('Account', { Legacy__c: 'same' })], false, '/Account/Legacy__c');
    expect(several.json[0].errors[0].statusCode).to.equal('DUPLICATE_EXTERNAL_ID');
  });

  it('are retrieved in the order asked for, with null for what is missing', async () => {
    const [one, two] = (await send('POST', accounts('R1', 'R2'))).json.map(({ id }: Json) => id);
    const ids = [two, '001000000000001AAA', one];
    const byGet = await client.call('GET', `/composite/sobjects/Account?ids=${ids.join(',')}&fields=Name`);
    expect(byGet.json.map((row: Json) => row?.Name)).to.deep.equal(['R2', undefined, 'R1']);
    expect(byGet.json[1]).to.equal(null);
    const byPost = await client.call('POST', '/composite/sobjects/Account', { ids, fields: ['name'] });
    expect(byPost.json).to.deep.equal(byGet.json);
    const wrong = await client.call('POST', '/composite/sobjects/Account', { ids, fields: ['Nope'] });
    expect([wrong.status, wrong.json[0].errorCode]).to.deep.equal([400, 'INVALID_FIELD']);
    const most = (count: number) => ({ ids: Array.from({ length: count }, () => one), fields: ['Id'] });
    expect((await client.call('POST', '/composite/sobjects/Account', most(2000))).json).to.have.length(2000);
    expect((await client.call('POST', '/composite/sobjects/Account', most(2001))).status).to.equal(400);
    expect((await client.call('GET', `/composite/sobjects/Account?ids=${one}`)).status).to.equal(400);
  });

  it('keep their limits: records, chunks, setup objects by themselves', async () => {
    const many = (length: number) =>
      Array.from({ length }, (_, index) => of('Account', { Name: `M${index}` }));
    expect((await send('POST', many(200))).json.every(({ success }: Json) => success)).to.equal(true);
    const tooMany = await send('POST', many(201));
    expect([tooMany.status, tooMany.json[0].errorCode]).to.deep.equal([400, 'EXCEEDED_ID_LIMIT']);
    const turns = (length: number) =>
      Array.from({ length }, (_, index) =>
        index % 2 ? of('Account', { Name: 'T' }) : of('Contact', { LastName: 'T' }),
      );
    expect((await send('POST', turns(10))).status).to.equal(200);
    expect((await send('POST', turns(11))).json[0].message).to.contain('Cannot have more than 10 chunks');
    const mixed = [of('Group', { Name: 'Mixed' }), ...accounts('Mixed')];
    expect((await send('POST', mixed)).json[0].errorCode).to.equal('MIXED_DML_OPERATION');
    expect((await send('POST', mixed.slice(0, 1))).json[0].success).to.equal(true);
  });
});
