import { expect } from 'chai';
import { problemsOf } from './mapping-bench.js';

describe('what is wrong with a map', () => {
  it('is told with file, line, column and path, all at once', async () => {
    const problems = await problemsOf(
      [
        'entries:',
        '  - identity: a',
        '    attribute: A',
        '    outbound:',
        '      expression: value.lower() + identty.b',
        '  - identity: a.[b',
        '    attribute: B',
        '  - { identity: c, attribute: C, default: x }',
      ].join('\n'),
    );
    expect(problems[0]).to.match(/^map\.yaml:6:5: entries\[1\]\.identity: 'a\.\[b' is no path/);
    expect(problems[1]).to.match(/^map\.yaml:8:5: entries\[2\]: has 'default' for both directions/);
    const [only] = await problemsOf(
      'entries:\n  - identity: a\n    attribute: A\n    outbound:\n      expression: value.lower() + identty.b',
    );
    expect(only).to.equal('map.yaml:5:35: entries[0].outbound.expression: Unknown variable: identty.');
  });

  const cases: Readonly<Record<string, readonly [string, RegExp]>> = {
    'a mistyped setting': [
      'entries: [{ identity: a, atribute: A }]',
      /:1:26: .*atribute.*did you mean 'attribute'\?$/,
    ],
    'a mistyped choice': [
      'entries: [{ identity: a, attribute: A, direction: inbond }]',
      /direction: must be one of .*did you mean 'inbound'\?$/,
    ],
    'a value of the wrong kind': [
      'entries: [{ identity: a, attribute: 5 }]',
      /entries\[0\]\.attribute: must be string/,
    ],
    'no YAML': ['entries: [', /^map\.yaml:1:11: This is not YAML: /],
    'a preset that is not there': [
      'extends: openam',
      /extends: there is no preset 'openam'; did you mean 'openiam'\?$/,
    ],
    'the same twice': [
      'entries: [{ identity: a, attribute: A }, { identity: b, attribute: a, direction: outbound }]',
      /b <-> a is there twice for outbound; see map\.yaml:1:\d+/,
    ],
    'a Uid that is written': [
      'entries: [{ identity: a, attribute: __UID__, direction: both }]',
      /cannot write __UID__/,
    ],
    'a password that is read': [
      'entries: [{ identity: a, attribute: __PASSWORD__, direction: both }]',
      /is a secret, which is only written/,
    ],
    'nothing to come from': ['entries: [{ attribute: A }]', /says not where its value comes from/],
    'a condition that is none': [
      'entries: [{ identity: a, attribute: A, outbound: { condition: "1 + 1" } }]',
      /condition: must be true or false, but it is of type int/,
    ],
    'an expression that cannot be read': [
      `entries: [{ identity: a, attribute: A, outbound: { expression: 'value +' } }]`,
      /^map\.yaml:1:72: .*Unexpected token/,
    ],
    'the other direction': [
      'entries: [{ identity: a, attribute: A, direction: inbound, outbound: { required: true } }]',
      /has settings for outbound, but its direction is inbound/,
    ],
    'a module that is not there': [
      'entries: [{ identity: a, attribute: A, outbound: { module: ./no.js#x } }]',
      /outbound\.module: module '\.\/no\.js' cannot be loaded/,
    ],
    'two columns without parts': [
      'entries: [{ identity: a, attribute: A, columns: [{ identity: x }, { identity: y }] }]',
      /each needs a part/,
    ],
    'a whole and its parts': [
      'entries: [{ identity: a, attribute: A, direction: outbound }, { identity: b, attribute: A, direction: outbound, part: x }]',
      /written as a whole and in parts/,
    ],
    'a lookup without a name': [
      'oracle: { reconciliation: { "Profile[LOOKUP]": entitlements.value } }',
      /oracle\.reconciliation\.Profile\[LOOKUP\]: is a lookup, but which\?/,
    ],
    'a schema that is none': ['schema: { type: sting }', /^map\.yaml:1:1: schema: schema is invalid/],
  };
  for (const [what, [yaml, expected]] of Object.entries(cases)) {
    it(`says so of ${what}`, async () => {
      const problems = await problemsOf(yaml);
      expect(problems.join('\n')).to.match(expected);
      for (const problem of problems) expect(problem).to.match(/^map\.yaml:\d+:\d+: /);
    });
  }
});
