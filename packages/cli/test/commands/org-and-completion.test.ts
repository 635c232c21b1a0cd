import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { IcfProcess } from '../icf-process.js';

describe('icf org', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`prints its credentials as data, and ends politely by ${signal}`, async () => {
      const child = new IcfProcess('org', '--port', '0', '--users', '5', '-o', 'jsonl');
      await child.printed('\n');
      const { url, clientId, clientSecret } = JSON.parse(child.output) as Record<string, string>;
      const token = await fetch(`${url}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId!,
          client_secret: clientSecret!,
        }),
      });
      expect(token.status).to.equal(200);
      child.send(signal);
      const { code, errors } = await child.ended;
      expect(code).to.equal(0);
      expect(errors).to.match(/^Ready: 5 people[^]*Stopped: the org is closed\.\n$/);
    });
});

describe('icf completion', () => {
  let script: string;
  before(async () => (script = (await new IcfProcess('completion', 'bash').ended).output));

  /** What bash itself would offer for the words; `setting` is run before. */
  const offeredIn = (setting: string, ...words: readonly string[]): readonly string[] => {
    const line = `${setting}${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _icf; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8' });
    expect(stderr).to.equal('');
    return stdout.trim().split('\n');
  };
  const offered = (...words: readonly string[]): readonly string[] => offeredIn('', ...words);

  it('bash: commands, sub-commands, options, and the values of options', () => {
    expect(offered('icf', 'se')).to.have.members(['search', 'server']);
    expect(offered('icf', 'server', 'r')).to.deep.equal(['run']);
    expect(offered('icf', 'search', 'acc')).to.deep.equal(['account']);
    expect(offered('icf', 'search', '--li')).to.deep.equal(['--limit']);
    expect(offered('icf', 'search', 'account', '-o', 'js')).to.deep.equal(['json', 'jsonl']);
  });

  it('bash: the names of connectors and jobs of the nearest icf.yaml, and files only where a file is meant', async () => {
    const { mkdir, writeFile } = await import('node:fs/promises');
    const folder = await mkdtemp(join(tmpdir(), 'icf-names-'));
    try {
      await mkdir(join(folder, 'below'));
      await writeFile(join(folder, 'below/a-file'), '');
      // It need not be right, nor can its bundle be there.
      await writeFile(
        join(folder, 'icf.yaml'),
        'connectors: { crm: { bundle: none }, hr: {} }\njobs: { people: {}, pull: { type: nope } }\n',
      );
      const icf = `icf() { '${process.execPath}' '${join(import.meta.dirname, '../../dist/main.js')}' "$@"; }; cd '${join(folder, 'below')}'\n`;
      const named = (...words: readonly string[]): readonly string[] => offeredIn(icf, 'icf', ...words);
      expect(named('search', '-n', '')).to.have.members(['crm', 'hr']);
      expect(named('reconcile', 'p')).to.have.members(['people', 'pull']);
      expect(named('reconcile', '--re')).to.deep.equal(['--report']);
      expect(named('reconcile', '--report', '')).to.deep.equal(['a-file']);
      expect(named('search', '-l', '')).to.deep.equal(['']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('zsh and fish: a script that names every command', async () => {
    for (const shell of ['zsh', 'fish']) {
      const { code, output } = await new IcfProcess('completion', shell).ended;
      expect(code).to.equal(0);
      expect(output).to.include('set-key').and.include('lookup').and.include('page-size');
    }
  });
});

describe('icf new bundle', function () {
  this.timeout(120_000);
  const ROOT = join(import.meta.dirname, '../../../..');
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'icf-new-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('writes a bundle that builds, keeps the contract, and is served at once', async () => {
    const { readFile, writeFile } = await import('node:fs/promises');
    const dir = join(folder, 'acme');
    const written = await new IcfProcess('new', 'bundle', '@acme/crm-bundle', '--dir', dir).ended;
    expect(written.code, written.errors).to.equal(0);
    // What it says is next. The other packages are taken from here too, so that no registry is asked.
    const packages = /^ {2}npm install (.+)$/m.exec(written.errors)![1]!.split(' ');
    const others = ['typescript', '@types/node'].map((name) => join(ROOT, 'node_modules', name));
    const installed = spawnSync(
      'npm',
      ['install', ...packages, ...others, '--offline', '--no-audit', '--no-fund'],
      { cwd: dir, encoding: 'utf8' },
    );
    expect(installed.status, installed.stderr).to.equal(0);
    const node = (...args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
      expect(status, stdout + stderr).to.equal(0);
      return stdout;
    };
    node(join(ROOT, 'node_modules/typescript/bin/tsc'));
    expect(node('--test', 'dist/test/'))
      .to.match(/pass \d{2,}/)
      .and.match(/fail 0/);

    await writeFile(join(folder, 'key'), 'a key for the tests');
    const yaml = await readFile(join(dir, 'connector-server.yaml'), 'utf8');
    await writeFile(
      join(dir, 'connector-server.yaml'),
      yaml.replace('${env:ICF_SERVER_PORT:-8759}', '0').replace('${env:ICF_SERVER_KEY}', '${file:../key}'),
    );
    const server = new IcfProcess('server', 'run', '-c', join(dir, 'connector-server.yaml'));
    try {
      await server.printed('"port":');
      const port = /"port":(\d+)/.exec(server.output)![1]!;
      const config = join(dir, 'icf.yaml');
      const icf = await readFile(config, 'utf8');
      await writeFile(
        config,
        icf.replace('8759', port).replace('{ env: ICF_SERVER_KEY }', '{ file: ../key }'),
      );
      const run = (...args: readonly string[]): IcfProcess['ended'] =>
        new IcfProcess(...args, '--config', config, '-n', 'served').ended;
      const uid = (await run('create', 'account', '__NAME__=ada', 'phones=1', 'phones=2')).output.trim();
      await run('update', 'account', uid, 'phones+=3', 'phones-=1');
      const { output, errors } = await run('search', 'account', '-o', 'jsonl');
      expect(JSON.parse(output), errors).to.deep.equal({ __UID__: uid, __NAME__: 'ada', phones: ['2', '3'] });
    } finally {
      await server.discard();
    }
  });

  it('overwrites nothing, and refuses what is no name of a package', async () => {
    const dir = join(folder, 'twice');
    expect((await new IcfProcess('new', 'bundle', 'one', '-d', dir).ended).code).to.equal(0);
    expect(await new IcfProcess('new', 'bundle', 'one', '-d', dir).ended).to.include({ code: 6, output: '' });
    expect(await new IcfProcess('new', 'bundle', 'No Name').ended).to.include({ code: 2, output: '' });
  });
});
