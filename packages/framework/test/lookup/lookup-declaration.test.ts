import { LocalConnector } from '@icf-ts/framework';
import { ConnectorClass, type LookupDeclaration } from '@icf-ts/framework/spi';
import { expect } from 'chai';
import { NoSettings, PROFILES, ProfileConnector, TAGS } from './profile-connector.js';

describe('lookups that a connector declares', () => {
  it('are checked when it is loaded, and shown by its info', () => {
    const load = (lookups: unknown, base: object = ProfileConnector.prototype): LocalConnector => {
      class Declaring {
        init(): void {}
        dispose(): void {}
      }
      Object.setPrototypeOf(Declaring.prototype, base);
      ConnectorClass({
        name: 'Declaring',
        displayNameKey: 'x',
        configuration: NoSettings,
        lookups: lookups as readonly LookupDeclaration[],
      })(Declaring);
      return new LocalConnector(Declaring);
    };
    expect(load([PROFILES, TAGS]).info.lookups.map(({ name }) => name)).to.deep.equal([
      PROFILES.name,
      TAGS.name,
    ]);
    expect(load(undefined).info.lookups).to.deep.equal([]);
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      [[{ ...TAGS, name: '' }], /lookup number 1 without name/],
      [[{ ...TAGS, codeAttribute: ' ' }], /Lookup\.Tags without codeAttribute/],
      [[{ ...TAGS, decodeAttribute: undefined }], /Lookup\.Tags without decodeAttribute/],
      [[{ ...TAGS, objectClass: undefined }], /Lookup\.Tags without objectClass/],
      [[TAGS, { ...TAGS, name: 'lookup.tags' }], /two lookups of one name: Lookup\.Tags and lookup\.tags/],
    ];
    for (const [lookups, message] of wrong) {
      expect(() => load(lookups))
        .to.throw(message)
        .with.property('name', 'ConfigurationException');
    }
    expect(() => load([TAGS], Object.prototype)).to.throw(/cannot search.*fault of the bundle/);
  });
});
