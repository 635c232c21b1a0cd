import { expect } from 'chai';
import { JobFolder } from './job-folder.js';

const JOBS = `jobs:
  out:
    type: outbound
    map: { extends: forgerock, entries: [{ identity: name.middleName, attribute: Department }] }
    correlation: forgerock
    actions: provision
    liveSeconds: 1
`;
const ADA = [
  'userName=ada@x.example',
  'givenName=Ada',
  'sn=Lovelace',
  'mail=ada@x.example',
  'ProfileId=Standard User',
];

describe('icf identity', function () {
  this.timeout(240_000);
  let folder: JobFolder;
  before(async () => {
    folder = await JobFolder.open(JOBS, 10);
  });
  after(() => folder.close());

  const inOrg = async (name: string): Promise<Record<string, unknown> | undefined> =>
    (
      await folder.rows(
        'search',
        'account',
        `equalTo('__NAME__', '${name}')`,
        '-a',
        'LastName,Department,__ENABLE__',
      )
    )[0];

  it('is created, changed and deleted, and the live job brings each to the system at once', async () => {
    const created = await folder.run('identity', 'create', ...ADA);
    expect(created).to.include({ code: 0 });
    const id = created.output.trim();
    expect(created.errors).to.include('out: 1 changed, 0 failed');
    expect(await inOrg('ada@x.example')).to.include({ LastName: 'Lovelace', __ENABLE__: true });
    await folder.run('identity', 'update', 'userName=ADA@x.example', 'name.middleName=King', 'sn=Byron');
    expect(await inOrg('ada@x.example')).to.include({ LastName: 'Byron', Department: 'King' });
    const [row] = await folder.rows('identity', 'get', id);
    expect(row).to.deep.include({ id, revision: 2, name: { middleName: 'King' } });
    await folder.run('identity', 'delete', id);
    expect(await inOrg('ada@x.example')).to.include({ __ENABLE__: false });
    expect((await folder.run('identity', 'get', id)).code).to.equal(4);
  });

  it('is written by a revision that the caller has seen, or not at all', async () => {
    const id = (await folder.run('identity', 'create', 'userName=rev@x.example', '--no-push')).output.trim();
    await folder.run('identity', 'update', id, 'sn=One', '--no-push');
    const late = await folder.run('identity', 'update', id, 'sn=Two', '--revision', '1', '--no-push');
    expect(late.code).to.equal(6);
    expect(late.errors).to.include('has revision 2 and not 1');
    expect((await folder.run('identity', 'delete', id, '--revision', '2', '--no-push')).code).to.equal(0);
  });

  it('is created once: what a rule takes for the same identity is refused, and named', async () => {
    const twin = ['userName=Twin@x.example', 'sn=Twin', '--no-push'];
    const id = (await folder.run('identity', 'create', ...twin)).output.trim();
    const again = await folder.run('identity', 'create', ...twin);
    expect(again).to.include({ code: 6, output: '' });
    expect(again.errors).to.include(`There is identity ${id} already: its userName is the same.`);
    expect((await folder.run('identity', 'delete', id, '--no-push')).code).to.equal(0);
  });

  it('is told of alone: the pushes of others neither fail it nor fill its report', async () => {
    const late = ['userName=late@x.example', 'sn=Late', 'mail=no address', 'ProfileId=Standard User'];
    expect((await folder.run('identity', 'create', ...late, '--no-push')).code).to.equal(0);
    const good = ['userName=good@x.example', 'sn=Good', 'mail=good@x.example', 'ProfileId=Standard User'];
    const created = await folder.run('identity', 'create', ...good);
    expect(created.code).to.equal(0);
    expect(created.errors).to.match(
      /^out: 1 changed, 0 failed \(run \d+\)\n {2}1 other is still to be sent\n$/,
    );
    const own = await folder.run('identity', 'update', 'userName=late@x.example', 'sn=Later');
    expect(own.code, 'its own failure is told').to.equal(8);
    expect(own.errors).to.match(/^out: 0 changed, 1 failed \(run \d+\)\n {2}late@x\.example: .+\n$/);
    for (const name of ['late', 'good']) await folder.run('identity', 'delete', `userName=${name}@x.example`);
  });

  it('is imported: created, updated, left as it is; entries that repeat one are left out and told', async () => {
    const csv = await folder.write(
      'people.csv',
      '\ufeffuserName,sn,name.middleName\r\nbo@x.example,"Day, jr",X\r\ncy@x.example,Lee,\r\nBO@x.example,Twice,\r\n',
    );
    const first = await folder.run('identity', 'import', csv, '--no-push');
    expect(first).to.include({ code: 8, output: '2 created, 0 updated, 0 unchanged, 1 left out\n' });
    expect(first.errors).to.include(`${csv}:4: left out: the same identity`);
    const lines = await folder.write(
      'people.jsonl',
      '{"userName":"bo@x.example","sn":"Day"}\n\n{"userName":"cy@x.example","sn":"Lee"}\n',
    );
    const second = await folder.run('identity', 'import', lines, '--no-push');
    expect(second).to.include({ code: 0, output: '0 created, 1 updated, 1 unchanged\n' });
    expect(
      await folder.rows('identity', 'list', '-a', 'userName,sn,name.middleName'),
    ).to.deep.include.members([
      {
        id: (await folder.rows('identity', 'get', 'userName=bo@x.example'))[0]!['id'],
        userName: 'bo@x.example',
        sn: 'Day',
        'name.middleName': 'X',
      },
    ]);
  });

  it('is listed with what it is known by first, whatever else there is room for', async () => {
    const { output } = await folder.run('identity', 'list', '--limit', '1');
    expect(output).to.match(/^id +revision +userName +\S/);
  });

  it('tells what cannot be imported, with the line', async () => {
    const bad = await folder.write('bad.jsonl', '{"userName":"a"}\n{oops\n');
    const ragged = await folder.write('ragged.csv', 'userName,b\n1,2,3\n');
    for (const [file, message] of [
      [bad, /bad\.jsonl:2: This is not JSON/],
      [ragged, /ragged\.csv: .*line 2/],
      [folder.of('none.csv'), /There is no file .*none\.csv/],
      ['x.xml', /its name must end in \.csv or \.jsonl/],
    ] as const) {
      const ended = await folder.run('identity', 'import', file, '--no-push');
      expect(ended.errors).to.match(message);
      expect(ended.code).to.equal(2);
    }
  });

  it('is imported from what Excel writes, semicolons and all', async () => {
    const csv = await folder.write('excel.csv', '\ufeffuserName;sn\r\nq@x.example;"A; B"\r\n');
    const tabs = await folder.write('tabs.csv', 'userName\tsn\nq@x.example\tA; B, C\n');
    expect(await folder.run('identity', 'import', csv, '--no-push')).to.include({
      code: 0,
      output: '1 created, 0 updated, 0 unchanged\n',
    });
    expect(await folder.run('identity', 'import', tabs, '--no-push')).to.include({
      code: 0,
      output: '0 created, 1 updated, 0 unchanged\n',
    });
    const [row] = await folder.rows('identity', 'get', 'userName=q@x.example');
    expect(row).to.include({ sn: 'A; B, C' });
  });

  it('refuses text that the repository cannot keep, also of one identity', async () => {
    const json = await folder.write('nul.json', '{"userName":"nul@x.example","sn":"a\\u0000b"}');
    const { code, errors } = await folder.run('identity', 'create', '--from', json, '--no-push');
    expect([code, errors]).to.deep.equal([
      2,
      'icf: This cannot be written: sn holds the character U+0000, which the repository cannot keep.\n',
    ]);
  });
});
