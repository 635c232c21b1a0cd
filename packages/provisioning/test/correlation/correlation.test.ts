import type { Correlation, Identity, JsonObject } from '@icf-ts/provisioning';
import { SourceDocument, compileCorrelation } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account } from '../mapping/mapping-bench.js';

const correlation = (yaml: string): Promise<Correlation> =>
  compileCorrelation(new SourceDocument(yaml, 'rules.yaml').section());

const person = (id: string, attributes: JsonObject): Identity => ({
  id,
  type: 'user',
  attributes,
  revision: 1,
});

/** What a repository of these identities would find, and what the rules make of it. */
function find(
  rules: Correlation,
  object: ReturnType<typeof account>,
  all: readonly Identity[],
): readonly string[] {
  const probes = rules.probesOf(object).map(({ name, value }) => `${name}=${value}`);
  const found = all.filter(({ attributes }) =>
    rules.keysOf(attributes).some(({ name, value }) => probes.includes(`${name}=${value}`)),
  );
  return rules.decide(object, found).map(({ id }) => id);
}

describe('correlation', () => {
  it('compares what Oracle compares: the GUID exactly, or the login without regard to case', async () => {
    const rules = await correlation('preset: oracle-trusted-users');
    const ann = person('1', { 'User Login': 'ANN@x.org' });
    const bob = person('2', { 'User Login': 'bob@x.org', 'Salesforce GUID': '005A' });
    expect(find(rules, account(), [ann]), 'by login').to.deep.equal(['1']);
    expect(find(rules, account(), [bob]), 'by GUID').to.deep.equal(['2']);
    expect(find(rules, account(), [ann, bob]), 'one rule, so both').to.deep.equal(['1', '2']);
    expect(find(rules, account({ __UID__: '005a', __NAME__: 'eva' }), [ann, bob])).to.deep.equal([]);
    expect(rules.keysOf(bob.attributes)).to.deep.equal([
      { name: 'Salesforce GUID (exact)', value: '005A' },
      { name: 'User Login', value: 'bob@x.org' },
    ]);
    expect(rules.attributes).to.deep.equal(['__UID__', '__NAME__']);
  });

  it('lets the first rule decide that finds anything, and names all that it finds', async () => {
    const rules = await correlation(`
      rules:
        - anyOf: [{ identity: login, attribute: __NAME__ }]
        - anyOf: [{ identity: mail, attribute: Email }]`);
    const all = [
      person('1', { login: 'ann@x.org' }),
      person('2', { mail: 'a@x.org' }),
      person('3', { mail: 'A@X.org' }),
    ];
    expect(find(rules, account({ Email: 'a@x.org' }), all)).to.deep.equal(['1']);
    expect(find(rules, account({ __NAME__: 'other', Email: 'a@x.org' }), all)).to.deep.equal(['2', '3']);
  });

  it('takes elements together, each of which must have a value', async () => {
    const rules = await correlation(`
      rules:
        - anyOf:
            - allOf:
                - { identity: name.familyName, attribute: LastName }
                - { identityExpression: 'identity.born', objectExpression: 'object.Born.left(10)', textCase: exact }`);
    const ann = person('1', { name: { familyName: 'Lee' }, born: '2000-01-02' });
    const eve = person('2', { name: { familyName: 'Lee' }, born: '1999-01-02' });
    const object = account({ LastName: 'LEE', Born: '2000-01-02T00:00:00Z' });
    expect(find(rules, object, [ann, eve])).to.deep.equal(['1']);
    expect(rules.keysOf({ name: { familyName: 'Lee' } }), 'no key without a birthday').to.deep.equal([]);
    expect(rules.probesOf(account({ LastName: 'Lee' }))).to.deep.equal([]);
    expect(rules.keysOf(ann.attributes)).to.have.length(1);
    expect(rules.objectProbesOf(ann.attributes)).to.deep.equal([{ attribute: 'LastName', value: 'lee' }]);
    const others = [object, account({ __UID__: '005B', LastName: 'Lee', Born: '1999-01-02T00:00:00Z' })];
    expect(rules.decideObjects(ann.attributes, others)).to.deep.equal([object]);
  });

  it('compares every value of a list, and asks for a condition', async () => {
    const rules = await correlation(`
      rules:
        - anyOf:
            - { identity: emails, attribute: Email, condition: 'identity.country == object.?Country.orValue("DE")' }`);
    const ann = person('1', { emails: ['a@x.org', 'B@x.org'], country: 'DE' });
    const eva = person('2', { emails: ['b@x.org'], country: 'FR' });
    expect(find(rules, account({ Email: 'b@x.org' }), [ann, eva])).to.deep.equal(['1']);
    expect(find(rules, account({ Email: 'b@x.org', Country: 'FR' }), [ann, eva])).to.deep.equal(['2']);
    expect(rules.attributes).to.deep.equal(['Email', 'Country']);
  });

  it('refuses rules that say nothing, with their places', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['{}', /^rules\.yaml:1:1: needs a preset or rules/],
      ['preset: orcale-users', /^rules\.yaml:1:1: preset: .*did you mean 'oracle-users'\?/],
      [
        'rules: [{ anyOf: [{ identity: a }] }]',
        /rules\[0\]\.anyOf\[0\]: needs the attribute or an objectExpression/,
      ],
      ['rules: [{ anyOf: [{ atribute: a }] }]', /'atribute' is not known here; did you mean 'attribute'\?/],
      [
        'rules: [{ anyOf: [{ identity: a, objectExpression: objct.x }] }]',
        /^rules\.yaml:1:52: .*Unknown variable: objct/,
      ],
      [
        'rules: [{ anyOf: [{ identity: a, attribute: B, allOf: [{ identity: a, attribute: B }] }] }]',
        /put that into allOf/,
      ],
    ];
    for (const [yaml, expected] of cases) {
      const problem = await correlation(yaml).catch((error: Error) => error.message);
      expect(problem).to.match(expected);
    }
  });
});
