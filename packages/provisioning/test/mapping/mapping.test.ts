import { inspect } from 'node:util';
import { GuardedString, LookupDefinition } from '@icf-ts/framework';
import { MappingError } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account, mappingOf, plain, written } from './mapping-bench.js';

describe('a map between identities and objects', () => {
  it('goes both ways, and writes only what differs', async () => {
    const map = await mappingOf(`
      entries:
        - { identity: name.givenName, attribute: FirstName }
        - { identity: userName, attribute: __NAME__, textCase: ignore }
        - { identity: id, attribute: __UID__ }`);
    const identity = { name: { givenName: 'Ann' }, userName: 'Ann@X.org', own: 1 };
    expect(plain(map.toAttributes(identity, undefined))).to.deep.equal({
      FirstName: 'Ann',
      __NAME__: 'Ann@X.org',
    });
    expect(map.toAttributes(identity, account({ FirstName: 'Ann' }))).to.deep.equal([]);
    expect(plain(map.toAttributes(identity, account({ FirstName: 'Anna' })))).to.deep.equal({
      FirstName: 'Ann',
    });
    expect(map.toIdentity(account({ FirstName: 'Anna' }), identity)).to.deep.equal({
      name: { givenName: 'Anna' },
      userName: 'ann@x.org',
      own: 1,
      id: '005A',
    });
    expect(identity, 'what was given is not touched').to.deep.equal({
      name: { givenName: 'Ann' },
      userName: 'Ann@X.org',
      own: 1,
    });
    expect(map.attributesToGet).to.deep.equal(['FirstName', '__NAME__']);
  });

  it('takes names as they are, also those with dots and those that JavaScript has a meaning for', async () => {
    const map = await mappingOf(`
      entries:
        - { identity: ['http://x.org/claims/a'], attribute: A }
        - { identity: 'b\\.c.d', attribute: B }
        - { identity: __proto__.polluted, attribute: C }`);
    const identity = JSON.parse(
      '{ "http://x.org/claims/a": "1", "b.c": { "d": "2" }, "__proto__": { "polluted": "3" } }',
    ) as Parameters<typeof map.toAttributes>[0];
    const attributes = map.toAttributes(identity, undefined);
    expect(plain(attributes)).to.deep.equal({ A: '1', B: '2', C: '3' });
    expect(JSON.stringify(map.toIdentity(written(attributes), undefined))).to.equal(JSON.stringify(identity));
    expect({}).to.not.have.property('polluted');
  });

  it('tells silence from emptiness', async () => {
    const map = await mappingOf(`
      entries:
        - { identity: a, attribute: A }
        - { identity: b, attribute: B, strength: strong }
        - { identity: c, attribute: C, strength: weak }`);
    const full = account({ A: 'a', B: 'b', C: 'c' });
    expect(plain(map.toAttributes({}, full)), 'only strong clears what nobody spoke of').to.deep.equal({
      B: [],
    });
    expect(plain(map.toAttributes({ a: null, b: null, c: null }, full))).to.deep.equal({ A: [], B: [] });
    expect(plain(map.toAttributes({ c: 'new' }, account({ C: 'c' })))).to.deep.equal({});
    expect(plain(map.toAttributes({ c: 'new' }, account()))).to.deep.equal({ C: 'new' });
    expect(map.toIdentity(account(), { a: 'a', c: 'c' })).to.deep.equal({ a: null, c: 'c' });
    expect(map.toIdentity(account(), undefined)).to.deep.equal({});
  });

  it('works out, tests and checks values', async () => {
    const map = await mappingOf(`
      entries:
        - identity: alias
          attribute: Alias
          outbound:
            expression: value.ascii().lower().left(8)
            defaultExpression: (identity.first.left(1) + identity.last).lower().left(8)
            condition: '!has(identity.retired)'
            validate: [{ check: 'size(value) > 1', message: The alias is too short. }]
          inbound: { expression: '"sf-" + value' }
        - { attribute: Source, constant: HR }
        - { attribute: Level, direction: outbound, expression: identity.level + 1 }
        - { identity: full, direction: inbound, expression: 'object.First + " " + object.Last' }`);
    const out = (identity: Parameters<typeof map.toAttributes>[0]) =>
      plain(map.toAttributes(identity, undefined));
    expect(out({ alias: 'Jürgen Møller', level: 2 })).to.deep.equal({
      Alias: 'jurgen m',
      Source: 'HR',
      Level: 3,
    });
    expect(out({ first: 'Ann', last: 'Lee', level: 1 })).to.include({ Alias: 'alee' });
    expect(out({ alias: 'x', retired: true, level: 1 })).to.not.have.property('Alias');
    expect(() => out({ alias: 'x', level: 1 })).to.throw(
      MappingError,
      'alias <-> Alias: The alias is too short.',
    );
    expect(() => out({ alias: 'xy' })).to.throw(MappingError, /^Level: No such key: level \(ask with has/);
    expect(map.toIdentity(account({ Alias: 'a', First: 'Ann', Last: 'Lee' }), undefined)).to.deep.equal({
      alias: 'sf-a',
      full: 'Ann Lee',
    });
    expect(map.attributesToGet).to.deep.equal(['Alias', 'Source', 'Level', 'First', 'Last']);
  });

  it('fills in defaults, and lets those of a trusted source count only there', async () => {
    const yaml = `
      entries:
        - { identity: Organization, trustedDefault: Xellerate Users }
        - { identity: kind, attribute: Kind, inbound: { default: person, trustedDefault: employee } }
        - { attribute: Zone, default: Europe/Berlin }
        - { attribute: Locale, default: en_US, strength: strong }`;
    const target = await mappingOf(yaml);
    const trusted = await mappingOf(yaml, { trusted: true });
    expect(target.toIdentity(account(), undefined)).to.deep.equal({ kind: 'person' });
    expect(trusted.toIdentity(account(), undefined)).to.deep.equal({
      Organization: 'Xellerate Users',
      kind: 'employee',
    });
    expect(trusted.toIdentity(account(), { Organization: 'Sales' })).to.include({ Organization: 'Sales' });
    expect(plain(target.toAttributes({}, undefined))).to.deep.equal({
      Zone: 'Europe/Berlin',
      Locale: 'en_US',
    });
    const changed = account({ Zone: 'Asia/Tokyo', Locale: 'de_DE' });
    expect(plain(target.toAttributes({}, changed)), 'a default does not undo a change').to.deep.equal({
      Locale: 'en_US',
    });
  });

  it('refuses an object or identity without what is required', async () => {
    const map = await mappingOf('entries: [{ identity: sn, attribute: LastName, required: true }]');
    expect(() => map.toAttributes({}, undefined)).to.throw(
      MappingError,
      'sn <-> LastName: The identity has no value',
    );
    expect(() => map.toAttributes({ sn: '' }, account({ LastName: 'Lee' }))).to.throw(MappingError);
    expect(map.toAttributes({}, account({ LastName: 'Lee' }))).to.deep.equal([]);
    expect(() => map.toIdentity(account(), undefined)).to.throw(MappingError, 'The object has no value');
  });

  it('checks the identity by its schema', async () => {
    const map = await mappingOf(`
      schema: { properties: { age: { type: integer } }, required: [age] }
      entries: [{ identity: age, attribute: Age }]`);
    expect(map.toIdentity(account({ Age: 40 }), undefined)).to.deep.equal({ age: 40 });
    expect(() => map.toIdentity(account({ Age: 'x' }), undefined)).to.throw(
      MappingError,
      '/age must be integer',
    );
    expect(() => map.toIdentity(account(), undefined)).to.throw(
      MappingError,
      "must have required property 'age'",
    );
  });

  it('sends passwords when they are given, and never reads or keeps them', async () => {
    const map = await mappingOf(`
      entries:
        - identity: password
          attribute: __PASSWORD__
          validate: [{ check: size(value) >= 8, message: The password is too short. }]`);
    const secrets = new Map([['password', new GuardedString('correct horse')]]);
    const clear = (attributes: ReturnType<typeof map.toAttributes>) =>
      attributes.map(({ values }) => (values![0] as GuardedString).access((text) => text));
    expect(map.toAttributes({}, undefined)).to.deep.equal([]);
    expect(clear(map.toAttributes({}, undefined, secrets))).to.deep.equal(['correct horse']);
    expect(clear(map.toAttributes({}, account(), secrets))).to.deep.equal(['correct horse']);
    const held = { password: 'correct horse' };
    expect(map.toAttributes(held, account())).to.deep.equal([]);
    expect(map.toAttributes(held, undefined), 'nor what an identity has of former times').to.deep.equal([]);
    expect(map.toIdentity(account(), held)).to.deep.equal({});
    expect(map.attributesToGet).to.deep.equal([]);
    const short = new Map([['password', new GuardedString('hunter2')]]);
    expect(() => map.toAttributes({}, undefined, short))
      .to.throw(MappingError, 'The password is too short.')
      .with.property('message')
      .that.does.not.include('hunter2');
    const telling = await mappingOf(`
      entries: [{ identity: pw, attribute: __PASSWORD__, validate: [{ check: int(value) > 1, message: m }] }]`);
    const error: Error = (() => {
      try {
        return telling.toAttributes({}, undefined, new Map([['pw', new GuardedString('hunter2')]]));
      } catch (problem) {
        return problem;
      }
    })() as Error;
    expect(error.message).to.include('cannot be worked out for this secret');
    expect(inspect(error, { depth: 9 }), 'nor does the cause quote it').to.not.include('hunter2');
  });

  it('calls the functions of modules', async () => {
    const map = await mappingOf(`
      entries:
        - identity: name
          attribute: Name
          outbound: { module: ../../test/mapping/functions.mjs#shout }
          inbound:
            condition: { module: ../../test/mapping/functions.mjs#isWanted }
            expression: { module: ../../test/mapping/functions.mjs }`);
    expect(plain(map.toAttributes({ name: 'ann' }, undefined))).to.deep.equal({ Name: 'ANN! (create)' });
    expect(map.toIdentity(account({ Name: 'Ann' }), undefined)).to.deep.equal({ name: 'nnA' });
    expect(map.toIdentity(account({ Name: 'unwanted' }), undefined)).to.deep.equal({});
    expect(() => map.toAttributes({ name: 5 }, undefined)).to.throw(
      MappingError,
      'functions.mjs#shout failed',
    );
    expect(map.attributesToGet, 'what a module reads cannot be told').to.equal(undefined);
  });

  it('translates by lookups and by tables of values', async () => {
    const profiles = new LookupDefinition({
      name: 'Lookup.Salesforce.Profiles',
      entries: [
        ['00e1', 'Standard User'],
        ['00e2', 'Twin'],
        ['00e3', 'Twin'],
      ],
    });
    const lookups = (name: string) => (name === profiles.name ? profiles : undefined);
    const yaml = (holds: string) => `
      entries:
        - { identity: profile, attribute: ProfileId, lookup: { name: Lookup.Salesforce.Profiles, holds: ${holds} } }
        - { identity: status, attribute: __ENABLE__, values: { Active: true, Disabled: false } }`;
    const byDecode = await mappingOf(yaml('decode'), { lookups });
    expect(
      plain(byDecode.toAttributes({ profile: 'Standard User', status: 'disabled' }, undefined)),
    ).to.deep.equal({
      ProfileId: '00e1',
      __ENABLE__: false,
    });
    expect(byDecode.toIdentity(account({ ProfileId: '00e1', __ENABLE__: true }), undefined)).to.deep.equal({
      profile: 'Standard User',
      status: 'Active',
    });
    expect(() => byDecode.toAttributes({ profile: 'Twin' }, undefined)).to.throw(MappingError, '00e2, 00e3');
    expect(() => byDecode.toAttributes({ profile: 'None' }, undefined)).to.throw(
      MappingError,
      'reads "None"',
    );
    expect(() => byDecode.toAttributes({ status: 'gone' }, undefined)).to.throw(
      MappingError,
      '"Active", "Disabled"',
    );
    const missing = await mappingOf(yaml('decode'));
    expect(() => missing.toAttributes({ profile: 'x' }, undefined)).to.throw(
      MappingError,
      'synchronise it first',
    );

    const itResource = { key: '161', name: 'Salesforce' };
    const oracle = await mappingOf(yaml('code'), { lookups, itResource });
    expect(oracle.toIdentity(account({ ProfileId: '00e1' }), undefined)).to.deep.equal({
      profile: '161~00e1',
    });
    expect(plain(oracle.toAttributes({ profile: '161~00e3' }, undefined))).to.deep.equal({
      ProfileId: '00e3',
    });
    expect(() => oracle.toAttributes({ profile: '999~00e3' }, undefined)).to.throw(MappingError, 'no code');
  });

  it("takes lookups that are kept in Oracle's form, of its own IT resource alone", async () => {
    const kept = new LookupDefinition({
      name: 'Lookup.Salesforce.Profiles',
      entries: [
        ['161~00e1', 'Salesforce~Standard User'],
        ['162~00e9', 'Sandbox~Read Only'],
      ],
    });
    const itResource = { key: '161', name: 'Salesforce' };
    const map = (holds: string) =>
      mappingOf(
        `entries: [{ identity: profile, attribute: ProfileId, lookup: { name: Lookup.Salesforce.Profiles, holds: ${holds} } }]`,
        { lookups: () => kept, itResource },
      );
    for (const [holds, text] of [
      ['code', '161~00e1'],
      ['decode', 'Salesforce~Standard User'],
    ] as const) {
      const oracle = await map(holds);
      expect(oracle.toIdentity(account({ ProfileId: '00e1' }), undefined)).to.deep.equal({ profile: text });
      expect(plain(oracle.toAttributes({ profile: text }, undefined))).to.deep.equal({ ProfileId: '00e1' });
      expect(() => oracle.toIdentity(account({ ProfileId: '00e9' }), undefined)).to.throw('has no code');
    }
    const roles = new LookupDefinition({ name: 'Lookup.Salesforce.Roles', entries: [['00E1', 'CEO']] });
    const lookup = 'lookup: { name: Lookup.Salesforce.Roles, itResource: false }';
    const plainly = await mappingOf(`entries: [{ identity: Role, attribute: UserRoleId, ${lookup} }]`, {
      lookups: () => roles,
      itResource,
    });
    expect(plainly.toIdentity(account({ UserRoleId: '00E1' }), undefined)).to.deep.equal({ Role: 'CEO' });
    expect(plain(plainly.toAttributes({ Role: 'CEO' }, undefined))).to.deep.equal({ UserRoleId: '00E1' });
  });

  it('extends a preset: entries go over its entries, and can take them away', async () => {
    const map = await mappingOf(`
      extends: forgerock
      entries:
        - { attribute: TimeZoneSidKey, default: Europe/Berlin }
        - { attribute: LocaleSidKey, direction: none }
        - { identity: city, attribute: City }`);
    const attributes = plain(map.toAttributes({ userName: 'ann@x.org', sn: 'Lee', city: 'Bonn' }, undefined));
    expect(attributes).to.include({
      TimeZoneSidKey: 'Europe/Berlin',
      City: 'Bonn',
      LanguageLocaleKey: 'en_US',
    });
    expect(attributes).to.not.have.property('LocaleSidKey');
  });
});
