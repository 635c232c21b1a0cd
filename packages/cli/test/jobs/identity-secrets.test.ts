import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { JobFolder } from './job-folder.js';

const JOBS = `jobs:
  out: { type: outbound, map: forgerock, correlation: forgerock, actions: provision, liveSeconds: 1 }
  order: { type: outbound, map: oracle-users, identityType: order, objectClass: account, actions: report }
`;
const person = (name: string): readonly string[] => [
  `userName=${name}@x.example`,
  `givenName=${name}`,
  `sn=Surname-${name}`,
  `mail=${name}@x.example`,
  'ProfileId=Standard User',
];
const USER = ['--type', 'user'];

describe('secrets of icf identity', function () {
  this.timeout(240_000);
  let folder: JobFolder;
  /** Everything that was printed. */
  let printed = '';
  before(async () => {
    folder = await JobFolder.open(JOBS, 5);
    process.env['ICF_TEST_PASSWORD'] = 'Geheim-Env-1';
  });
  after(async () => {
    delete process.env['ICF_TEST_PASSWORD'];
    await folder.close();
  });

  const identity = async (...args: readonly string[]) => {
    const ended = await folder.run('identity', ...args, ...USER);
    printed += ended.output + ended.errors;
    return ended;
  };
  const passwordOf = async (name: string): Promise<string | undefined> => {
    const query = `equalTo('__NAME__', '${name}@x.example')`;
    const [row] = await folder.rows('search', 'account', query, '-a', '__UID__');
    return row && folder.org.passwordOf(String(row['__UID__']));
  };

  it('come from the environment and from files, and reach the system without being kept', async () => {
    const created = await identity('create', ...person('ada'), '--secret', 'password=env:ICF_TEST_PASSWORD');
    expect(created).to.include({ code: 0 });
    expect(created.errors).to.equal('out: 1 changed, 0 failed (run 1)\n');
    expect(await passwordOf('ada')).to.equal('Geheim-Env-1');
    const file = await folder.write('password.txt', 'Geheim-File-2\n');
    const updated = await identity('update', created.output.trim(), '--secret', `password=file:${file}`);
    expect(updated, 'the password alone').to.deep.include({
      code: 0,
      errors: 'out: 1 changed, 0 failed (run 2)\n',
    });
    expect(await passwordOf('ada')).to.equal('Geheim-File-2');
    const [row] = await folder.rows('identity', 'get', created.output.trim(), ...USER);
    expect(row).to.include({ revision: 1 }).and.not.have.property('password');
  });

  it('on the command line work, with a warning; a wrong path is refused', async () => {
    const updated = await identity('update', 'userName=ada@x.example', 'password=Geheim-Seen-3');
    expect(updated.code).to.equal(0);
    expect(updated.errors).to.include("warning: The value of 'password' stands on the command line");
    expect(await passwordOf('ada')).to.equal('Geheim-Seen-3');
    const wrong = await identity(
      'update',
      'userName=ada@x.example',
      '--secret',
      'Password=env:ICF_TEST_PASSWORD',
    );
    expect(wrong.code).to.equal(2);
    expect(wrong.errors).to.include(
      "No map of type user takes a secret from 'Password'. They take one from: password.",
    );
  });

  it('come from standard input, alone', async () => {
    const which = ['identity', 'update', 'userName=ada@x.example', '--secret', 'password', ...USER];
    const { code, output, errors } = await folder.start(...which).feed('Geheim-Stdin-7\n').ended;
    printed += output + errors;
    expect(code, errors).to.equal(0);
    expect(await passwordOf('ada')).to.equal('Geheim-Stdin-7');
    const both = await folder.start(...which, '--from', '-').feed('{}').ended;
    expect(both).to.include({ code: 2 });
    expect(both.errors).to.include('Standard input can be read once only: --from -, password.');
  });

  it('are imported', async () => {
    const csv = await folder.write(
      'people.csv',
      'userName,givenName,sn,mail,ProfileId,password\n' +
        'ada@x.example,ada,Surname-ada,ada@x.example,Standard User,Geheim-Csv-4\n' +
        'bob@x.example,bob,Surname-bob,bob@x.example,Standard User,Geheim-Csv-5\n',
    );
    const imported = await identity('import', csv);
    expect(imported).to.include({ code: 0, output: '1 created, 1 updated, 0 unchanged\n' });
    expect([await passwordOf('ada'), await passwordOf('bob')]).to.deep.equal([
      'Geheim-Csv-4',
      'Geheim-Csv-5',
    ]);
  });

  it('that did not arrive are told, with what to do', async () => {
    await folder.write('short.txt', 'tiny-1');
    const weak = await identity(
      ...['create', ...person('weak'), '--secret', `password=file:${folder.of('short.txt')}`],
    );
    expect(weak.code).to.equal(8);
    const id = weak.output.trim();
    expect(weak.errors)
      .to.include(`The secret 'password' of identity ${id} was not sent, and it is not kept.\n  out: `)
      .and.include(`give it again: icf identity update ${id} --secret password`)
      .and.not.include('tiny-1');
    const unpushed = await identity('update', id, '--secret', 'password=env:ICF_TEST_PASSWORD', '--no-push');
    expect(unpushed.code).to.equal(8);
    expect(unpushed.errors).to.include('Nothing was pushed (--no-push).');
    expect(await passwordOf('weak')).to.equal(undefined);
    const again = await identity('update', id, '--secret', 'password=env:ICF_TEST_PASSWORD');
    expect(again.code).to.equal(0);
    expect(await passwordOf('weak')).to.equal('Geheim-Env-1');
    const order = await folder.run(
      'identity',
      'create',
      'User Login=x',
      'Password=Geheim-Order-6',
      '--type',
      'order',
    );
    printed += order.output + order.errors;
    expect(order.code).to.equal(8);
    expect(order.errors).to.include('No outbound job with liveSeconds takes it.');
    expect(order.errors).to.include("The secret 'Password' of identity");
  });

  it('stand in no output and in no file of the repository', async () => {
    expect(printed).to.include('1 changed').and.not.include('Geheim');
    const root = folder.of('repository');
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    const holding = async (text: string): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const { parentPath, name } of files)
        if ((await readFile(join(parentPath, name))).includes(text)) found.push(name);
      return found;
    };
    expect(await holding('Surname-ada')).to.not.deep.equal([]);
    expect(await holding('Geheim')).to.deep.equal([]);
  });
});
