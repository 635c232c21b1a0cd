import { FAILED_KEYS_DEFAULTS } from '#src/server/access/failed-keys.js';
import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { problemText, readConfiguration, readSettings, type Configuration } from '#src/hosting/index.js';
import { hashKey } from '#src/server/access/key-hash.js';
import { SERVER_DEFAULTS } from '#src/server/server-options.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { SETTINGS } from '#src/hosting/configuration/settings-table.js';
import { HostFolder } from './host-folder.js';

const SHA1 = 'sha1$lmA6bMfENJGlIDbfrVtklXFK32s=';
const CLIENTS = `clients: [ { name: a, key: '${SHA1}' } ]\n`;

describe('the configuration file', () => {
  const folder = new HostFolder();
  before(() => folder.open());
  after(() => folder.close());

  const read = async (content: string, environment: NodeJS.ProcessEnv = {}): Promise<Configuration> =>
    readConfiguration({ file: await folder.write('c.yaml', content), format: 'yaml', environment });
  const problems = async (content: string, environment: NodeJS.ProcessEnv = {}): Promise<readonly string[]> =>
    (await read(content, environment)).problems.map((problem) =>
      problemText(problem).replace(folder.of('c.yaml'), 'c.yaml'),
    );

  it('becomes settings: paths count from its folder, one key or several, numbers and texts as they are meant', async () => {
    const { settings, problems: none } = await read(`
server: { port: 0, dialect: openicf, limits: { maxDepth: 7 } }
tls: { certificate: certs/server.crt, key: /etc/server.key, passphrase: '123' }
clients:
  - { name: a, key: '${SHA1}' }
  - { name: b, keys: ['${SHA1}', '${SHA1}'], dialect: connid }
bundles: { directory: bundles }
audit: { destination: log }
endpoint:
log: { destination: log }
`);
    expect(none).to.deep.equal([]);
    const { passphrase, ...tls } = settings.tls!;
    expect(tls).to.deep.equal({ certificate: folder.of('certs/server.crt'), key: '/etc/server.key' });
    expect(passphrase!.equals(new GuardedString('123'))).to.equal(true);
    expect(settings.clients).to.deep.equal([
      { name: 'a', keys: [SHA1], dialect: 'openicf' },
      { name: 'b', keys: [SHA1, SHA1], dialect: 'connid' },
    ]);
    expect(settings.bundles).to.deep.equal({ directory: folder.of('bundles') });
    expect(settings.audit).to.deep.equal({ destination: 'log' });
    expect(settings.log).to.deep.equal({ destination: folder.of('log') });
    expect(settings).to.not.have.property('endpoint');
    expect(settings.server).to.deep.equal({ port: 0, dialect: 'openicf', limits: { maxDepth: 7 } });
  });

  it('names all that is wrong at once: file, line, property, and what to do', async () => {
    const found = await problems(`server:
  prot: 8759
  port: "x"
  limits: { maxDepht: 3 }
  idleTimeoutMs: 0
clients:
  - name: a
    key: '${SHA1}'
    keys: ['${SHA1}']
  - key: '${SHA1}'
    access:
      - { operations: [serch] }
bundles: { versions: compatable }
alises: {}
`);
    expect(found).to.have.members([
      'c.yaml:2:3: server.prot: There is no such property. Did you mean port?',
      "c.yaml:3:3: server.port: This must be a whole number. Here it is 'x'.",
      'c.yaml:4:13: server.limits.maxDepht: There is no such property. Did you mean maxDepth?',
      "c.yaml:5:3: server.idleTimeoutMs: This must be 1 or more. Here it is '0'.",
      'c.yaml:7:5: clients[0]: Write key, or keys: one of the two ways, and only one.',
      'c.yaml:10:5: clients[1]: The property name is missing. Add it.',
      found.find((text) => text.includes('operations[0]'))!,
      "c.yaml:13:12: bundles.versions: This must be one of compatible, exact. Here it is 'compatable'. Did you mean compatible?",
      'c.yaml:14:1: alises: There is no such property. Did you mean aliases?',
    ]);
    expect(found.find((text) => text.includes('operations[0]'))).to.match(
      /^c\.yaml:12:24: .*Did you mean search\?$/,
    );
  });

  it('is refused as a whole by whoever wants to run it', async () => {
    const failure = await readSettings({
      file: await folder.write('c.yaml', 'a: 1\nb: 2\n'),
      format: 'yaml',
    }).catch((error: Error) => error);
    expect(failure).to.have.property('name', 'ConfigurationException');
    expect((failure as Error).message.split('\n')).to.have.length(3);
  });

  it('may be no YAML, no properties, empty, or not there', async () => {
    expect(await problems('a: [1\n')).to.satisfy((all: string[]) =>
      all.every((text) => /c\.yaml:\d+:\d+: This is not YAML/.test(text)),
    );
    expect(await problems('- a\n')).to.deep.equal([
      'c.yaml:1:1: The file must hold properties, as `name: value`.',
    ]);
    expect(await problems('')).to.deep.equal(['c.yaml: The property clients is missing. Add it.']);
    const {
      problems: [absent],
    } = await readConfiguration({ file: folder.of('no.yaml'), format: 'yaml' });
    expect(problemText(absent!)).to.match(/no\.yaml: There is no such file/);
  });

  it('takes values from the environment and from files, in the type that the property has', async () => {
    await folder.write('secret', 'from a file\n');
    const {
      settings,
      problems: none,
      files,
    } = await read(
      `server: { port: "\${env:PORT}", host: "\${env:HOST:-127.0.0.2}" }
tls: { keyStore: "\${env:BASE}/a.p12", passphrase: "\${file:secret}" }
bundles: { watch: "\${env:WATCH}" }
${CLIENTS}`,
      { PORT: '81', BASE: '/base', WATCH: 'false' },
    );
    expect(none).to.deep.equal([]);
    expect(settings.server).to.deep.equal({ port: 81, host: '127.0.0.2' });
    expect(settings.bundles).to.deep.equal({ watch: false });
    expect(settings.tls!.keyStore).to.equal('/base/a.p12');
    expect(settings.tls!.passphrase!.equals(new GuardedString('from a file'))).to.equal(true);
    expect(files).to.deep.equal([folder.of('c.yaml'), folder.of('secret')]);
  });

  it('says which reference leads nowhere', async () => {
    expect(
      await problems(
        `server: { host: "\${env:NOPE}" }\ntls: { keyStore: "\${file:nope}" }\nlog: { level: "\${what}" }\n${CLIENTS}`,
      ),
    ).to.deep.equal([
      'c.yaml:1:11: server.host: The environment variable NOPE is not set. Set it, or write ${env:NOPE:-default}.',
      `c.yaml:2:8: tls.keyStore: The file ${folder.of('nope')} cannot be read: ENOENT.`,
      'c.yaml:3:8: log.level: ${what} is no reference. Write ${env:NAME}, ${env:NAME:-default} or ${file:path}.',
    ]);
  });

  it('holds no key in clear, but may refer to one', async () => {
    const hash = await hashKey(new GuardedString('top secret'));
    const { settings, problems: none } = await read(
      'clients: [ { name: a, key: "${env:CLEAR}" }, { name: b, key: "${env:HASH}" } ]',
      { CLEAR: 'top secret', HASH: hash },
    );
    expect(none).to.deep.equal([]);
    expect(settings.clients[0]!.keys[0])
      .to.match(/^scrypt\$/)
      .and.not.equal(hash);
    expect(settings.clients[1]!.keys).to.deep.equal([hash]);
    const [inClear] = await problems('clients: [ { name: a, key: top secret } ]');
    expect(inClear)
      .to.include('c.yaml:1:23: clients[0].key: This is not the hash of a key.')
      .and.not.include('top secret');
  });

  it('never quotes a secret, nor what came by a reference', async () => {
    const found = await problems(
      `tls: { keyStore: a, passphrase: { hidden-a: 1 } }
log: { level: "\${env:SECRET}" }
server: { port: "\${env:SECRET}" }
clients: [ { name: a, key: 4711 }, { name: b, keys: "hidden-b" } ]
`,
      { SECRET: 'hidden-c' },
    );
    expect(found).to.have.length(5);
    expect(found.join('\n')).to.not.match(/hidden|4711/);
  });

  it('has a property for every option of the server and every limit', () => {
    const { properties } = SETTINGS.properties!['server']!;
    expect(Object.keys(properties!)).to.include.members(Object.keys(SERVER_DEFAULTS));
    expect(Object.keys(properties!['failedKeys']!.properties!)).to.have.members(
      Object.keys(FAILED_KEYS_DEFAULTS),
    );
    expect(Object.keys(properties!['limits']!.properties!)).to.have.members(Object.keys(DEFAULT_LIMITS));
  });
});
