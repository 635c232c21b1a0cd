import { expect } from 'chai';
import { ScenarioError, startOrg } from '@icf-ts/salesforce-emulator';
import { openClient } from '../support/org-client.js';

async function problems(scenario: string): Promise<string[]> {
  try {
    const org = await startOrg({ scenario, scenarioPlace: 'bad.yaml', users: 0 });
    await org.close();
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n');
  }
}

describe('a scenario file', () => {
  it('plans its faults in their order', async () => {
    const scenario = `
# two things go wrong
faults:
  - kind: maintenance
  - { kind: lockRow, object: User, times: 2 }
`;
    const client = await openClient({ scenario });
    try {
      expect(client.org.faults.list().map(({ fault }) => fault.kind)).to.deep.equal([
        'maintenance',
        'lockRow',
      ]);
      expect((await client.call('GET', '/limits')).status).to.equal(503);
    } finally {
      await client.close();
    }
  });

  const REFUSED: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'no list',
      'kind: lockRow',
      [
        'bad.yaml:1: unknown entry "kind"; a scenario has "faults"',
        'bad.yaml:1: a scenario must have a list "faults"',
      ],
    ],
    [
      'a wrong value',
      'faults:\n  - kind: lockRow\n    nth: 0',
      ['bad.yaml:3: nth must be a whole number from 1'],
    ],
    [
      'a fault that is none',
      'faults:\n  - kind: slow\n  - lockRow',
      ['bad.yaml:3: a fault must be a set of properties'],
    ],
    [
      'two mistakes',
      'faults:\n  - probability: 2\n\n  - object: Usr',
      [
        'bad.yaml:2: probability must be a number from 0 to 1',
        'bad.yaml:4: object must name an object of the org',
      ],
    ],
  ];
  for (const [what, text, expected] of REFUSED)
    it(`names the line of ${what}`, async () => {
      expect(await problems(text)).to.deep.equal(expected);
    });

  it('names the line of what is no YAML', async () => {
    expect((await problems('faults:\n  - kind: "slow'))[0]).to.match(/^bad\.yaml:\d+: /);
  });
});
