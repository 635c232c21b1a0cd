import {
  ConfigurationProperties,
  ConnectorMessages,
  GuardedString,
  LocalConnector,
  Locale,
  checkMessages,
  exportConfigurationSchema,
} from '@icf-ts/framework';
import { describeConnector, describeProperty } from '@icf-ts/framework/spi';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';

class Settings {
  host: string | undefined;
  port = 389;
  password: GuardedString | undefined = new GuardedString('default');
  token = 'default too';
  waitMs = 2n ** 60n;
  baseContexts: string[] = ['dc=a'];
  colour: string | undefined;
  mode: string | undefined;
}
describeProperty(Settings, 'host', { type: 'String', order: 1, required: true });
describeProperty(Settings, 'port', { type: 'int', order: 2, required: true, minimum: 1, maximum: 65_535 });
describeProperty(Settings, 'password', {
  type: 'GuardedString',
  order: 3,
  confidential: true,
  allowedValues: ['default', 'other'],
});
describeProperty(Settings, 'token', { type: 'String', order: 4, confidential: true, required: true });
describeProperty(Settings, 'waitMs', { type: 'long', order: 5 });
describeProperty(Settings, 'baseContexts', { type: 'String[]', order: 6, operations: ['search', 'sync'] });
describeProperty(Settings, 'colour', {
  type: 'String',
  order: 7,
  allowedValues: ['red'],
  allowedValuesOpenness: 'OPEN',
});
describeProperty(Settings, 'mode', { type: 'String', order: 8, allowedValues: ['a', 'b'] });

class Bare {
  init(): void {}
  dispose(): void {}
}
describeConnector(Bare, { name: 'bare', displayNameKey: 'bare.display', configuration: Settings });

const catalog = (texts: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(texts));
const messages = new ConnectorMessages(
  new Map([
    [
      '',
      catalog({
        'bare.display': 'Bare',
        'host.display': 'Host',
        'host.help': 'Where.',
        'host.group': 'Basics',
      }),
    ],
    ['fr', catalog({ 'host.display': 'Hôte' })],
  ]),
);

describe('configuration schema for forms and editors', () => {
  const connector = new LocalConnector(Bare, { bundleName: 'b', bundleVersion: '1', messages });
  const propertiesOf = (schema: object): Record<string, Record<string, unknown>> =>
    (schema as { properties: Record<string, Record<string, unknown>> }).properties;

  it('carries titles, defaults, bounds and annotations, in the language asked for', () => {
    const schema = exportConfigurationSchema(connector, { locale: 'fr_CA' });
    expect(schema).to.include({ title: 'Bare', type: 'object' });
    expect(schema['required']).to.deep.equal(['host', 'token']);
    const properties = propertiesOf(schema);
    expect(Object.keys(properties)).to.deep.equal(connector.info.defaultConfiguration.properties.names);
    expect(properties['host']).to.deep.equal({
      minLength: 1,
      type: 'string',
      title: 'Hôte',
      description: 'Where.',
      'x-order': 1,
      'x-group': 'Basics',
      'x-icf-type': 'String',
      'x-icf-required': true,
    });
    expect(properties['port']).to.deep.include({ default: 389, minimum: 1, maximum: 65_535, title: 'port' });
    expect(properties['waitMs']).to.include({ default: '1152921504606846976' });
    expect(properties['baseContexts']).to.deep.include({
      default: ['dc=a'],
      'x-icf-operations': ['search', 'sync'],
    });
    expect(properties['colour'])
      .to.deep.include({ examples: ['red'] })
      .and.not.have.property('enum');
    expect(properties['mode']).to.deep.include({ enum: ['a', 'b'] });
    const root = exportConfigurationSchema(connector, { locale: Locale.ROOT });
    expect(propertiesOf(root)['host']).to.include({ title: 'Host' });
  });

  it('shows nothing of secrets', () => {
    const schema = exportConfigurationSchema(connector);
    expect(JSON.stringify(schema)).to.not.match(/default too|"other"|\[secret\]/);
    for (const name of ['password', 'token'])
      expect(propertiesOf(schema)[name])
        .to.include({ writeOnly: true })
        .and.not.have.any.keys('default', 'enum');
  });

  it('is a schema of draft 2020-12 that tells good from bad', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { password: true } });
    const validate = ajv.compile(exportConfigurationSchema(connector));
    const good = { host: 'a', token: 't', waitMs: '5', baseContexts: ['x'], mode: 'a', password: 'p' };
    expect(validate(good), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...good, mode: 'c' })).to.equal(false);
    expect(validate({ ...good, port: 0 })).to.equal(false);
    expect(validate({ token: 't' })).to.equal(false);
  });

  it('comes from the info alone too, as a remote connector gives it', () => {
    const properties = propertiesOf(exportConfigurationSchema(connector.info, { locale: 'fr' }));
    expect(properties['host']).to.include({ title: 'Hôte', 'x-icf-required': true });
    expect(properties['mode']).to.not.have.property('enum');
    expect(properties['password']).to.include({ writeOnly: true });
  });
});

describe('check of messages', () => {
  const { properties } = new LocalConnector(Bare).info.defaultConfiguration;
  const host = new ConfigurationProperties([properties.get('host')!]);

  it('finds nothing in complete catalogues', () => {
    const complete = new ConnectorMessages(
      new Map([
        ['', catalog({ title: 'T', 'host.display': 'Host', 'host.help': '{0} of {1}' })],
        ['pt', catalog({ title: 'T', 'host.display': 'Servidor', 'host.help': '{1}: {0}' })],
        ['pt_BR', catalog({ 'host.display': 'Servidor' })],
      ]),
    );
    expect(checkMessages(complete, host, ['title'])).to.deep.equal([]);
  });

  it('finds missing and foreign keys and broken placeholders', () => {
    const broken = new ConnectorMessages(
      new Map([
        ['', catalog({ 'host.display': 'Host {0', 'host.group': 'G', hello: 'Hello {0}' })],
        ['fr', catalog({ 'host.display': 'Hôte', hello: 'Bonjour', stray: 'x' })],
      ]),
    );
    const two = new ConfigurationProperties([properties.get('host')!, properties.get('port')!]);
    expect(checkMessages(broken, two, ['title'])).to.deep.equal([
      "root: 'title' is missing",
      "root: 'host.help' is missing",
      "root: 'port.display' is missing",
      "root: 'port.help' is missing",
      "root: 'port.group' is missing",
      "root: 'host.display' has a brace that is not part of a placeholder such as {0}",
      "fr: 'host.group' is missing",
      "fr: 'hello' has placeholders none, but the root has {0}",
      "fr: 'stray' is not in the root catalogue",
    ]);
  });
});
