import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { JobFolder } from './job-folder.js';

const README = join(import.meta.dirname, '../../../../README.md');
const HEADING = '## Provision Salesforce with this alone';
const ADA = 'ada@example.com';
const SECRETS = ['SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'] as const;

describe('the first example of the README', function () {
  this.timeout(120_000);
  let folder: JobFolder;
  let commands: readonly (readonly string[])[];
  before(async () => {
    const [, section = ''] = (await readFile(README, 'utf8')).split(HEADING);
    const block = (language: string): string =>
      new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(section)![1]!;
    commands = block('sh')
      .trim()
      .split('\n')
      .map((line) =>
        line
          .replace(/ +#.*$/, '')
          .split(' ')
          .slice(1),
      );
    folder = await JobFolder.open('', 5);
    const { clientId, clientSecret } = folder.org.credentials;
    Object.assign(process.env, { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret });
    const made = [`__NAME__=${ADA}`, 'LastName=Lovelace', `Email=${ADA}`, 'ProfileId=Standard User'];
    expect(await folder.run('create', 'account', ...made)).to.include({ code: 0 });
    await folder.write('icf.yaml', block('yaml').replace('https://acme.my.salesforce.com', folder.org.url));
  });
  after(async () => {
    for (const name of SECRETS) delete process.env[name];
    await folder.close();
  });

  const titleInOrg = async (): Promise<unknown> =>
    (await folder.rows('search', 'account', `equalTo('__NAME__', '${ADA}')`, '-a', 'Title'))[0]!['Title'];

  it('does what it says', async () => {
    const [reconcile, plan, update, run] = commands;
    expect(commands.map(([name]) => name)).to.deep.equal(['reconcile', 'plan', 'identity', 'run']);
    expect((await folder.run(...reconcile!)).output).to.match(/^ABSENT +create +9 /m);
    expect((await folder.run(...plan!)).output).to.include('Nothing');
    expect((await folder.run(...update!)).errors).to.include('provisioning: 1 changed, 0 failed');
    expect(await titleInOrg()).to.equal('Countess');
    await folder.run('identity', 'update', `userName=${ADA}`, 'title=Analyst', '--no-push');
    const running = folder.start(...run!);
    await running.printed('provisioning: run');
    running.send('SIGINT');
    expect((await running.ended).code).to.equal(0);
    expect(await titleInOrg()).to.equal('Analyst');
  });

  it('would have said that no job makes anything of what was changed', async () => {
    const [only, several] = [
      await folder.run('identity', 'update', `userName=${ADA}`, 'shoeSize=41'),
      await folder.run('identity', 'update', `userName=${ADA}`, 'shoeSize=42', 'hobby=mathematics'),
    ];
    expect(only.errors).to.include('shoeSize: no outbound job maps it\n');
    expect(several.errors).to.include('shoeSize, hobby: no outbound job maps them\n');
    const partly = await folder.run('identity', 'update', `userName=${ADA}`, 'shoeSize=43', 'sn=King');
    expect(partly.errors).to.include('provisioning: 1 changed').and.not.include('no outbound job');
  });
});
