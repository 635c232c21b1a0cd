import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fixture } from '../support/fixtures.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import { LEFT_OUT } from './left-out.js';
import { OUR_ANSWERS } from './our-answers.js';
import { shapeDifferences } from './shape-differences.js';

/** Names of recordings that other tests hold answers against: they name them in their sources. */
function namedElsewhere(): string {
  const folder = join(import.meta.dirname, '..', '..', 'test');
  if (!existsSync(folder)) return '';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('recordings'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

const isLeftOut = (file: string): boolean => LEFT_OUT.some(({ files }) => files.test(file));

describe('recorded answers of real orgs', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 300 });
    await client.call('POST', '/sobjects/Account', { Name: 'The first' });
  });
  after(() => client.close());

  for (const [file, { status, ask, allowed = [] }] of Object.entries(OUR_ANSWERS)) {
    it(`have the shape of ours: ${file}`, async function () {
      const recorded = fixture(this, file);
      const ours = await ask(client);
      expect(ours.status, ours.text).to.equal(status);
      const meant = (found: string): boolean => allowed.some(({ difference }) => difference.test(found));
      expect(shapeDifferences(recorded, ours.json).filter((found) => !meant(found))).to.deep.equal([]);
    });
  }

  it('are all held against ours, or left out for a reason', function () {
    const { files } = fixture(this, 'index.json');
    const elsewhere = namedElsewhere();
    const unheld = (files as { file: string }[])
      .map(({ file }) => file)
      .filter((file) => !(file in OUR_ANSWERS || elsewhere.includes(file) || isLeftOut(file)));
    expect(unheld).to.deep.equal([]);
  });

  it('are told apart where keys or types differ', () => {
    const differences = shapeDifferences({ a: 1, b: [{ c: '' }], d: null }, { a: '1', b: [{}], d: 2, e: 3 });
    expect(differences).to.deep.equal([
      '$.a is a string, recorded as number',
      '$.b[].c is missing',
      '$.e is not recorded',
    ]);
  });
});
