import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readIcfConfiguration } from '#src/configuration/read-icf-configuration.js';
import { openConnector } from '#src/connection/open-connector.js';

const TOKEN = 'PROVISIONER_TEST_TOKEN';
const PROVISIONER = {
  name: 'salesforce',
  enabled: true,
  connectorRef: {
    bundleName: 'org.forgerock.openicf.connectors.salesforce-connector',
    bundleVersion: '[1.5.0.0,1.6.0.0)',
    connectorName: 'org.forgerock.openicf.connectors.salesforce.SalesforceConnector',
  },
  configurationProperties: {
    connectTimeout: 120_000,
    loginUrl: 'https://acme.my.salesforce.com',
    idleCheckInterval: 10_000,
    refreshToken: { env: TOKEN },
    clientSecret: 'in-the-clear',
    clientId: 'app',
    proxyUri: null,
    version: 44,
  },
  objectTypes: { account: { id: 'User' } },
};
const ICF_YAML = `
connectors:
  salesforce:
    bundle: '@icf-ts/salesforce-bundle'
    provisioner: conf/provisioner.json
    configuration: { version: 45 }
`;

describe('a provisioner file of ForgeRock IDM in icf.yaml', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-provisioner-'));
    await writeFile(join(folder, 'icf.yaml'), ICF_YAML.replace('conf/', './'));
  });
  afterEach(async () => {
    delete process.env[TOKEN];
    await rm(folder, { recursive: true });
  });

  const open = async (provisioner: object) => {
    await writeFile(join(folder, 'provisioner.json'), JSON.stringify(provisioner, null, 2));
    return openConnector(await readIcfConfiguration(join(folder, 'icf.yaml')), 'salesforce');
  };
  const problemOf = (opening: Promise<unknown>): Promise<string> =>
    opening.then(
      () => 'none',
      (error: unknown) => (error as Error).message.replaceAll(`${folder}/`, ''),
    );

  it('names the connector, by the alias that the bundle has for it, and its properties', async () => {
    process.env[TOKEN] = 'secret';
    const { facade, info, warnings, close } = await open(PROVISIONER);
    try {
      expect(info.key.connectorName).to.equal('icfts.salesforce.ForgeRockConnector');
      await facade.validate();
      const { properties } = facade.configuration;
      expect(properties.get('loginUrl')?.value).to.equal('https://acme.my.salesforce.com');
      expect(Number(properties.get('connectTimeout')?.value)).to.equal(120_000);
      expect(Number(properties.get('version')?.value), 'icf.yaml goes before it').to.equal(45);
      // The one that came from the environment is not told, and the other one is, with its place.
      expect(warnings.map(({ line, property }) => ({ line, property }))).to.deep.equal([
        { line: 16, property: 'configurationProperties.clientSecret' },
      ]);
    } finally {
      await close();
    }
  });

  it('is told what is wrong, with the place in the file', async () => {
    expect(await problemOf(open(PROVISIONER))).to.match(
      /^provisioner\.json:13:\d+: configurationProperties\.refreshToken: The environment variable PROVISIONER_TEST_TOKEN is not set/,
    );
    process.env[TOKEN] = 'secret';
    expect(await problemOf(open({ ...PROVISIONER, enabled: false }))).to.match(
      /^provisioner\.json:3:3: enabled: .*switched off/,
    );
    expect(await problemOf(open({ enabled: true }))).to.include('configurationProperties');
    const wrong = { ...PROVISIONER, configurationProperties: { loginURL: 'x' } };
    expect(await problemOf(open(wrong))).to.match(
      /^provisioner\.json:10:5: configurationProperties\.loginURL: /,
    );
    await rm(join(folder, 'provisioner.json'));
    const configuration = await readIcfConfiguration(join(folder, 'icf.yaml'));
    expect(await problemOf(openConnector(configuration, 'salesforce'))).to.equal(
      'provisioner.json: There is no such file.',
    );
  });
});
