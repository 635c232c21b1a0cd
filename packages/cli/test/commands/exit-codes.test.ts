import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { EXCEPTIONS } from '@icf-ts/framework';
import { EXIT_ROWS } from '#src/problems/exit-codes.js';
import { IcfFolder } from './icf-folder.js';

describe('exit codes', function () {
  this.timeout(60_000);
  let folder: IcfFolder;
  before(async () => (folder = await IcfFolder.open()));
  after(() => folder.close());

  /** A line with an error on standard error, nothing on standard output, no stack. */
  const expectFailure = (ended: object & { errors: string }, code: number, message: RegExp): void => {
    expect(ended.errors).to.match(message);
    expect(ended.errors).to.not.match(/\n\s+at /);
    expect(ended).to.include({ code, output: '' });
  };
  const fails = async (code: number, message: RegExp, ...args: readonly string[]): Promise<void> =>
    expectFailure(await folder.run(...args), code, message);
  /** The same of a process: what its caller sees of it. */
  const processFails = async (code: number, message: RegExp, ...args: readonly string[]): Promise<void> =>
    expectFailure(await folder.start(...args).feed('').ended, code, message);
  const withFile = async (text: string, work: () => Promise<unknown>): Promise<void> => {
    const sound = await folder.read('icf.yaml');
    await folder.write('icf.yaml', text);
    try {
      await work();
    } finally {
      await folder.write('icf.yaml', sound);
    }
  };

  it('every exception of ICF has one', () => {
    const all = EXIT_ROWS.flatMap(({ exceptions }) => [...exceptions] as string[]);
    expect(all).to.have.members(Object.keys(EXCEPTIONS));
    expect(new Set(EXIT_ROWS.map(({ code }) => code))).to.have.property('size', EXIT_ROWS.length);
  });

  it('2: the command line', async () => {
    await processFails(2, /unknown command 'sreach'\n\(Did you mean search\?\)/, 'sreach');
    await fails(2, /line 1, column 9/, 'search', 'account', "equalTo('x");
    await fails(2, /Which connector .* It has: local, served/, 'test');
    await fails(2, /no connector 'x'/, 'test', '-n', 'x');
    await fails(
      2,
      /no attribute 'Titel'\. Did you mean Title\?/,
      'create',
      'account',
      'Titel=x',
      '-n',
      'local',
    );
    const lost = folder.of('none/token');
    await fails(2, /there is no folder .*none\./, 'sync', 'account', '-n', 'local', '--token-file', lost);
    const inFile = folder.of('icf.yaml/token');
    await fails(
      2,
      /there is no folder .*icf\.yaml\./,
      'sync',
      'account',
      '-n',
      'local',
      '--token-file',
      inFile,
    );
    await fails(2, /has no object class planet/, 'search', 'planet', '-n', 'local');
    await fails(
      2,
      /'__ENABLE__' must be true or false, not 'yes'/,
      'create',
      'account',
      '__ENABLE__=yes',
      '-n',
      'local',
    );
  });

  it('3: the configuration, with file, line and column of everything', async () => {
    await withFile('connectors:\n  a:\n    bundel: x\n    pool: { maxObjects: many }\ndefault: b\n', () =>
      fails(
        3,
        /icf\.yaml:3:5: connectors\.a\.bundel: .*Did you mean bundle\?\n.*icf\.yaml:4:13: .*whole number/,
        'test',
      ),
    );
    await withFile('connectors:\n  a:\n    bundle: "@icf-ts/no-such-bundle"\n', () =>
      fails(3, /icf\.yaml:3:5: connectors\.a\.bundle: .*is not installed/, 'test'),
    );
    await withFile(
      "connectors:\n  a:\n    bundle: '@icf-ts/salesforce-bundle'\n    connector: SalesforceConnector\n    configuration: { loginURL: x }\n",
      () => fails(3, /icf\.yaml:5:22: connectors\.a\.configuration\.loginURL: .*is not a property/, 'test'),
    );
    await withFile('connectors:\n  a:\n    bundle: { env: ICF_NO_SUCH_VARIABLE }\n', () =>
      processFails(3, /ICF_NO_SUCH_VARIABLE is not set/, 'test'),
    );
  });

  it('4: no such object', async () => {
    await fails(
      4,
      /There is no __ACCOUNT__ with __UID__ '005000000000000AAA'/,
      'get',
      'account',
      '005000000000000AAA',
      '-n',
      'local',
    );
    await processFails(
      4,
      /UnknownUidException/,
      'update',
      'account',
      '005000000000000AAA',
      'Title=x',
      '-n',
      'served',
    );
  });

  it('5: refused credentials', async () => {
    // A file of its own: the server follows the one with its key.
    await folder.write('other-key', 'wrong');
    await withFile((await folder.read('icf.yaml')).replace('file: key', 'file: other-key'), () =>
      fails(5, /InvalidCredentialException.*\n.*Check the credentials/, 'test', '-n', 'served'),
    );
  });

  it('6: it exists already', async () => {
    const { username } = folder.org.credentials;
    await fails(
      6,
      /AlreadyExistsException/,
      'create',
      'account',
      `__NAME__=${username}`,
      'LastName=x',
      'Email=x@example.test',
      'Alias=x',
      `ProfileId=${await folder.profileId()}`,
      '-n',
      'local',
    );
  });

  it('7: not reached; 130 and 143: stopped while it waits', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await withFile(
      folder.configuration(`{ host: 127.0.0.1, port: ${port}, key: { file: key } }`),
      async () => {
        for (const [signal, code] of [
          ['SIGINT', 130],
          ['SIGTERM', 143],
        ] as const) {
          const child = folder.start('test', '-n', 'served');
          const [socket] = (await once(silent, 'connection')) as [Socket];
          child.send(signal);
          const ended = await child.ended;
          expect(ended).to.include({ code, output: '' });
          expect(ended.errors).to.include('Stopped, as told');
          socket.destroy();
        }
        silent.close();
        await fails(7, /ConnectionFailedException.*\n.*check host, port and network/, 'test', '-n', 'served');
      },
    );
  });
});
