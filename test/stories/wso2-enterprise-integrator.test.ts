import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linksByIdentity, runsOf } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeStory } from './describe-story.js';

const LEADS = 'SELECT Email, LastName, FirstName, Company, LeadSource FROM Lead ORDER BY Email';
const SCOPE = { system: 'salesforce', objectClass: 'Lead' };

const made = (email: string) => ({
  ...{ Email: email, LastName: email, FirstName: null },
  ...{ Company: 'Guardio', LeadSource: 'Guardio brochure download.' },
});

describeStory('wso2-enterprise-integrator', (stage) => {
  it('made two Leads as the tutorial has them, and left the third alone', async () => {
    expect(await stage().rows(LEADS)).to.deep.equal([
      {
        ...{ Email: 'maria@acme.example', LastName: 'Keller', FirstName: null },
        ...{ Company: 'Keller & Co', LeadSource: 'Web' },
      },
      made('robin@acme.example'),
      made('Sam@acme.example'),
    ]);
  });

  it('remembers which Leads are whose', async () => {
    await stage().inRepository(async (database) => {
      const links = await linksByIdentity(database, SCOPE, ['1', '2', '3']);
      expect(links.map(({ identity }) => identity).sort()).to.deep.equal(['1', '3']);
      const runs = await runsOf(database, 'leads');
      expect(runs.map(({ counts }) => counts)).to.deep.equal([
        { CONFIRMED: { ignore: { unchanged: 2 } }, FOUND: { ignore: { unchanged: 1 } } },
        { ABSENT: { create: { changed: 2 } }, FOUND: { ignore: { unchanged: 1 } } },
      ]);
    });
  });

  it('costs what the README says: 4 calls for 200 new users', async () => {
    const users = Array.from({ length: 200 }, (_, at) => ({ emails: [`guest${at}@acme.example`] }));
    const lines = users.map((user) => JSON.stringify(user)).join('\n');
    await writeFile(join(stage().folder.path, 'guests.jsonl'), lines);
    await stage().folder.run('rm -r icf-data');
    expect((await stage().run('icf identity import guests.jsonl')).exitCode).to.equal(0);
    expect(await stage().run('icf reconcile leads -q -o none')).to.deep.equal({
      ...{ exitCode: 0, calls: 4, printed: '' },
    });
    expect(await stage().rows("SELECT Id FROM Lead WHERE Email LIKE 'guest%'")).to.have.length(200);
  });
});
