import { expect } from 'chai';
import fc from 'fast-check';
import {
  MAX_USERNAME,
  releasedUsername,
  templateProblem,
  wasReleased,
} from '#src/operations/account/released-username.js';
import { numbered, withSuffix } from '#src/operations/account/username-candidates.js';
import { withoutSuffix } from '#src/operations/account/username-view.js';

const ID = '005000000000001AAA';
const NOW = new Date('2026-11-22T05:30:00Z');

const word = (maxLength: number): fc.Arbitrary<string> =>
  fc.stringMatching(/^[a-z0-9._+-]+$/).map((text) => text.slice(0, maxLength) || 'x');
const username = fc.tuple(word(40), word(30)).map(([local, domain]) => `${local}@${domain}.org`);

describe('user names', () => {
  for (const [template, expected] of [
    ['${username}.deleted.${date}', 'jo@acme.org.deleted.20261122'],
    ['old.${time}.${username}', 'old.20261122053000.jo@acme.org'],
    ['${local}.${id}@gone.example', `jo.${ID}@gone.example`],
  ] as const)
    it(`are released by ${template}`, () => {
      expect(templateProblem(template)).to.equal(undefined);
      expect(releasedUsername(template, 'jo@acme.org', ID, NOW)).to.equal(expected);
      expect(wasReleased(template, expected)).to.equal(true);
      expect(wasReleased(template, 'jo@acme.org')).to.equal(false);
    });

  it('that were released are recognised, and are as short as Salesforce wants them', () => {
    const template = '${username}.deleted.${date}';
    fc.assert(
      fc.property(username, (name) => {
        const released = releasedUsername(template, name, ID, NOW);
        expect(released.length).to.be.at.most(MAX_USERNAME);
        expect(released).to.match(/^[^@]+@[^@]+\.deleted\.20261122$/);
        expect(wasReleased(template, released)).to.equal(true);
      }),
    );
  });

  it('have no room in a template that is too long', () => {
    expect(() => releasedUsername(`\${local}@${'x'.repeat(80)}.org`, 'jo@acme.org', ID, NOW)).to.throw(
      'Shorten',
    );
  });

  it('get numbers before the @, and stay short enough', () => {
    expect(numbered('jo@acme.org', 12)).to.equal('jo12@acme.org');
    fc.assert(
      fc.property(username, fc.nat(999), (name, number) => {
        const [local, domain] = numbered(name, number).split('@');
        expect(`${local}@${domain}`.length).to.be.at.most(MAX_USERNAME);
        expect(local!.endsWith(String(number))).to.equal(true);
        expect(domain).to.equal(name.split('@')[1]);
      }),
    );
  });

  it('get a suffix once, and lose it again', () => {
    fc.assert(
      fc.property(username, (name) => {
        const complete = withSuffix(name, '.Sandbox');
        expect(withSuffix(complete.toLowerCase(), '.Sandbox')).to.equal(complete.toLowerCase());
        expect(withoutSuffix(complete, '.sandbox')).to.equal(name);
      }),
    );
    expect(() => withSuffix(`${'x'.repeat(70)}@acme.org`, '.sandbox')).to.throw('usernameSuffix');
  });
});
