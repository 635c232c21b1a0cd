import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ObjectClass,
  SortKey,
  Uid,
  filters,
  loadLookup,
  lookupFormat,
  parseLookupEntry,
  saveLookup,
  synchronizeLookup,
  type LookupDefinition,
  type LookupReport,
  type SynchronizeLookupOptions,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { LOOKUP_TABLE } from '#src/lookups/lookup-table.js';
import { connector, facadeOf, failureOf, openBench, type Bench } from '../connector/salesforce-facade.js';
import { insertRows } from './org-rows.js';

const NAMES = LOOKUP_TABLE.map(({ name }) => name);
const nameOf = (short: string): string => `Lookup.Salesforce.${short}`;

describe('lookups', () => {
  let bench: Bench;
  const declarations = new Map(connector().info.lookups.map((lookup) => [lookup.name, lookup]));
  const read = (
    short: string,
    options: SynchronizeLookupOptions = {},
    facade = bench.facade,
  ): Promise<LookupReport> => synchronizeLookup(facade, declarations.get(nameOf(short))!, options);
  const newFacade = (): Bench['facade'] => {
    const facade = facadeOf(bench.org);
    bench.facades.push(facade);
    return facade;
  };
  const decodesOf = (lookup: LookupDefinition): readonly string[] => [...lookup].map(([, decode]) => decode);

  before(async () => {
    bench = await openBench();
    await insertRows(bench.org, 'PermissionSet', [
      { Name: 'Flow_User', Label: 'Flow User' },
      { Name: 'Flow_User_2', Label: 'flow user' },
    ]);
    await insertRows(bench.org, 'PermissionSetGroup', [{ DeveloperName: 'Service', MasterLabel: 'Service' }]);
    await insertRows(bench.org, 'Group', [{ Name: 'Triage', Type: 'Queue' }]);
  });
  beforeEach(() => bench.org.calls.reset());
  after(() => bench.close());

  it('are declared under the names of the Oracle guide, and stand in the schema for reading', async () => {
    expect([...declarations.keys()]).to.deep.equal(NAMES);
    for (const short of ['Groups', 'Profiles', 'Roles', 'PreferredLanguages', 'PhoneType', 'Locale'])
      expect(NAMES).to.include(nameOf(short));
    const schema = await bench.facade.schema();
    expect(bench.org.calls.total).to.equal(1);
    for (const name of NAMES) {
      const info = schema.objectClass(name)!;
      expect(info.attributeInfos.map((attribute) => attribute.name)).to.have.members(['__UID__', '__NAME__']);
      expect(schema.objectClassesByOperation.get('search')).to.include(name);
      expect(schema.objectClassesByOperation.get('create')).to.not.include(name);
    }
  });

  for (const [short, calls, decodes] of [
    ['Groups', 1, []],
    ['Queues', 1, ['Triage']],
    ['Profiles', 1, ['System Administrator', 'Chatter Free User']],
    ['Roles', 1, ['CEO', 'SVP, Sales & Marketing']],
    ['PermissionSets', 1, ['Flow User (Flow_User)', 'flow user (Flow_User_2)']],
    ['PermissionSetGroups', 1, ['Service']],
    ['PermissionSetLicenses', 1, []],
    ['UserLicenses', 1, ['Salesforce', 'Chatter Free']],
    ['Locale', 1, ['German (Germany)']],
    ['PreferredLanguages', 1, ['English', 'Portuguese (Brazil)']],
    ['TimeZones', 1, []],
    ['EmailEncoding', 1, ['Unicode (UTF-8)']],
    ['PhoneType', 0, ['FAX', 'MOBILE', 'WORK']],
    ['Status', 0, ['Active', 'Inactive']],
  ] as const) {
    it(`${short} cost ${calls} API call${calls === 1 ? '' : 's'} of a new session`, async () => {
      const { definition, undecoded, skipped } = await read(short, {}, newFacade());
      expect(bench.org.calls.total).to.equal(calls);
      expect(decodesOf(definition)).to.include.members([...decodes]);
      expect([undecoded, skipped]).to.deep.equal([[], []]);
      const { source } = LOOKUP_TABLE.find(({ name }) => name === nameOf(short))!;
      if (source.kind === 'rows') for (const [code] of definition) expect(code).to.match(/^\w{18}$/);
    });
  }

  it('are there for every other picklist, by object and field', async () => {
    const values = async (name: string): Promise<readonly string[]> =>
      (await bench.facade.search(new ObjectClass(nameOf(name)), undefined).toArray()).map(
        ({ uid }) => uid.value,
      );
    expect(await values('Lead.LeadSource')).to.include('Web');
    expect(await values('lead.status')).to.include('Open - Not Contacted');
    const error = await failureOf(values('Lead.Colour'));
    expect(error.name).to.equal('ConfigurationException');
    expect(error.message).to.include('Lead has no field Colour');
    expect(bench.org.calls.total).to.be.at.most(2);
  });

  it('of picklists share one describe', async () => {
    const facade = newFacade();
    for (const { name, source } of LOOKUP_TABLE)
      if (source.kind === 'picklist') await synchronizeLookup(facade, declarations.get(name)!);
    expect(bench.org.calls.total).to.equal(1);
  });

  it('leave out hidden permission sets, and role and queue groups', async () => {
    const { definition: sets } = await read('PermissionSets');
    expect(decodesOf(sets)).to.include('API Access').and.not.include('Service');
    expect(decodesOf(sets).some((decode) => /^X?00e/i.test(decode))).to.equal(false);
    const { definition: groups } = await read('Groups');
    for (const [code] of groups) expect(bench.org.find('Group', code)!['Type']).to.equal('Regular');
    const { definition: queues } = await read('Queues');
    for (const [code] of queues) expect(bench.org.find('Group', code)!['Type']).to.equal('Queue');
    for (const [code] of sets) expect(bench.org.find('PermissionSet', code)!['ProfileId']).to.equal(null);
  });

  it('hold the values that the schema’s fields take', async () => {
    const { definition } = await read('TimeZones');
    expect(definition.has('America/Los_Angeles')).to.equal(true);
    expect((await read('EmailEncoding')).definition.decode('UTF-8')).to.equal('Unicode (UTF-8)');
    expect((await read('PreferredLanguages')).definition.decode('en_US')).to.equal('English');
  });

  it('can be searched, sorted and paged like any objects', async () => {
    const type = new ObjectClass(nameOf('Profiles'));
    const all = await bench.facade.search(type).toArray();
    const [first] = all;
    expect((await bench.facade.get(type, new Uid(first!.uid.value)))!.name.value).to.equal(first!.name.value);
    const found = await bench.facade.search(type, filters.startsWith('__NAME__', 'Standard')).toArray();
    expect(found.map(({ name }) => name.value)).to.have.members(['Standard User', 'Standard Platform User']);

    const sortKeys = [new SortKey('__NAME__', false)];
    const paged: string[] = [];
    let pagedResultsCookie: string | undefined;
    do {
      const page = bench.facade.search(type, undefined, { pageSize: 4, pagedResultsCookie, sortKeys });
      for await (const { name } of page) paged.push(name.value);
      pagedResultsCookie = page.result?.pagedResultsCookie ?? undefined;
    } while (pagedResultsCookie);
    expect(paged).to.deep.equal(
      all
        .map(({ name }) => name.value)
        .sort()
        .reverse(),
    );
    for (const options of [{ pagedResultsCookie: 'offset-3' }, { sortKeys: [new SortKey('Title')] }])
      await failureOf(bench.facade.search(type, undefined, options).toArray());
  });
});

