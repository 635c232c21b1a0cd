import { expect } from 'chai';
import type { OrgOptions } from '@icf-ts/salesforce-emulator';
import { JobFolder } from './job-folder.js';

const people = (count: number): string =>
  [
    'userName,sn,mail,ProfileId',
    ...Array.from({ length: count }, (_, at) => `p${at}@pay.example,P${at},p${at}@pay.example,Standard User`),
  ].join('\n');

const job = (rest: string): string => `jobs:
  provisioning:
    type: outbound
    map: forgerock
    correlation: forgerock
    actions: provision
    batchSize: 5
    ${rest}
`;

describe('a run that costs more than there is', function () {
  this.timeout(60_000);
  let folder: JobFolder;
  const open = async (rest: string, count: number, options: Partial<OrgOptions>): Promise<void> => {
    folder = await JobFolder.open(job(rest), 0, options);
    await folder.write('people.csv', people(count));
    const { code, errors } = await folder.run('identity', 'import', folder.of('people.csv'), '--no-push');
    expect(code, errors).to.equal(0);
  };
  const reconcile = (...more: readonly string[]) =>
    folder.run('reconcile', 'provisioning', '-q', '-o', 'json', ...more);
  const inOrg = async (): Promise<number> =>
    (await folder.rows('search', 'account', "endsWith('__NAME__', '@pay.example')")).length;
  afterEach(() => folder.close());

  it('makes nobody where licence seats will not do for all, unless it is told to make whom it can', async () => {
    await open('', 4, { licenses: { salesforce: 4 } });
    const refused = await reconcile();
    expect(refused.code).to.equal(9);
    expect(refused.errors)
      .to.match(
        /Job provisioning is refused, and nothing was written\. It takes 4 seats of licence Salesforce/,
      )
      .and.match(/--no-plan writes what can be written/);
    expect(await inOrg()).to.equal(0);
    expect((await reconcile('--no-plan')).code).to.equal(8);
    const made = await inOrg();
    expect(made).to.be.greaterThan(0).and.lessThan(4);
  });

  it('is not planned where it only keeps up what is known', async () => {
    // Who is to have no account never gets one, and is nobody new.
    await open("condition: identity.userName != 'p2@pay.example'", 3, {});
    expect((await reconcile()).code).to.equal(0);
    folder.org.calls.reset();
    expect((await reconcile()).code).to.equal(0);
    const unplanned = folder.org.calls.total;
    folder.org.calls.reset();
    expect((await reconcile('--no-plan')).code).to.equal(0);
    expect(unplanned).to.equal(folder.org.calls.total);
  });

  it('leaves the calls that its job reserves, when it is planned, run and pushed', async () => {
    const allowed = 40;
    const reserved = 30;
    await open(`reserveCalls: ${reserved}\n    liveSeconds: 1`, 100, { dailyApiLimit: allowed });
    const plan = await folder.run('plan', 'provisioning', '-q');
    expect(plan.code, plan.errors).to.not.equal(0);
    const run = await reconcile();
    expect(run.code, run.errors).to.equal(9);
    const push = await folder.run('identity', 'update', 'userName=p1@pay.example', 'title=Countess');
    expect(push.code).to.not.equal(0);
    expect(allowed - folder.org.calls.total).to.be.at.least(reserved - 3);
  });
});
