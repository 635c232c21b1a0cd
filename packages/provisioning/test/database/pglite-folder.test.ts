import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@icf-ts/provisioning';
import { expect } from 'chai';

describe('a repository in a folder', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-repository-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is there when it is opened again, and takes over the lock of a process that has ended', async () => {
    const first = await openDatabase({ folder });
    await first.query('CREATE TABLE kept (n integer)');
    await first.query('INSERT INTO kept VALUES (42)');
    await first.close();
    expect(await readdir(folder)).not.to.include('icf.lock');
    await writeFile(join(folder, 'icf.lock'), '2147483646\n');
    const second = await openDatabase({ folder });
    expect(await second.query('SELECT n FROM kept')).to.deep.equal([{ n: 42 }]);
    await second.close();
  });

  it('is refused while another process has it', async () => {
    await writeFile(join(folder, 'icf.lock'), `${process.ppid}\n`);
    const refused = await openDatabase({ folder }).catch((error: Error) => error.message);
    expect(refused).to.include(`is in use by process ${process.ppid}`);
    await rm(join(folder, 'icf.lock'));
  });

  it('is refused where the first start was cut off, with what to do, and can then be made anew', async () => {
    const cut = join(folder, 'cut');
    await mkdir(cut);
    await writeFile(join(cut, 'PG_VERSION'), '18\n');
    const refused = await openDatabase({ folder: cut }).catch((error: Error) => error.message);
    expect(refused).to.include('are not all there').and.include('remove the folder, and start again');
    await rm(cut, { recursive: true });
    await (await openDatabase({ folder: cut })).close();
  });

  it('tells where a server cannot be reached, without the password', async () => {
    const refused = await openDatabase({ url: 'postgres://me:s3cret@127.0.0.1:1/identities' }).catch(
      (error: Error) => error.message,
    );
    expect(refused).to.include('127.0.0.1:1/identities').and.not.include('s3cret');
  });
});
