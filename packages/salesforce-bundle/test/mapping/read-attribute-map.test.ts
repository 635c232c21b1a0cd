import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute } from '@icf-ts/framework';
import { expect } from 'chai';
import { readAttributeMap } from '#src/mapping/read-attribute-map.js';
import { ACCOUNT, facadeOf, failureOf, openBench, person } from '../connector/salesforce-facade.js';

const refusal = (yaml: string): string => {
  try {
    readAttributeMap(yaml, 'map.yaml', { attachedKinds: ['groups', 'queues'] });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The map should have been refused.');
};

describe('attribute map', () => {
  for (const [title, yaml, place, problem] of [
    ['broken YAML', 'objectClasses:\n  __ACCOUNT__: [', 'map.yaml:2:', ''],
    [
      'a key twice',
      'objectClasses:\n  __ACCOUNT__:\n    passThrough: true\n    passThrough: false',
      'map.yaml:4:5',
      'unique',
    ],
    ['nothing', '', 'map.yaml:1:1', 'object'],
    [
      'an unknown key',
      'objectClasses:\n  __ACCOUNT__:\n    atributes: {}',
      'map.yaml:3:5',
      "'atributes' is not known",
    ],
    ['an unknown class', 'objectClasses:\n  __GRUOP__: {}', 'map.yaml:2:3', "Did you mean '__GROUP__'?"],
    [
      'a field that is no name',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      mail: "Email, Id"',
      'map.yaml:4:7',
      'not in the form ^',
    ],
    [
      'an unknown direction',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      mail: { field: Email, direction: up }',
      'map.yaml:4:29',
      'both, toTarget, fromTarget',
    ],
    [
      'an unknown function',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Alias, defaultFrom: magic }',
      'map.yaml:4:26',
      'aliasFromName',
    ],
    [
      'two defaults',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Alias, default: x, defaultFrom: aliasFromName }',
      'map.yaml:4:7',
      'cannot have defaultFrom',
    ],
    [
      'templates of each other',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { template: "${b} x" }\n      b: { template: "${a} y" }',
      'map.yaml:5:7',
      "'a' is itself made by a template",
    ],
    [
      'a template of a template',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { template: "${b} x" }\n      b: { template: "${Title}" }',
      'map.yaml:4:7',
      "'b' is itself made by a template",
    ],
    [
      'a fixed attribute',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      __password__: Signature',
      'map.yaml:4:7',
      'fixed meaning',
    ],
    [
      'a fixed attribute for a name of the password',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      __NAME__: __PASSWORD__',
      'map.yaml:4:7',
      'fixed meaning',
    ],
    [
      'a password with more than a name',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      pin: { field: __PASSWORD__, default: x }',
      'map.yaml:4:7',
      'cannot have default',
    ],
    [
      'a password of a lead',
      'objectClasses:\n  Lead:\n    attributes:\n      pin: __PASSWORD__',
      'map.yaml:4:7',
      'Only users have passwords',
    ],
    [
      'a template of the password',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      pin: __PASSWORD__\n      copy: { template: "${pin}" }',
      'map.yaml:5:7',
      "'pin' is neither",
    ],
    ['the id', 'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      id: Id', 'map.yaml:4:7', '__UID__'],
    [
      'a field written twice',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: Title\n      b: title',
      'map.yaml:5:7',
      "by 'a'",
    ],
    [
      'a default of what is only read',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, direction: fromTarget, default: x }',
      'map.yaml:4:7',
      'cannot have default',
    ],
    [
      'no name',
      'objectClasses:\n  __ACCOUNT__:\n    builtIn: false\n    attributes: { a: Title }',
      'map.yaml:2:3',
      '__NAME__',
    ],
    [
      'an unknown transform',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, transform: lowr }',
      'map.yaml:4:26',
      "Did you mean 'lower'?",
    ],
    [
      'an unknown transform with a parameter',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, transform: { prefx: x } }',
      'map.yaml:4:39',
      "Did you mean 'prefix'?",
    ],
    [
      'a parameter of the wrong type',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, transform: [trim, { max: many }] }',
      'map.yaml:4:46',
      'integer',
    ],
    [
      'a transform that cannot be made',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, transform: { date: dd.MM } }',
      'map.yaml:4:7',
      'form yyyy-MM-dd',
    ],
    [
      'an unknown function of a template',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { template: "${FirstName|uper}" }',
      'map.yaml:4:7',
      "'uper' is not known here. Did you mean 'upper'?",
    ],
    [
      'an entry that stands for nothing',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { default: x }',
      'map.yaml:4:7',
      'field | attached | template',
    ],
    [
      'an entry that stands for two things',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, attached: groups }',
      'map.yaml:4:7',
      'cannot have attached',
    ],
    [
      'a template that is written',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { template: "${Title}", direction: both }',
      'map.yaml:4:7',
      'cannot have direction both',
    ],
    [
      'a reference of a field that is none',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, by: Name }',
      'map.yaml:4:7',
      'no reference',
    ],
    [
      'a reference to nobody knows what',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Boss__c, by: Name }',
      'map.yaml:4:7',
      'needs to: <sObject>',
    ],
    [
      'an unknown attached kind',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { attached: grops }',
      'map.yaml:4:7',
      "Did you mean 'groups'?",
    ],
    [
      'a constant with a default',
      'objectClasses:\n  __ACCOUNT__:\n    attributes:\n      a: { field: Title, constant: x, default: y }',
      'map.yaml:4:7',
      'cannot have default',
    ],
    [
      'a class like none',
      'objectClasses:\n  User:\n    like: __ACOUNT__',
      'map.yaml:3:5',
      "Did you mean '__ACCOUNT__'?",
    ],
    [
      'an unknown operation',
      'objectClasses:\n  Lead:\n    operations: [serch]',
      'map.yaml:3:18',
      "Did you mean 'search'?",
    ],
    [
      'a complex attribute without parts',
      'objectClasses:\n  Lead:\n    complex: [phones]',
      'map.yaml:3:5',
      'needs phones.value',
    ],
    [
      'a match by what is no field',
      'objectClasses:\n  Lead:\n    passThrough: false\n    match: { by: ["e-mail"], found: skip }',
      'map.yaml:4:14',
      "'e-mail' is neither",
    ],
    [
      'a path of Oracle that stands for nothing',
      'objectClasses:\n  __ACCOUNT__:\n    oracle:\n      provisioning:\n        First: name.givenNam',
      'map.yaml:5:9',
      "Did you mean 'name.givenname'?",
    ],
    [
      'a field of a form that is none',
      'objectClasses:\n  __ACCOUNT__:\n    oracle:\n      provisioning:\n        "Profile[": __NAME__',
      'map.yaml:5:9',
      "'Profile[' is not in the form",
    ],
  ] as const) {
    it(`refuses ${title}, with line and column`, () => {
      expect(refusal(yaml)).to.include(place).and.include(problem);
    });
  }

  it('goes over the built-in entries of the same field or attribute', () => {
    const [account] = readAttributeMap(
      'objectClasses: { __ACCOUNT__: { attributes: { sn: LastName, __name__: FederationIdentifier } } }',
      'm',
    );
    expect(account!.fieldOf('sn')!.field).to.equal('LastName');
    expect(account!.entries.filter(({ field }) => field === 'LastName')).to.have.length(1);
    expect(account!.nameField).to.equal('FederationIdentifier');
    expect(account!.attributeOf('LASTNAME')).to.equal('sn');
  });

  it('starts from nothing when told to', () => {
    const yaml =
      'objectClasses: { __ACCOUNT__: { builtIn: false, passThrough: false, attributes: { __NAME__: Username } } }';
    const [account] = readAttributeMap(yaml, 'm');
    expect(account!.entries).to.have.length(1);
    expect(account!.fieldOf('Title')).to.equal(undefined);
  });

  it('is read from a file and used both ways', async () => {
    const bench = await openBench();
    const folder = await mkdtemp(join(tmpdir(), 'icf-ts-map-'));
    const attributeMapFile = join(folder, 'map.yaml');
    const entries = [
      'sn: LastName',
      'mail: { field: Email, defaultFrom: emailFromName }',
      'zone: { field: TimeZoneSidKey, default: Europe/Berlin }',
      'secretNote: { field: AboutMe, direction: toTarget }',
      'department: { field: Department, direction: fromTarget }',
    ];
    await writeFile(
      attributeMapFile,
      `objectClasses:\n  __ACCOUNT__:\n    attributes:\n${entries.map((entry) => `      ${entry}\n`).join('')}`,
    );
    const facade = facadeOf(bench.org, { attributeMapFile });
    bench.facades.push(facade);
    try {
      const username = String(person()[0]!.single);
      const uid = await facade.create(ACCOUNT, [
        attribute('__NAME__', username),
        attribute('sn', 'Renamed'),
        attribute('secretNote', 'likes tea'),
        attribute('ProfileId', 'Standard User'),
      ]);
      expect(bench.org.find('User', uid.value)).to.include({
        LastName: 'Renamed',
        Email: username,
        TimeZoneSidKey: 'Europe/Berlin',
        AboutMe: 'likes tea',
      });
      const found = (await facade.get(ACCOUNT, uid))!.attributes;
      expect(found.single('sn')).to.equal('Renamed');
      expect(found.has('LastName') || found.has('secretNote')).to.equal(false);
      const readOnly = await failureOf(facade.update(ACCOUNT, uid, [attribute('department', 'Tax')]));
      expect(readOnly.message).to.include('only read');
      const refused = await failureOf(facade.update(ACCOUNT, uid, [attribute('zone', 'Mars')]));
      expect(refused.attributeNames).to.deep.equal(['zone']);
      const twice = await failureOf(
        facade.update(ACCOUNT, uid, [attribute('sn', 'A'), attribute('LastName', 'B')]),
      );
      expect(twice.message).to.include('given twice');
    } finally {
      await bench.close();
      await rm(folder, { recursive: true });
    }
  });
});
