import { expect } from 'chai';
import { shapeOf } from '../support/answer-shape.js';
import { fixture } from '../support/fixtures.js';
import { http, openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

const BASE = '/services/data/v62.0';
const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.';

describe('composite', () => {
  let client: OrgClient;
  beforeEach(async () => {
    client = await openClient({ users: 2 });
  });
  afterEach(() => client.close());

  const post = (parts: readonly object[], more: object = {}): Promise<Answer> =>
    client.call('POST', '/composite', { compositeRequest: parts, ...more });
  const part = (referenceId: string, method: string, path: string, body?: object): object => ({
    referenceId,
    method,
    url: BASE + path,
    body,
  });
  const query = (referenceId: string, soql: string): object =>
    part(referenceId, 'GET', `/query?q=${encodeURIComponent(soql)}`);
  const account = part('account', 'POST', '/sobjects/Account', { Name: 'Composed' });

  it('passes results on, and counts as one call', async () => {
    client.org.calls.reset();
    const { status, json } = await post([
      account,
      part('contact', 'POST', '/sobjects/Contact', {
        LastName: 'Of @{account.id}',
        AccountId: '@{account.id}',
      }),
      part('found', 'GET', "/query?q=SELECT+Id+FROM+Contact+WHERE+AccountId='@{account.id}'"),
      part('gone', 'DELETE', '/sobjects/Contact/@{found.records[0].Id}'),
    ]);
    expect(status).to.equal(200);
    const [made, contact, found, gone] = json.compositeResponse;
    expect(made).to.deep.equal({
      body: { id: made.body.id, success: true, errors: [] },
      httpHeaders: { Location: `${BASE}/sobjects/Account/${made.body.id}` },
      httpStatusCode: 201,
      referenceId: 'account',
    });
    expect(found.body.records[0].Id).to.equal(contact.body.id);
    expect(gone).to.deep.equal({ body: null, httpHeaders: {}, httpStatusCode: 204, referenceId: 'gone' });
    expect(client.org.calls.total).to.equal(1);
  });

  it('halts what refers to nothing, and what refers to that', async function () {
    const recorded = fixture(this, 'revoman_query-response-partial-success.json');
    const parts = [
      query('none', "SELECT Id FROM Account WHERE Name = 'x'"),
      part('plan', 'POST', '/sobjects/Contact', { LastName: 'x', AccountId: '@{none.records[0].Id}' }),
      part('items', 'POST', '/sobjects/Contact', { LastName: 'x', ReportsToId: '@{plan.id}' }),
    ];
    const { json } = await post(parts);
    const renamed = JSON.parse(
      JSON.stringify(recorded)
        .replaceAll('billingScheduleForOrderId', 'none')
        .replaceAll('billingMilestonePlanItems', 'items')
        .replaceAll('billingMilestonePlan', 'plan'),
    );
    expect(json).to.deep.equal(renamed);
    const allError = fixture(this, 'revoman_query-response-all-error.json');
    const whole = (await post(parts, { allOrNone: true })).json.compositeResponse;
    expect(whole.map(({ body }: Json) => body[0].message.slice(0, 40))).to.deep.equal(
      allError.compositeResponse.map(({ body }: Json) => body[0].message.slice(0, 40)),
    );
    expect(whole[0]).to.deep.equal({ ...allError.compositeResponse[0], referenceId: 'none' });
  });

  it('answers refusals, conditions and counts as recorded', async function () {
    const { json: missing } = await post([part('r', 'GET', '/sobjects/Nothing')]);
    const recorded = fixture(this, 'composite_subrequest_not_found.200.json').compositeResponse[0];
    expect(missing.compositeResponse[0]).to.deep.equal({ ...recorded, referenceId: 'r' });
    const { json: counted } = await post([
      query('refAccount', 'select count() from Account'),
      query('refXYZZY', 'select count() from XYZZY'),
    ]);
    const counts = fixture(this, 'composite_count_and_INVALID_TYPE.200.json');
    expect(shapeOf(counted)).to.deep.equal(shapeOf(counts));
    expect(counted.compositeResponse[1]).to.deep.equal(counts.compositeResponse[1]);
    const since = { 'If-Modified-Since': new Date(Date.now() + 1000).toUTCString() };
    const { json: same } = await post([{ ...part('d', 'GET', '/sobjects'), httpHeaders: since }]);
    expect(shapeOf(same)).to.deep.equal(shapeOf(fixture(this, 'composite_subrequest_not_modified.200.json')));
  });

  it('keeps all or nothing, setup objects and others apart', async () => {
    const before = await client.rows('SELECT Id FROM Account');
    const failed = await post([account, part('bad', 'POST', '/sobjects/Contact', {})], { allOrNone: true });
    const [first, second] = failed.json.compositeResponse;
    expect(first.body).to.deep.equal([{ errorCode: 'PROCESSING_HALTED', message: ROLLED_BACK }]);
    expect([first.httpStatusCode, second.body[0].errorCode]).to.deep.equal([400, 'REQUIRED_FIELD_MISSING']);
    expect(await client.rows('SELECT Id FROM Account')).to.deep.equal(before);
    const user = await client.createUser();
    const change = (body: object) => part('user', 'PATCH', `/sobjects/User/${user}`, body);
    const mixed = (await post([account, change({ IsActive: false })], { allOrNone: true })).json
      .compositeResponse;
    expect(mixed[1].body).to.deep.equal([
      {
        message:
          'DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): User, original object: Account',
        errorCode: 'MIXED_DML_OPERATION',
        fields: [],
      },
    ]);
    expect(client.org.find('User', user)?.IsActive).to.equal(true);
    const turned = (await post([change({ IsActive: false }), account], { allOrNone: true })).json
      .compositeResponse;
    expect(turned[1].body[0].message).to.contain(': Account, original object: User');
    const harmless = await post([account, change({ Title: 'Dr' })], { allOrNone: true });
    expect(harmless.json.compositeResponse[1].httpStatusCode).to.equal(204);
    const apart = await post([account, change({ IsActive: false })]);
    expect(apart.json.compositeResponse[1].httpStatusCode).to.equal(204);
  });

  it('refuses too much, itself and what it cannot read', async () => {
    const many = (count: number, make: (id: string) => object) =>
      Array.from({ length: count }, (_, index) => make(`r${index}`));
    const limits = (id: string) => part(id, 'GET', '/limits');
    const queries = (id: string) => query(id, 'SELECT Id FROM Profile');
    expect((await post(many(25, limits))).status).to.equal(200);
    expect((await post(many(26, limits))).json[0].errorCode).to.equal('LIMIT_EXCEEDED');
    expect((await post(many(5, queries))).status).to.equal(200);
    expect((await post(many(6, queries))).json[0].errorCode).to.equal('LIMIT_EXCEEDED');
    const nested = await post([part('in', 'POST', '/composite', { compositeRequest: [limits('x')] })]);
    expect(nested.json.compositeResponse[0].httpStatusCode).to.equal(400);
    for (const body of [{}, { compositeRequest: [] }, { compositeRequest: [1] }, { compositeRequest: [{}] }])
      expect((await client.call('POST', '/composite', body)).status).to.equal(400);
    expect((await post([limits('twice'), limits('twice')])).status).to.equal(400);
    const misnamed = await post([limits('not-so')]);
    expect(misnamed.json[0].message).to.contain("Provided referenceId ('not-so') must start with a letter");
    const old = await http(`${client.org.url}/services/data/v53.0/composite`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ compositeRequest: [limits('not-so')] }),
    });
    expect(old.status).to.equal(200);
  });

  it('calls parts in the version they name', async () => {
    const url = '/services/data/v45.0/sobjects/User';
    const { json } = await post([
      {
        referenceId: 'old',
        method: 'GET',
        url: `${url}/${(await client.rows('SELECT Id FROM User'))[0]?.Id}`,
      },
      { referenceId: 'retired', method: 'GET', url: url.replace('45', '20') },
      { referenceId: 'foreign', method: 'GET', url: 'https://example.com/' },
    ]);
    const [old, retired, foreign] = json.compositeResponse;
    expect(old.body.attributes.url).to.contain('/v45.0/');
    expect([retired.httpStatusCode, foreign.httpStatusCode]).to.deep.equal([410, 404]);
  });

  it('says clearly that Apex is not emulated, and what else there is', async () => {
    const apex = await client.call('GET', '/tooling/executeAnonymous?anonymousBody=x');
    expect([apex.status, apex.json[0].errorCode]).to.deep.equal([400, 'FUNCTIONALITY_NOT_ENABLED']);
    expect(apex.json[0].message).to.contain('not emulated');
    expect((await client.call('GET', '/')).json.composite).to.equal(`${BASE}/composite`);
    expect((await client.call('GET', '/composite')).json).to.include({ graph: `${BASE}/composite/graph` });
  });
});
