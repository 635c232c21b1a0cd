import {
  ConnectorObject,
  GuardedString,
  LocalConnector,
  LookupDefinition,
  Name,
  Uid,
  attribute,
  attributeOf,
  lookupFormat,
  synchronizeLookup,
  type LookupReport,
  type SynchronizeLookupOptions,
} from '@icf-ts/framework';
import type { LookupDeclaration } from '@icf-ts/framework/spi';
import { expect } from 'chai';
import {
  PROFILE,
  PROFILES,
  ProfileConnector,
  TAGS,
  entriesOf,
  expectBalance,
  previousOf,
  profile,
} from './profile-connector.js';

describe('lookup synchronisation', () => {
  const local = new LocalConnector(ProfileConnector);
  const sync = async (
    declaration: LookupDeclaration,
    objects: readonly ConnectorObject[],
    options: SynchronizeLookupOptions = {},
  ): Promise<LookupReport> => {
    ProfileConnector.objects = objects;
    const facade = local.createFacade(local.info.defaultConfiguration);
    try {
      const report = await synchronizeLookup(facade, declaration, options);
      expectBalance(report, options.previous);
      return report;
    } finally {
      await facade.dispose();
    }
  };
  beforeEach(() => (ProfileConnector.onObject = () => undefined));

  it('fills a lookup from what the connector declares, asking for no more than it needs', async () => {
    const [declaration] = local.info.lookups;
    const { definition, added, rows } = await sync(declaration!, [
      profile('p1', 'Admin', attribute('more', 1)),
      profile('p2', 'Öffentlich~S&OP "2"'),
      new ConnectorObject(PROFILE, [new Uid('p3'), new Name('Old'), attribute('active', false)]),
    ]);
    expect(definition).to.include({ name: PROFILES.name, kind: 'synchronized', size: 2 });
    expect(entriesOf(definition)).to.deep.equal([
      ['p1', 'Admin'],
      ['p2', 'Öffentlich~S&OP "2"'],
    ]);
    expect([added.length, rows]).to.deep.equal([2, 2]);
    // The third is what the framework filters by.
    expect(ProfileConnector.asked?.attributesToGet).to.deep.equal(['__UID__', '__NAME__', 'active']);
  });

  it('tells what was added, changed, returned and vanished, and keeps the order', async () => {
    const previous = previousOf(
      [
        ['gone', 'Gone'],
        ['same', 'Same'],
        ['back', 'Back'],
        ['long gone', 'Long gone'],
        ['other', 'Before'],
      ],
      ['back', 'long gone'],
    );
    const objects = [
      profile('new', 'New'),
      profile('other', 'After'),
      profile('same', 'Same'),
      profile('back', 'Back'),
    ];
    const report = await sync(PROFILES, objects, { previous });
    expect(report).to.deep.include({
      added: [['new', 'New']],
      changed: [{ before: ['other', 'Before'], after: ['other', 'After'] }],
      unchanged: [['same', 'Same']],
      returned: [{ before: ['back', 'Back'], after: ['back', 'Back'] }],
      vanished: [['gone', 'Gone']],
      stillVanished: [['long gone', 'Long gone']],
    });
    expect(entriesOf(report.definition).map(([code]) => code)).to.deep.equal([
      'gone',
      'same',
      'back',
      'long gone',
      'other',
      'new',
    ]);
    expect(report.definition.vanished.map(([code]) => code)).to.deep.equal(['gone', 'long gone']);

    const dropped = await sync(PROFILES, objects, { previous, vanished: 'drop' });
    expect(dropped.vanished).to.deep.equal([['gone', 'Gone']]);
    expect(entriesOf(dropped.definition).map(([code]) => code)).to.deep.equal([
      'same',
      'back',
      'other',
      'new',
    ]);
    expect(previous.size).to.equal(5);
  });

  it('reports rows without code, entries without decode, and duplicates; the first stays', async () => {
    const tag = (uid: string, codes: (string | null)[] | null, ...label: string[]): ConnectorObject =>
      profile(uid, uid, attributeOf('tags', codes), attribute('label', ...label));
    const report = await sync(TAGS, [
      tag('o1', ['a', 'b', null], 'First'),
      tag('o2', null, 'x'),
      tag('o3', ['', null], 'x'),
      profile('o4', 'o4'),
      tag('o5', ['b'], 'Second'),
      tag('o6', ['a'], 'First'),
      tag('o7', ['c']),
    ]);
    expect(entriesOf(report.definition)).to.deep.equal([
      ['a', 'First'],
      ['b', 'First'],
      ['c', 'c'],
    ]);
    expect(report).to.deep.include({
      rows: 7,
      skipped: ['o2', 'o3', 'o4'],
      duplicates: [{ kept: ['b', 'First'], refused: ['b', 'Second'] }],
      repeated: 1,
      undecoded: [['c', 'c']],
    });
  });

  it('refuses several decodes and secrets instead of guessing', async () => {
    const failure = (object: ConnectorObject): Promise<Error> =>
      sync(TAGS, [object]).then(
        () => expect.fail('synchronised'),
        (error: Error) => error,
      );
    const several = await failure(profile('o', 'o', attribute('tags', 'a'), attribute('label', 'x', 'y')));
    expect(several).to.include({ name: 'InvalidAttributeValueException' });
    expect(several.message).to.match(/Lookup\.Tags: attribute 'label' of object o has several values/);
    const secret = await failure(profile('o', 'o', attribute('tags', new GuardedString('s'))));
    expect(secret.message).to.match(/'tags' of object o holds a value that no text can stand for/);
  });

  it('leaves the entries of other IT resources alone', async () => {
    const format = lookupFormat('oracle', { key: '461', name: 'Salesforce' });
    const previous = previousOf(
      [
        ['161~p1', 'Other~Admin'],
        ['461~p1', 'Old name~Admin'],
        ['461~p9', 'Salesforce~Gone'],
        ['161~p2', 'Other~Gone'],
      ],
      ['161~p2'],
    );
    const report = await sync(PROFILES, [profile('p1', 'Admin'), profile('p2', 'a~b')], { previous, format });
    expect(entriesOf(report.definition)).to.deep.equal([
      ['161~p1', 'Other~Admin'],
      ['461~p1', 'Salesforce~Admin'],
      ['461~p9', 'Salesforce~Gone'],
      ['161~p2', 'Other~Gone'],
      ['461~p2', 'Salesforce~a~b'],
    ]);
    expect(report.foreign).to.have.length(2);
    expect(report.definition.vanished.map(([code]) => code)).to.deep.equal(['461~p9', '161~p2']);
  });

  it('keeps the text case of the lookup', async () => {
    const previous = new LookupDefinition({
      name: PROFILES.name,
      textCase: 'ignore',
      entries: [['ABC', 'x']],
    });
    const { definition, changed } = await sync(PROFILES, [profile('abc', 'x')], { previous });
    expect(changed).to.deep.equal([{ before: ['ABC', 'x'], after: ['abc', 'x'] }]);
    expect([definition.textCase, definition.decode('AbC')]).to.deep.equal(['ignore', 'x']);
  });

  it('ends with the reason of an abort, before and in the middle, and changes nothing', async () => {
    const reason = new Error('enough');
    expect(
      await sync(PROFILES, [profile('p1', 'a')], { signal: AbortSignal.abort(reason) }).catch(
        (error: unknown) => error,
      ),
    ).to.equal(reason);

    const controller = new AbortController();
    ProfileConnector.onObject = () => controller.abort(reason);
    const many = Array.from({ length: 100 }, (_, at) => profile(`p${at}`, 'x'));
    const ended = sync(PROFILES, many, { signal: controller.signal });
    expect(await ended.catch((error: unknown) => error)).to.equal(reason);
  });

  it('refuses the previous state of another lookup, and a declaration that is none', async () => {
    const messageOf = (declaration: LookupDeclaration, previous?: LookupDefinition): Promise<string> =>
      sync(declaration, [], { previous }).then(
        () => expect.fail('synchronised'),
        (error: Error) => error.message,
      );
    expect(await messageOf(PROFILES, previousOf([], [], 'Lookup.Other'))).to.match(/Lookup\.Other was given/);
    expect(await messageOf({ ...PROFILES, codeAttribute: ' ' })).to.match(/without codeAttribute/);
  });
});
