import { expect } from 'chai';
import fc from 'fast-check';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

const RUNS = 60;
const PATHS = [
  'POST /composite',
  'POST /composite/batch',
  'POST /composite/graph',
  'POST /composite/tree/Account',
  'POST /composite/sobjects',
  'PATCH /composite/sobjects',
  'PATCH /composite/sobjects/User/Email',
  'POST /composite/sobjects/Account',
  'PATCH /sobjects/User/FederationIdentifier/7',
];

const text = fc.oneof(
  fc.constantFrom(
    'GET',
    'POST',
    'PATCH',
    'DELETE',
    'Account',
    'User',
    'a',
    'b',
    '@{a.id}',
    '@{',
    '@{a.b[0].c}',
  ),
  fc.constantFrom(
    '/services/data/v62.0/sobjects/Account',
    '/services/data/v62.0/query?q=x',
    'v62.0/limits',
    '%',
  ),
  fc.string({ maxLength: 8 }),
);
const NAMES = [
  ...['compositeRequest', 'batchRequests', 'graphs', 'graphId', 'records', 'ids', 'fields', 'allOrNone'],
  ...['method', 'url', 'referenceId', 'body', 'httpHeaders', 'richInput', 'haltOnError', 'If-Match'],
  ...['attributes', 'type', 'Id', 'Name', 'LastName', 'Email', 'Contacts', 'Manager', 'Owner', '__proto__'],
];
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('json'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

describe('composite requests of any form', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 1 });
  });
  after(() => client.close());

  for (const path of PATHS) {
    it(`are answered or refused by ${path}, never broken at`, async () => {
      const [method = '', url = ''] = path.split(' ');
      const shaped = fc.oneof(json, envelope(json));
      await fc.assert(
        fc.asyncProperty(shaped, async (body) => {
          const { status } = await client.call(method, url, JSON.stringify(body));
          expect(status).to.be.oneOf([200, 201, 204, 300, 400, 404]);
        }),
        { numRuns: RUNS, seed: 7 },
      );
    });
  }
});

/** Requests that get as far as their parts. */
function envelope(inner: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const part = fc.record({
    method: text,
    url: text,
    referenceId: fc.constantFrom('a', 'b', 'c'),
    body: inner,
    richInput: inner,
    httpHeaders: inner,
    attributes: fc.record({ type: text, referenceId: text }),
    Name: inner,
    Manager: inner,
    Contacts: fc.record({ records: inner }),
  });
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  return fc.record({
    allOrNone: fc.boolean(),
    compositeRequest: parts,
    batchRequests: parts,
    graphs: fc.array(fc.record({ graphId: fc.constant('1'), compositeRequest: parts }), { maxLength: 2 }),
    records: parts,
    ids: inner,
    fields: inner,
  });
}
