import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GivenSecrets,
  Identities,
  IdentityPath,
  identityTypesOf,
  countIdentities,
  migrate,
  openDatabase,
  readJobs,
  SourceDocument,
  type Database,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { importIdentities } from '#src/identities/import-identities.js';
import { CliProblem } from '#src/problems/cli-problem.js';

const JOBS = 'jobs: { in: { type: inbound, map: forgerock, correlation: forgerock } }';
const GOOD = 'userName,sn\nnew@x.example,New\n';

/** Files that are refused, and what is said. */
const REFUSED: readonly (readonly [name: string, content: string | Uint8Array, message: RegExp])[] = [
  [
    'twice.csv',
    'userName,userName\na,b\n',
    /:1: Columns 1 and 2 write to the same place: userName, userName/,
  ],
  [
    'under.csv',
    'userName,name,name.x\na,b,c\n',
    /:1: Columns 2 and 3 write to the same place: name, name\.x/,
  ],
  ['over.csv', 'userName,name.x,name\na,b,c\n', /:1: Columns 2 and 3 write to the same place: name\.x, name/],
  ['nameless.csv', 'userName,,sn\na,b,c\n', /:1: Column 2 has no name/],
  [
    'pipes.csv',
    'userName|sn\na|b\n',
    /:1: No column is one that jobs find identities by.*: userName.* are: userName\|sn/,
  ],
  ['keyless.csv', `${GOOD},Nobody\n`, /:3: There is nothing here that jobs find the identity by.*userName/],
  ['blank.csv', `${GOOD}a@x.example,A\n,\n`, /:4: This says nothing/],
  ['latin.csv', Buffer.from(`${GOOD}q\xe9@x.example,Q\n`, 'latin1'), /:3: This is not UTF-8/],
  ['nul.csv', `${GOOD}a@x.example,A\0B\n`, /:3: This cannot be written: sn holds the character U\+0000/],
  [
    'listed.jsonl',
    '{"userName":"new@x.example"}\n{"userName":"b@x.example","password":["Geheim"]}\n',
    /:2: This cannot be written: The secret at password must be a text\. Nothing/,
  ],
  ['empty.jsonl', '{"userName":"new@x.example"}\n{}\n', /:2: This says nothing/],
  ['list.jsonl', '["new@x.example"]\n', /:1: This is no JSON object/],
  ['half.jsonl', '{"userName":"a","n":{"x":["\\ud800"]}}\n', /:1: .*: n\.x\.0 holds half of a character/],
  ['latin.jsonl', Buffer.from('\n{"userName":"\xe9"}\n', 'latin1'), /:2: This is not UTF-8/],
];

describe('a file of identities with a mistake', function () {
  this.timeout(60_000);
  let folder: string;
  let database: Database;
  let identities: Identities;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-import-'));
    database = await openDatabase({});
    await migrate(database);
    const jobs = await readJobs(new SourceDocument(JOBS, 'icf.yaml').section('jobs'));
    identities = new Identities(database, identityTypesOf(jobs.values()));
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [name, content, message] of REFUSED) {
    it(`is not imported at all, and the line is told: ${name}`, async () => {
      const file = join(folder, name);
      await writeFile(file, content);
      const { signal } = new AbortController();
      const session = { identities, type: 'user', secretPaths: [IdentityPath.parse('password')], signal };
      const secrets = new GivenSecrets();
      const tell = () => expect.fail('nothing is tried');
      const problem = await importIdentities(session, file, secrets, tell).then(
        () => expect.fail('it was imported'),
        (error: unknown) => error as CliProblem,
      );
      expect(problem).to.be.instanceOf(CliProblem).with.property('exit', 'usage');
      expect(problem.message)
        .to.match(message)
        .and.include(file)
        .and.match(/Nothing was written\.$/);
      expect(await countIdentities(database, 'user')).to.equal(0);
    });
  }
});
