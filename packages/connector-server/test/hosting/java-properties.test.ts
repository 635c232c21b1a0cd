import { mkdir, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { javaSource } from '#src/hosting/configuration/java-source.js';
import { checkHosting, problemText, readConfiguration } from '#src/hosting/index.js';
import { HostFolder } from './host-folder.js';

const KEY = 'rN8pF2ZtQ2a2lTkTXbnKTnP2x3U=';

describe('the Java server’s connectorserver.properties', () => {
  const folder = new HostFolder();
  before(() => folder.open());
  after(() => folder.close());

  const source = (content: string, system = {}): ReturnType<typeof javaSource> =>
    javaSource(Buffer.from(content, 'latin1'), 'p', system, folder.path);
  const told = (content: string, system = {}): readonly string[] =>
    source(content, system).problems.map(problemText);

  it('is read as Java reads it: escapes, continuation lines, all three separators, ISO-8859-1', () => {
    const { value, problems, placeOf } = source(
      `# a comment
connectorserver.port : 8759
connectorserver.bundleDir = \\
    b\\u00fcndles/\xe4
connectorserver.ifaddress 127.0.0.1
connectorserver.key=${KEY.replace('=', '\\u003d')}
connectorserver.usessl=False
! the last one wins
connectorserver.port=8760
`,
    );
    expect(problems).to.deep.equal([]);
    expect(value).to.deep.equal({
      server: { host: '127.0.0.1', port: 8760 },
      bundles: { directory: 'bündles/ä' },
      clients: [{ name: 'default', key: `sha1$${KEY}` }],
    });
    expect(placeOf(['bundles', 'directory'])).to.deep.equal({ line: 3 });
    expect(placeOf(['clients', 0, 'key'])).to.deep.equal({ line: 6 });
    expect(placeOf(['server', 'port'])).to.deep.equal({ line: 9 });
  });

  it('listens on every address where it names none, as Java does', () => {
    expect((source('connectorserver.port=1').value['server'] as { host: string }).host).to.match(
      /^(::|0\.0\.0\.0)$/,
    );
  });

  it('says what is missing, what is not used, and what there is not', () => {
    expect(
      told(
        'connectorserver.port=0\nconnectorserver.loggerClass=x.Log\nconnectorserver.libDir=lib\nconnectorserver.usesll=true\n',
      ),
    ).to.deep.equal([
      'p:2: connectorserver.loggerClass: It is not used: this server writes JSON lines to standard output.',
      'p:3: connectorserver.libDir: It is not used: jars mean nothing to this server. A bundle brings its packages in its node_modules.',
      'p:4: connectorserver.usesll: The Java server has no such property. Did you mean connectorserver.usessl?',
      'p: connectorserver.bundleDir: It is missing. The Java server does not start without it either.',
      'p: connectorserver.key: It is missing. The Java server does not start without it either.',
      "p:1: connectorserver.port: It must be a port, from 1 to 65535. Here it is '0'.",
    ]);
  });

  it('points out the jars that it cannot run', async () => {
    await mkdir(folder.of('java'));
    for (const name of ['a-1.jar', 'b-2.jar']) await writeFile(folder.of('java', name), '');
    expect(
      told(`connectorserver.port=1\nconnectorserver.key=${KEY}\nconnectorserver.bundleDir=java\n`),
    ).to.deep.equal([
      'p:3: connectorserver.bundleDir: 2 jars in it are Java bundles, which this server cannot run: a-1.jar, b-2.jar. ' +
        'Keep a Java connector server for them; this one loads the bundles made for it from the same folder.',
    ]);
  });

  it('takes the key store from the system properties of a JVM; JKS has to be converted', async () => {
    const usessl = `connectorserver.port=1\nconnectorserver.key=${KEY}\nconnectorserver.bundleDir=x\nconnectorserver.usessl=true\n`;
    const system = { 'javax.net.ssl.keyStore': 'a.p12', 'javax.net.ssl.keyStorePassword': 'p' };
    expect(source(usessl, system).value['tls']).to.deep.equal({
      keyStore: folder.of('a.p12'),
      passphrase: 'p',
    });
    expect(told(usessl)[0]).to.match(
      /^p:4: connectorserver\.usessl: TLS needs a key store\. .*-Djavax\.net\.ssl\.keyStore=FILE/,
    );
    await writeFile(folder.of('a.jks'), Buffer.from('feedfeed00000002', 'hex'));
    expect(told(usessl, { 'javax.net.ssl.keyStore': 'a.jks' })[0]).to.match(
      /JKS key store.*keytool -importkeystore .*a\.p12 -deststoretype PKCS12/,
    );
  });

  it('is checked like any configuration, under the names that it has: the key that everybody knows is refused', async () => {
    const file = await folder.write(
      'c.properties',
      `connectorserver.port=8759\nconnectorserver.key=lmA6bMfENJGlIDbfrVtklXFK32s=\nconnectorserver.bundleDir=${folder.of('bundles')}\n`,
    );
    const problems = await checkHosting(await readConfiguration({ file, format: 'java' }));
    expect(problems.map(problemText).join('\n')).to.match(
      /c\.properties:2: connectorserver\.key: The key of client default is 'changeit'.* -setKey/,
    );
  });
});
