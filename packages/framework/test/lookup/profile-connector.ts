import {
  ConnectorObject,
  LookupDefinition,
  Name,
  ObjectClass,
  Uid,
  attribute,
  filters,
  type Attribute,
  type LookupEntry,
  type LookupReport,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type Configuration,
  type Connector,
  type LookupDeclaration,
  type SearchOp,
} from '@icf-ts/framework/spi';
import { expect } from 'chai';

export class NoSettings implements Configuration {}

export const PROFILE = new ObjectClass('Profile');
export const PROFILES: LookupDeclaration = {
  name: 'Lookup.Salesforce.Profiles',
  objectClass: PROFILE,
  codeAttribute: '__UID__',
  decodeAttribute: '__NAME__',
  filter: filters.equals('active', true),
};
export const TAGS: LookupDeclaration = {
  name: 'Lookup.Tags',
  objectClass: PROFILE,
  codeAttribute: 'tags',
  decodeAttribute: 'label',
};

export const profile = (uid: string, name: string, ...more: Attribute[]): ConnectorObject =>
  new ConnectorObject(PROFILE, [new Uid(uid), new Name(name), attribute('active', true), ...more]);

@ConnectorClass({
  name: 'ProfileConnector',
  displayNameKey: 'x',
  configuration: NoSettings,
  lookups: [PROFILES, TAGS],
})
export class ProfileConnector implements Connector<NoSettings>, SearchOp {
  static objects: readonly ConnectorObject[] = [];
  static asked: OperationOptions | undefined;
  static onObject: () => void = () => undefined;
  init(): void {}
  dispose(): void {}
  async *search(
    _objectClass: ObjectClass,
    _filter: unknown,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, void, void> {
    ProfileConnector.asked = options;
    for (const object of ProfileConnector.objects) {
      yield object;
      ProfileConnector.onObject();
    }
  }
}

export const entriesOf = (lookup: LookupDefinition): readonly LookupEntry[] => [...lookup];

/** Every report must account for every entry, on both sides. */
export function expectBalance(report: LookupReport, previous?: LookupDefinition): void {
  const { added, changed, unchanged, returned, vanished, stillVanished, foreign } = report;
  const onTarget = added.length + changed.length + unchanged.length + returned.length;
  const before =
    changed.length +
    unchanged.length +
    returned.length +
    vanished.length +
    stillVanished.length +
    foreign.length;
  expect(before).to.equal(previous?.size ?? 0);
  expect(report.definition.size - onTarget - foreign.length).to.be.oneOf([
    0,
    vanished.length + stillVanished.length,
  ]);
}

export const previousOf = (
  entries: readonly LookupEntry[],
  vanished: readonly string[] = [],
  name = PROFILES.name,
): LookupDefinition => new LookupDefinition({ name, entries, vanished });
