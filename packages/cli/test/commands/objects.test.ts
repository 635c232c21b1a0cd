import { expect } from 'chai';
import { IcfFolder } from './icf-folder.js';

const ADA = ['LastName=Lovelace', 'Email=ada@example.test', 'Alias=ada'];

describe('the commands on a connector', function () {
  this.timeout(120_000);
  let folder: IcfFolder;
  before(async () => (folder = await IcfFolder.open()));
  after(() => folder.close());

  for (const where of ['local', 'served']) {
    describe(where, () => {
      const icf = (...args: readonly string[]): ReturnType<IcfFolder['run']> =>
        folder.run(...args, '-n', where);
      const data = async (...args: readonly string[]): Promise<string> => {
        const { code, output, errors } = await icf(...args);
        expect(code, errors).to.equal(0);
        return output;
      };
      const name = `ada.${where}@example.test`;

      it('test, schema and count: data on standard output, talk on standard error', async () => {
        const { code, output, errors } = await folder.start('test', '-n', where).feed('').ended;
        expect({ code, output }).to.deep.equal({ code: 0, output: '' });
        expect(errors)
          .to.match(/✔ .*: the target answers, in \d+ ms\./)
          .and.not.include('\u001b');
        const schema = JSON.parse(await data('schema', 'account', '-o', 'json')) as Record<string, unknown>[];
        expect(schema.find(({ attribute }) => attribute === '__NAME__')!['flags']).to.include('REQUIRED');
        expect(Number(await data('search', 'account', '--count'))).to.be.at.least(300);
      });

      it('create, get, update, sync and delete', async () => {
        const first = await icf('sync', 'account', '--latest', '--token-file', folder.of(`token-${where}`));
        expect(first.code, first.errors).to.equal(0);
        const { clientSecret } = folder.org.credentials;
        await folder.write('password', 'Analytical1\n');
        const uid = (
          await data(
            'create',
            'account',
            `__NAME__=${name}`,
            ...ADA,
            `ProfileId=${await folder.profileId()}`,
            '--secret',
            `__PASSWORD__=file:${folder.of('password')}`,
          )
        ).trim();
        expect(folder.org.find('User', uid)).to.include({ Username: name, LastName: 'Lovelace' });
        expect(folder.org.passwordOf(uid)).to.equal('Analytical1');

        expect(
          (
            await data('update', 'account', name, '--by', '__NAME__', 'Title=Countess', '__ENABLE__=false')
          ).trim(),
        ).to.equal(uid);
        const got = JSON.parse(await data('get', 'account', uid, '-a', 'Title,__ENABLE__')) as object;
        expect(got).to.deep.equal({ __UID__: uid, __NAME__: name, Title: 'Countess', __ENABLE__: false });
        await data('update', 'account', uid, 'Title:=null');
        expect(folder.org.find('User', uid)!['Title']).to.equal(null);

        const changes = (await data('sync', 'account', '--token-file', folder.of(`token-${where}`)))
          .trim()
          .split('\n');
        expect(changes.map((line) => (JSON.parse(line) as { __UID__: string }).__UID__)).to.include(uid);
        const again = await icf('delete', 'account', uid);
        expect(again.errors).to.include(`deleted __ACCOUNT__ ${uid}`);
        expect(JSON.stringify(again)).to.not.include(clientSecret);
      });

      it('search: filter, attributes, order, pages, limit, and every format says the same', async () => {
        const query = [
          'search',
          'account',
          "contains('__NAME__', '@emulated.example')",
          '-a',
          'Email',
          '--sort',
          '-__NAME__',
          '-l',
          '7',
          '--page-size',
          '3',
        ];
        const rows = JSON.parse(await data(...query, '-o', 'json')) as Record<string, string>[];
        expect(rows).to.have.length(7);
        expect(rows.map(({ __NAME__ }) => __NAME__)).to.deep.equal(
          rows
            .map(({ __NAME__ }) => __NAME__)
            .toSorted()
            .toReversed(),
        );
        const lines = (await data(...query, '-o', 'jsonl')).trim().split('\n');
        expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal(rows);
        const csv = (await data(...query, '-o', 'csv')).trimEnd().split('\r\n');
        expect(csv[0]).to.equal('__UID__,__NAME__,Email');
        expect(csv.slice(1)).to.deep.equal(
          rows.map(({ __UID__, __NAME__, Email }) => `${__UID__},${__NAME__},${Email}`),
        );
        const table = (await data(...query)).trimEnd().split('\n');
        expect(table.map((line) => line.split(/ +/)[0])).to.deep.equal([
          '__UID__',
          ...rows.map(({ __UID__ }) => __UID__),
        ]);
      });

      it('lookup sync: a file each, and what changed', async () => {
        const sync = ['lookup', 'sync', 'Profiles', '-d', folder.of(`lookups-${where}`), '-o', 'jsonl'];
        const first = JSON.parse(await data(...sync)) as { entries: number; added: number; file: string };
        expect(first.added).to.equal(first.entries).and.be.above(0);
        const second = JSON.parse(await data(...sync)) as typeof first;
        expect(second).to.include({ entries: first.entries, added: 0 });
      });
    });
  }

  it('connectors: those of the file, and whether each can be opened', async () => {
    const { code, output } = await folder.run('connectors', '-o', 'jsonl');
    expect(code).to.equal(0);
    const rows = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map(({ name, bundle, problem }) => [name, bundle, problem])).to.deep.equal([
      ['local', 'icfts.salesforce', null],
      ['served', 'icfts.salesforce', null],
    ]);
  });

  it('is silent when the reader has had enough', async () => {
    const child = folder.start('search', 'account', '-n', 'local', '-o', 'jsonl', '-a', 'Email');
    const { code, errors } = await child.leave().ended;
    expect({ code, errors }).to.deep.equal({ code: 0, errors: '' });
  });

  it('warns of a secret on the command line, and prints it nowhere', async () => {
    const { errors, output } = await folder.run(
      'update',
      'account',
      'x',
      '-n',
      'local',
      '__PASSWORD__=hunter2',
    );
    expect(errors).to.include("warning: The value of '__PASSWORD__' stands on the command line");
    expect(errors + output).to.not.include('hunter2');
  });
});
