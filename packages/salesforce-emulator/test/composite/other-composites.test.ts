import { expect } from 'chai';
import { shapeOf } from '../support/answer-shape.js';
import { DESCRIBED } from '../support/described.js';
import { fixture } from '../support/fixtures.js';
import { openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

const BASE = '/services/data/v62.0';

describe('batches, trees and graphs', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ describe: DESCRIBED });
  });
  after(() => client.close());

  const count = async (object: string): Promise<number> =>
    (await client.query(`SELECT count() FROM ${object}`)).json.totalSize;

  describe('a batch', () => {
    const batch = (batchRequests: object[], haltOnError = false): Promise<Answer> =>
      client.call('POST', '/composite/batch', { batchRequests, haltOnError });
    const fails = { method: 'GET', url: 'v62.0/sobjects/Nothing' };
    const works = { method: 'POST', url: 'v61.0/sobjects/Account', richInput: { Name: 'Batched' } };

    it('calls part after part', async () => {
      const { json } = await batch([fails, works, { method: 'GET', url: '/services/data/v62.0/limits' }]);
      expect(json.hasErrors).to.equal(true);
      expect(json.results.map(({ statusCode }: Json) => statusCode)).to.deep.equal([404, 201, 200]);
      expect(json.results[0].result[0].errorCode).to.equal('NOT_FOUND');
      const { id } = json.results[1].result;
      const gone = await batch([{ method: 'DELETE', url: `v62.0/sobjects/Account/${id}` }]);
      expect(gone.json).to.deep.equal({ hasErrors: false, results: [{ statusCode: 204, result: null }] });
    });

    it('halts when asked to, and has limits', async () => {
      const { json } = await batch([works, fails, works], true);
      expect(json.results.map(({ statusCode }: Json) => statusCode)).to.deep.equal([201, 404, 412]);
      expect(json.results[2].result).to.deep.equal([
        { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' },
      ]);
      expect((await batch(Array.from({ length: 26 }, () => fails))).status).to.equal(400);
      const nested = await batch([{ method: 'POST', url: 'v62.0/composite/batch', richInput: {} }]);
      expect(nested.json.results[0].statusCode).to.equal(400);
    });
  });

  describe('a tree', () => {
    const tree = (records: object[], object = 'Account'): Promise<Answer> =>
      client.call('POST', `/composite/tree/${object}`, { records });
    const node = (type: string, referenceId: string, values: object): object => ({
      attributes: { type, referenceId },
      ...values,
    });

    it('is created level by level', async () => {
      const { status, json } = await tree([
        node('Account', 'a1', {
          Name: 'Root',
          Contacts: { records: [node('Contact', 'c1', { LastName: 'Leaf' })] },
          ChildAccounts: { records: [node('Account', 'a3', { Name: 'Branch' })] },
        }),
        node('Account', 'a2', { Name: 'Other' }),
      ]);
      expect(status).to.equal(201);
      expect(json.hasErrors).to.equal(false);
      expect(json.results.map(({ referenceId }: Json) => referenceId)).to.deep.equal([
        'a1',
        'a2',
        'c1',
        'a3',
      ]);
      const [root, , leaf, branch] = json.results.map(({ id }: Json) => id);
      expect(client.org.find('Contact', leaf)?.AccountId).to.equal(root);
      expect(client.org.find('Account', branch)?.ParentId).to.equal(root);
    });

    it('is not created at all when one row fails', async function () {
      const before = await count('Account');
      const { status, json } = await tree([
        node('Account', 'good', { Name: 'Good' }),
        node('Account', 'Id 1', {
          Name: 'Bad',
          Legacy__c: 'AzertyAzerty',
          Contacts: { records: [node('Contact', 'lost', { LastName: 'x' })] },
        }),
      ]);
      expect(status).to.equal(400);
      const recorded = fixture(this, 'tree_error_STRING_TOO_LONG.400.json');
      expect(shapeOf(json)).to.deep.equal(shapeOf(recorded));
      expect(json.results.map(({ referenceId }: Json) => referenceId)).to.deep.equal(['Id 1']);
      expect(json.results[0].errors[0]).to.deep.equal({
        statusCode: 'STRING_TOO_LONG',
        message: 'Legacy: data value too large: AzertyAzerty (max length=10)',
        fields: ['Legacy__c'],
      });
      expect(await count('Account')).to.equal(before);
    });

    it('has limits', async () => {
      const flat = (length: number) =>
        Array.from({ length }, (_, index) => node('Contact', `c${index}`, { LastName: 'Flat' }));
      expect((await tree(flat(200), 'Contact')).status).to.equal(201);
      expect((await tree(flat(201), 'Contact')).json[0].errorCode).to.equal('EXCEEDED_ID_LIMIT');
      const deep = (levels: number): object =>
        node('Account', `level${levels}`, {
          Name: 'Deep',
          ...(levels > 1 && { ChildAccounts: { records: [deep(levels - 1)] } }),
        });
      expect((await tree([deep(5)])).status).to.equal(201);
      expect((await tree([deep(6)])).json[0].errorCode).to.equal('LIMIT_EXCEEDED');
      expect((await tree([node('Contact', 'x', { LastName: 'x' })])).status).to.equal(400);
      const twice = node('Account', 'twice', { Name: 'x' });
      expect((await tree([twice, twice])).status).to.equal(400);
      expect((await tree([{ Name: 'nameless' }])).status).to.equal(400);
    });
  });

  describe('a graph', () => {
    const graph = (...graphs: object[][]): Promise<Answer> =>
      client.call('POST', '/composite/graph', {
        graphs: graphs.map((compositeRequest, index) => ({ graphId: String(index + 1), compositeRequest })),
      });
    const node = (referenceId: string, object: string, body: object, method = 'POST'): object => ({
      method,
      url: `${BASE}/sobjects/${object}`,
      referenceId,
      body,
    });

    it('creates rows that refer to each other, in whatever order they stand', async function () {
      const { status, json } = await graph([
        node('contact', 'Contact', { LastName: 'G', AccountId: '@{account.id}' }),
        node('account', 'Account', { Name: 'G' }),
      ]);
      expect(status).to.equal(200);
      expect(shapeOf(json)).to.deep.equal(shapeOf(fixture(this, 'composite_graph.200.json')));
      expect(shapeOf(json)).to.deep.equal(shapeOf(fixture(this, 'revoman_graph-response-success.json')));
      const [contact, account] = json.graphs[0].graphResponse.compositeResponse;
      expect(client.org.find('Contact', contact.body.id)?.AccountId).to.equal(account.body.id);
    });

    it('keeps or loses each graph as a whole', async function () {
      await client.call('POST', '/sobjects/Site__c', { Code__c: 'DUP' });
      const before = await count('Account');
      const { json } = await graph(
        [
          node('account', 'Account', { Name: 'Lost' }),
          node('site', 'Site__c', { Code__c: 'DUP' }),
          node('contact', 'Contact', { LastName: 'Lost', AccountId: '@{account.id}' }),
        ],
        [node('account', 'Account', { Name: 'Kept' })],
      );
      const recorded = fixture(this, 'revoman_graph-response-error.json').graphs[0];
      const [lost, kept] = json.graphs;
      expect([lost.isSuccessful, kept.isSuccessful]).to.deep.equal([false, true]);
      const [account, site, contact] = lost.graphResponse.compositeResponse;
      const [wantedAccount, wantedDuplicate, wantedContact] = recorded.graphResponse.compositeResponse;
      expect(account).to.deep.equal(wantedAccount);
      expect(contact).to.deep.equal(wantedContact);
      expect(shapeOf(site)).to.deep.equal(shapeOf(wantedDuplicate));
      expect(site.body[0].message).to.match(
        /^duplicate value found: Code__c duplicates value on record with id: /,
      );
      expect(await count('Account')).to.equal(before + 1);
    });

    it('stops after fourteen failing graphs', async () => {
      const bad = [node('bad', 'Account', {})];
      const { json } = await graph(
        ...Array.from({ length: 13 }, () => bad),
        [node('thirteenth', 'Account', { Name: 'runs' })],
        bad,
        [node('last', 'Account', { Name: 'does not run' })],
      );
      expect(json.graphs.map(({ isSuccessful }: Json) => isSuccessful).slice(12)).to.deep.equal([
        false,
        true,
        false,
        false,
      ]);
      expect(json.graphs[15].graphResponse.compositeResponse[0].body[0].errorCode).to.equal(
        'PROCESSING_HALTED',
      );
    });

    it('has limits', async () => {
      const good = (id: string): object => node(id, 'Account', { Name: 'Limit' });
      const refusal = async (...graphs: object[][]): Promise<string> =>
        (await graph(...graphs)).json[0]?.errorCode;
      expect(await refusal(...Array.from({ length: 76 }, () => [good('a')]))).to.equal('LIMIT_EXCEEDED');
      expect(await refusal(Array.from({ length: 501 }, (_, index) => good(`a${index}`)))).to.equal(
        'LIMIT_EXCEEDED',
      );
      const chain = (length: number): object[] =>
        Array.from({ length }, (_, index) =>
          node(`n${index}`, 'Account', {
            Name: 'Chain',
            ...(index > 0 && { ParentId: `@{n${index - 1}.id}` }),
          }),
        );
      expect((await graph(chain(15))).json.graphs[0].isSuccessful).to.equal(true);
      expect(await refusal(chain(16))).to.equal('LIMIT_EXCEEDED');
      const circle = [node('a', 'Account', { Name: '@{b.id}' }), node('b', 'Account', { Name: '@{a.id}' })];
      expect(await refusal(circle)).to.equal('INVALID_INPUT');
      expect(await refusal([{ method: 'GET', url: `${BASE}/limits`, referenceId: 'a' }])).to.equal(
        'INVALID_INPUT',
      );
    });

    it('does not mix setup objects with others', async () => {
      const { json } = await graph([
        node('group', 'Group', { Name: 'Graph Group' }),
        node('account', 'Account', { Name: 'x' }),
      ]);
      expect(json.graphs[0].graphResponse.compositeResponse[1].body[0].errorCode).to.equal(
        'MIXED_DML_OPERATION',
      );
      expect(await client.rows("SELECT Id FROM Group WHERE Name = 'Graph Group'")).to.deep.equal([]);
    });
  });
});
