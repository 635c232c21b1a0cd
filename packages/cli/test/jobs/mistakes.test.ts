import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { JobFolder } from './job-folder.js';

const IN = 'type: inbound, map: forgerock, correlation: forgerock';

describe('mistakes in jobs and of the repository', function () {
  this.timeout(120_000);
  let folder: JobFolder;
  before(async () => {
    folder = await JobFolder.open('', 3);
  });
  after(() => folder.close());

  const withJobs = (jobs: string): Promise<string> =>
    folder.write('icf.yaml', `${folder.configuration}jobs:\n${jobs}`);
  const withRepository = (repository: string): Promise<string> =>
    folder.write(
      'icf.yaml',
      `${folder.configuration.replace('{ folder: repository }', repository)}jobs:\n  users: { ${IN} }\n`,
    );
  const fails = async (code: number, message: RegExp, ...args: readonly string[]): Promise<void> => {
    const ended = await folder.run(...args);
    expect(ended.errors).to.match(message).and.not.include('Mend the configuration of the connector');
    expect([ended.code, ended.output]).to.deep.equal([code, '']);
  };
  const lineOf = async (text: string): Promise<number> =>
    (await folder.read('icf.yaml')).split('\n').findIndex((line) => line.includes(text)) + 1;

  it('names the line of a connector that is none before anything is done', async () => {
    await withJobs(`  users: { ${IN} }\n  wrong: { ${IN}, connector: nope, schedule: '* * * * * *' }\n`);
    const at = new RegExp(
      `icf\\.yaml:${await lineOf('wrong:')}:\\d+: jobs\\.wrong\\.connector: 'nope' is no connector of this file; there is salesforce, unused`,
    );
    await fails(3, at, 'reconcile', 'users');
    await fails(3, at, 'run');
  });

  it('names the job that wants an object class or an attribute that its system does not have', async () => {
    await withJobs(`  users: { ${IN} }
  class: { ${IN}, objectClass: Nope, schedule: '0 0 1 1 *' }
  attribute: { type: inbound, map: { entries: [{ identity: a, attribute: B }] } }
  secret: { type: lookups, connector: unused, schedule: '0 0 1 1 *' }
`);
    const noClass = new RegExp(
      `icf\\.yaml:${await lineOf('class:')}:\\d+: jobs\\.class: Connector 'salesforce' has no object class Nope\\. It has: __ACCOUNT__, `,
    );
    await fails(3, noClass, 'reconcile', 'class', '-q');
    await fails(3, noClass, 'plan', 'class', '-q');
    await fails(3, noClass, 'run', '--once', 'class');
    await fails(3, noClass, 'run');
    await fails(3, /connectors\.unused\.configuration\.clientSecret.*ICF_TEST_SECRET_THAT_IS_NOT_SET/, 'run');
    const noAttribute = new RegExp(
      `icf\\.yaml:${await lineOf('attribute: {')}:\\d+: jobs\\.attribute: .*\\bB\\b`,
    );
    await fails(3, noAttribute, 'reconcile', 'attribute', '-q');
    await fails(2, /has no attribute|Nope/, 'reconcile', 'users', '-q', '--filter', "equalTo('Nope', 'x')");
  });

  it('a repository that another process has is busy', async () => {
    await withJobs(`  lookups: { type: lookups, schedule: '0 0 1 1 *' }\n`);
    const running = folder.start('run');
    try {
      await running.said('Ctrl-C ends it.');
      await fails(10, /is in use by process \d+/, 'runs');
    } finally {
      await running.discard();
    }
  });

  it('a repository that is none is told with its line; a server that is not there is unreachable', async () => {
    await folder.write('plain-file', '');
    for (const [repository, message] of [
      [
        '{ folder: plain-file }',
        /repository\.folder: .*plain-file cannot be the folder.*a file of that name/,
      ],
      ["{ url: 'mysql://u:pw@h/d' }", /repository\.url: .*not one of a PostgreSQL server.*postgres:\/\/USER/],
      ["{ url: 'postgres://u:pw@' }", /repository\.url: .*not one of a PostgreSQL server/],
    ] as const) {
      await withRepository(repository);
      await fails(3, message, 'runs');
      await fails(3, new RegExp(`icf\\.yaml:${await lineOf('repository:')}:`), 'runs');
    }
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await withRepository(`{ url: 'postgres://u:pw@127.0.0.1:${port}/d' }`);
    await fails(7, new RegExp(`The repository at 127\\.0\\.0\\.1:${port}/d failed`), 'runs');
  });

  it('a run that is none, and one that there is not', async () => {
    await withRepository('{ folder: repository }');
    await fails(2, /'abc' is no run/, 'report', 'abc');
    await fails(4, /There is no run 99 in the repository in folder .*repository/, 'report', '99');
  });
});
