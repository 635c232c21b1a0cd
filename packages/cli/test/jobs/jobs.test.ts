import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { runIcf } from '#src/run-icf.js';
import { RecordingTerminal } from '../demo/recording-terminal.js';
import { JobFolder } from './job-folder.js';

const USERS = 60;
/** Those that an org has beside its people. */
const OWN_USERS = 3;

const JOBS = `jobs:
  users:
    type: inbound
    map: forgerock
    correlation: forgerock
    actions: { preset: forgerock, ABSENT: create }
    batchSize: 25
    reports: { folder: reports, forms: [html, json, txt] }
  back:
    type: outbound
    map: forgerock
    correlation: forgerock
    actions: provision
    liveSeconds: 1
  lookups:
    type: lookups
    lookups: [Lookup.Salesforce.Profiles]
    schedule: '* * * * * *'
`;

describe('icf reconcile, run, runs and report', function () {
  this.timeout(240_000);
  let folder: JobFolder;
  before(async () => {
    folder = await JobFolder.open(JOBS, USERS);
  });
  after(() => folder.close());

  it('reads the system into the repository, tells what became of it, and writes the reports of the job', async () => {
    const { code, output, errors } = await folder.run('reconcile', 'users', '--report', folder.of('my.txt'));
    expect([code, errors.split('\n').at(-2)]).to.deep.equal([0, `report: ${folder.of('my.txt')}`]);
    expect(output).to.include(`${USERS + OWN_USERS} in all: ${USERS + OWN_USERS} changed, 0 unchanged`);
    expect(output).to.match(/ABSENT +create +63 +0 +0 +0\n/);
    expect(errors).to.match(/^\{"event":"progress".*"done":25,/m);
    expect(await readdir(folder.of('reports'))).to.deep.equal([
      'users-1.html',
      'users-1.json',
      'users-1.txt',
    ]);
    expect(await folder.read('my.txt')).to.equal(await folder.read('reports/users-1.txt'));
    const listed = await folder.rows('identity', 'list', '-a', 'userName,sn');
    const inOrg = (await folder.rows('search', 'account', '-a', '__NAME__')).map((row) => row['__NAME__']);
    expect(listed.map(({ userName }) => userName).sort()).to.deep.equal(inOrg.sort());
  });

  it('changes nothing in a dry run, and is limited by a filter', async () => {
    await folder.run('identity', 'create', 'userName=lone@x.example', 'sn=Lone', '--no-push');
    const dry = await folder.run('reconcile', 'users', '--dry-run', '-q', '-o', 'json');
    expect(JSON.parse(dry.output)).to.have.nested.property('totals.unchanged', USERS + OWN_USERS);
    const limited = await folder.run('reconcile', 'users', '--filter', "startsWith('__NAME__', 'a')", '-q');
    expect(limited.code).to.equal(0);
    const [run] = await folder.rows('runs', 'users', '-l', '1');
    expect(run).to.include({ kind: 'reconciliation', state: 'done', changed: 0 });
    expect(run!['unchanged']).to.be.greaterThan(0).and.lessThan(USERS);
  });

  it('plans: what would change, what it costs, and 9 where that is more than there is', async () => {
    await folder.run(
      'identity',
      'create',
      'userName=plan@x.example',
      'sn=Plan',
      'ProfileId=Standard User',
      '--no-push',
    );
    const planned = await folder.run('plan', 'back', '-q');
    expect(planned.code).to.equal(0);
    expect(planned.output)
      .to.match(/ABSENT +create +2 /)
      .and.include('4 API calls: 2 to read and 2 to write');
    const { output, code } = await folder.run('plan', 'back', '-q', '-o', 'json', '--reserve', '15000');
    expect(code).to.equal(9);
    expect(JSON.parse(output)).to.have.nested.property('price.writing', 2);
    expect(await folder.rows('search', 'account', "equalTo('__NAME__', 'plan@x.example')")).to.deep.equal([]);
    await folder.run('identity', 'delete', 'userName=plan@x.example', '--no-push');
  });

  it('plans a run that has to leave calls, and refuses one that would not', async () => {
    const { configuration } = folder;
    await folder.write('icf.yaml', configuration + JOBS.replace('liveSeconds: 1', 'reserveCalls: 14999'));
    const { code, errors } = await folder.run('reconcile', 'back', '-q');
    await folder.write('icf.yaml', configuration + JOBS);
    expect(code).to.equal(9);
    expect(errors).to.match(
      /Job back is refused, and nothing was written: of 15000 API calls a day \d+ are left/,
    );
  });

  it('ends with 8 where some objects failed, and the report says which and why', async () => {
    await folder.run('identity', 'create', 'userName=no.address', 'sn=Wrong', '--no-push');
    const { code, output } = await folder.run('reconcile', 'back', '-q');
    expect(code).to.equal(8);
    expect(output)
      .to.include('2 failed')
      .and.match(/lone@x\.example.*\(ABSENT, create\): /);
    const [run] = await folder.rows('runs', 'back', '-l', '1');
    const page = await folder.run('report', String(run!['run']), '--as', 'html');
    expect(page.output).to.match(/^<!doctype html>/i);
    expect((await folder.run('report', '999999')).errors).to.match(/There is no run 999999/);
    for (const which of ['lone@x.example', 'no.address'])
      await folder.run('identity', 'delete', `userName=${which}`, '--no-push');
  });

  it('estimates what a run will look at: by a count, by its like, and not where nobody knows', async () => {
    const expected = async (...args: readonly string[]): Promise<unknown> => {
      const { errors } = await folder.run('reconcile', ...args, '-o', 'none');
      const line = errors.split('\n').findLast((each) => each.startsWith('{"event":"progress"'));
      return (JSON.parse(line!) as { readonly expected?: number }).expected;
    };
    const all = USERS + OWN_USERS;
    await folder.write(
      'icf.yaml',
      folder.configuration +
        JOBS.replace('  back:', '  counted: { type: inbound, map: forgerock, extent: changes }\n  back:'),
    );
    const onTerminal = async (): Promise<{ readonly bar: string; readonly calls: number }> => {
      const { total } = folder.org.calls;
      const terminal = Object.assign(new RecordingTerminal(), { progress: { isTTY: true, columns: 80 } });
      const args = ['reconcile', 'counted', '--full', '-o', 'none', '--config', folder.of('icf.yaml')];
      expect(await runIcf(args, terminal)).to.equal(0);
      return { bar: terminal.errors, calls: folder.org.calls.total - total };
    };
    const first = await onTerminal();
    expect(first.bar, 'the first of all is counted for whoever waits').to.include(`${all}/${all}`);
    const second = await onTerminal();
    expect(second.bar, 'as many as the last').to.include(`${all}/${all}`);
    expect(first.calls - second.calls, 'the count is one call, once').to.equal(1);
    const some = await expected('users', '--filter', "startsWith('__NAME__', 'a')");
    expect(some, 'a filter has its own').to.be.greaterThan(0).and.lessThan(USERS);
    expect(await expected('users'), 'a limited run tells nothing of a whole one').to.equal(all);
    expect(await expected('counted'), 'without a token all are read').to.equal(all);
    const [someone] = await folder.rows('search', 'account', '-l', '1', '-a', 'Title');
    await folder.run('update', 'account', String(someone!['__UID__']), 'Title=Changed');
    expect(await expected('counted'), 'nobody knows how many changes there are').to.equal(undefined);
    expect(await expected('back'), 'outbound it is the identities').to.equal(all);
    await folder.write('icf.yaml', folder.configuration + JOBS);
  });

  it('runs every job once, in their order', async () => {
    const lines = await folder.rows('run', '--once', 'lookups', 'users');
    expect(lines.map(({ job, state }) => `${String(job)} ${String(state)}`)).to.deep.equal([
      'lookups done',
      'users done',
    ]);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`runs jobs by their schedules until ${signal}, which is its orderly end`, async () => {
      const running = folder.start('run', 'lookups', '-o', 'jsonl');
      await running.printed('"state":"done"');
      await running.printed('"unchanged":1');
      running.send(signal);
      const { code, errors } = await running.ended;
      expect(code).to.equal(0);
      expect(errors).to.include("lookups: at '* * * * * *'");
    });
  }

  it('says what is wrong with names, filters and files, and does nothing then', async () => {
    const fails = async (code: number, message: RegExp, ...args: readonly string[]): Promise<void> => {
      const ended = await folder.run(...args);
      expect(ended.errors).to.match(message);
      expect(ended.code).to.equal(code);
    };
    await fails(2, /has no job 'usres'\. It has: users, back, lookups/, 'reconcile', 'usres');
    await fails(
      2,
      /Job 'lookups' is not one that reconciles\. Such are: users, back/,
      'reconcile',
      'lookups',
    );
    await fails(
      2,
      /'back' is outbound, and a filter is for inbound jobs/,
      'reconcile',
      'back',
      '--filter',
      "present('a')",
    );
    await fails(2, /must end in one of \.html, \.json, \.txt/, 'reconcile', 'users', '--report', 'a.pdf');
    await fails(
      2,
      /Identities of type 'x' cannot|No job is about identities of type 'x'/,
      'identity',
      'create',
      'a=b',
      '-t',
      'x',
    );
  });
});
