import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linksByIdentity, runsOf } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeStory } from './describe-story.js';
import type { StoryStage } from './story-stage.js';

const LEADS = 'SELECT Email, LastName, FirstName, Company, LeadSource FROM Lead ORDER BY Email';
const SCOPE = { system: 'salesforce', objectClass: 'Lead' };

const made = (email: string) => ({
  ...{ Email: email, LastName: email, FirstName: null },
  ...{ Company: 'Guardio', LeadSource: 'Guardio brochure download.' },
});

/** How many Leads each creation of an identity left. */
const leads: number[] = [];
const watch = async (stage: StoryStage, command: string): Promise<void> => {
  if (command.startsWith('icf identity')) leads.push((await stage.rows(LEADS)).length);
};

describeStory({ name: 'wso2-enterprise-integrator', watch }, (stage) => {
  it('made each Lead with its user, and no job was run for it', () => {
    // One was there before.
    expect(leads).to.deep.equal([3, 4]);
  });

  it('made Leads as the tutorial has them, and left the one that was there alone', async () => {
    expect(await stage().rows(LEADS)).to.deep.equal([
      made('kim@acme.example'),
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
      const links = await linksByIdentity(database, SCOPE, ['1', '2', '3', '4']);
      expect(links.map(({ identity }) => identity).sort()).to.deep.equal(['1', '3', '4']);
      const runs = (await runsOf(database, 'leads')).filter(({ kind }) => kind !== 'dry run');
      expect(runs.map(({ counts }) => counts)).to.deep.equal([
        { CONFIRMED: { ignore: { unchanged: 3 } }, FOUND: { ignore: { unchanged: 1 } } },
        { ABSENT: { create: { changed: 1 } } },
        { ABSENT: { create: { changed: 2 } }, FOUND: { ignore: { unchanged: 1 } } },
      ]);
    });
  });

  it('costs what the README says: 4 calls for 200 new users', async () => {
    const users = Array.from({ length: 200 }, (_, at) => ({ emails: [`guest${at}@acme.example`] }));
    const lines = users.map((user) => JSON.stringify(user)).join('\n');
    await writeFile(join(stage().folder.path, 'guests.jsonl'), lines);
    await stage().folder.run('rm -r icf-data');
    const { exitCode, calls, printed } = await stage().run('icf identity import guests.jsonl');
    expect(printed).to.include('leads: 200 changed, 0 failed');
    expect({ exitCode, calls }).to.deep.equal({ exitCode: 0, calls: 4 });
    expect(await stage().rows("SELECT Id FROM Lead WHERE Email LIKE 'guest%'")).to.have.length(200);
  });
});