describe('names in lookups', () => {
  const HARD = [
    `"double" and 'single'`,
    'comma, semicolon; tab\tend',
    'back\\slash \\n \\u0041',
    'Zürich Größe ÅÄÖ',
    'emoji 🚀 👩‍💻',
    'tilde~161~x',
    '<b>&amp;</b> {0} $&',
    '=SUM(A1:A2)',
    'مجموعة 中文 ไทย',
  ];
  let bench: Bench;
  let ids: string[];
  before(async () => {
    bench = await openBench();
    const rows = HARD.map((Name, at) => ({ Name, DeveloperName: `Hard_${at}` }));
    ids = await insertRows(bench.org, 'Group', rows);
    ids.push(
      ...(await insertRows(bench.org, 'Group', [
        { Name: 'Sales', DeveloperName: 'Sales' },
        { Name: 'Sales', DeveloperName: 'Sales_EMEA' },
        { Name: 'Sales (Sales)', DeveloperName: 'Trap' },
      ])),
    );
  });
  after(() => bench.close());

  const GROUPS = connector().info.lookups.find(({ name }) => name === nameOf('Groups'))!;

  it('survive, plain and in the format of Oracle, in files too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lookups-'));
    try {
      for (const format of [
        lookupFormat('plain'),
        lookupFormat('oracle', { key: '161', name: 'Salesforce' }),
      ]) {
        const { definition, duplicates } = await synchronizeLookup(bench.facade, GROUPS, { format });
        expect(duplicates).to.deep.equal([]);
        for (const [at, name] of HARD.entries()) {
          const [code] = format.format([ids[at]!, '']);
          const entry = definition.entry(code)!;
          expect(parseLookupEntry(format.name, entry)).to.include({ code: ids[at], decode: name });
        }
        for (const type of ['yaml', 'csv']) {
          const file = join(folder, `${format.name}.${type}`);
          await saveLookup(file, definition);
          expect([...(await loadLookup(file))]).to.deep.equal([...definition]);
        }
        const again = await synchronizeLookup(bench.facade, GROUPS, { format, previous: definition });
        expect(again.unchanged).to.have.length(definition.size);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('that occur twice keep their codes, and can be told apart', async () => {
    const { definition } = await synchronizeLookup(bench.facade, GROUPS);
    const [first, second, trap] = ids.slice(-3) as [string, string, string];
    expect(definition.decode(second)).to.equal('Sales (Sales_EMEA)');
    expect(definition.decode(first)).to.equal(`Sales (${first})`);
    expect(definition.decode(trap)).to.equal('Sales (Sales) (Trap)');
    expect(ids.every((id) => definition.has(id))).to.equal(true);
  });
});

describe('a lookup of 10,000 groups', () => {
  it('is read in pages of 2,000, each one API call', async () => {
    const bench = await openBench();
    try {
      const groups = connector().info.lookups.find(({ name }) => name === nameOf('Groups'))!;
      const { rows: present } = await synchronizeLookup(bench.facade, groups);
      const rows = Array.from({ length: 10_000 - present }, (_, at) => ({
        Name: `Group ${at % (9_999 - present)}`,
        DeveloperName: `G${at}`,
      }));
      const ids = await insertRows(bench.org, 'Group', rows);
      bench.org.calls.reset();
      const { definition } = await synchronizeLookup(bench.facade, groups);
      expect(bench.org.calls.total).to.equal(5);
      expect(definition.size).to.equal(10_000);
      expect(definition.decode(ids[5_000]!)).to.equal('Group 5000');
      expect(definition.decode(ids.at(-1)!)).to.equal(`Group 0 (G${rows.length - 1})`);
      expect(new Set([...definition].map(([, decode]) => decode)).size).to.equal(10_000);
    } finally {
      await bench.close();
    }
  });
});
