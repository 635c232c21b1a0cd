import {
  LookupDefinition,
  formatLookupCsv,
  formatLookupYaml,
  loadLookup,
  parseLookupCsv,
  parseLookupYaml,
  saveLookup,
  type LookupEntry,
  type LookupFileDefaults,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a spreadsheet, an old YAML reader, Oracle's products or a careless writer would bend. */
const SPECIAL: readonly LookupEntry[] = [
  ['00e80000001aotvAAA', 'Chatter "Free" User'],
  ['=1+1', '@SUM(A1), -2'],
  ['no', 'null'],
  ['007', ' 1e3 '],
  ['<<', '~'],
  ['a\r\nb\rc\nd', '\ttab\u0000\u0085\u2028\u2029\uFEFF'],
  ['__proto__', ''],
  ['# no comment', '- ? : { } [ ] & * ! | > % @ `'],
  ['\uFEFFbom', '😀 é é ß İ'],
  ['k'.repeat(2000), 'v '.repeat(200)],
];
const special = new LookupDefinition({
  name: 'Lookup.Special',
  kind: 'synchronized',
  description: 'a "b": c',
  entries: SPECIAL,
  vanished: ['no', '=1+1'],
});

const facts = (lookup: LookupDefinition): object => ({
  name: lookup.name,
  kind: lookup.kind,
  description: lookup.description,
  textCase: lookup.textCase,
  entries: [...lookup],
  vanished: lookup.vanished,
});
const detailOf = ({ name, kind, textCase, description }: LookupDefinition) => ({
  name,
  kind,
  textCase,
  ...(description === null ? {} : { description }),
});
const lookups = (unit: fc.Arbitrary<string>): fc.Arbitrary<LookupDefinition> => {
  const text = fc.string({ unit });
  return fc
    .record({
      name: text.filter((name) => name.trim() !== ''),
      kind: fc.constantFrom('static', 'configuration', 'synchronized'),
      textCase: fc.constantFrom('exact', 'ignore'),
      description: fc.option(text),
      marks: fc.array(fc.boolean()),
      entries: fc.uniqueArray(fc.tuple(fc.string({ unit, minLength: 1 }), text), {
        selector: ([code]) => code.toLowerCase(),
      }),
    })
    .map(
      ({ description, marks, ...detail }) =>
        new LookupDefinition({
          ...detail,
          ...(description === null ? {} : { description }),
          vanished: detail.entries.filter((_, at) => marks[at]).map(([code]) => code),
        }),
    );
};
/** Any code point but halves of pairs; and the characters that mean something, more often. */
const UNICODE = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(...',"\'\r\n\t ~:#-?&*!|>%@`{}[]=+\\\0\u0085\u2028\uFEFF'),
);
const UTF16 = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

describe('lookup files', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'icf-lookup-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  it('bring back every text from YAML, halves of pairs too', () => {
    expect(facts(parseLookupYaml(formatLookupYaml(special), 'f', { name: 'x' }))).to.deep.equal(
      facts(special),
    );
    for (const unit of [UNICODE, UTF16]) {
      fc.assert(
        fc.property(lookups(unit), (lookup) => {
          const text = formatLookupYaml(lookup);
          expect(facts(parseLookupYaml(text, 'f', { name: 'x' }))).to.deep.equal(facts(lookup));
          expect(/[^\n\x20-\x7E\xA0-\uFFFD]/.test(text)).to.equal(false);
        }),
      );
    }
  });

  it('bring back every text from CSV, as bytes on a disk', async () => {
    const back = (lookup: LookupDefinition): LookupDefinition =>
      parseLookupCsv(Buffer.from(formatLookupCsv(lookup)).toString(), 'f', detailOf(lookup));
    expect(facts(back(special))).to.deep.equal(facts(special));
    fc.assert(
      fc.property(lookups(UNICODE), (lookup) => {
        expect(facts(back(lookup))).to.deep.equal(facts(lookup));
      }),
    );
    expect(() => formatLookupCsv(new LookupDefinition({ name: 'x', entries: [['\uD800', '']] }))).to.throw(
      /half a UTF-16 pair.*YAML/,
    );
  });

  it('are saved whole and loaded by their names', async () => {
    for (const [file, defaults] of [
      ['Lookup.Special.yaml', {}],
      ['a.yml', {}],
      ['Lookup.Special.CSV', { kind: 'synchronized', description: 'a "b": c' }],
    ] as readonly (readonly [string, LookupFileDefaults])[]) {
      const path = join(folder, file);
      await saveLookup(path, special);
      await saveLookup(path, special);
      expect(facts(await loadLookup(path, defaults))).to.deep.equal(facts(special));
    }
    expect((await readdir(folder)).sort()).to.deep.equal([
      'Lookup.Special.CSV',
      'Lookup.Special.yaml',
      'a.yml',
    ]);
  });

  it('look as one would write them', () => {
    const phones = new LookupDefinition({
      name: 'Lookup.Salesforce.PhoneType',
      entries: [
        ['fax', 'FAX'],
        ['=x', 'a,b'],
      ],
      vanished: ['fax'],
    });
    expect(formatLookupYaml(phones)).to.equal(
      'name: "Lookup.Salesforce.PhoneType"\nkind: static\nentries:\n  "fax": "FAX"\n  "=x": "a,b"\nvanished:\n  - "fax"\n',
    );
    expect(formatLookupCsv(phones)).to.equal('code,decode,vanished\r\nfax,FAX,vanished\r\n=x,"a,b",\r\n');
    expect(formatLookupYaml(new LookupDefinition({ name: 'x', entries: [] }))).to.equal(
      'name: "x"\nkind: static\nentries: {}\n',
    );
  });

  it('may be written by hand', () => {
    const yaml = parseLookupYaml(
      '# languages\nentries:\n  en_US: ENGLISH\n  no: Norwegian\n  007:\n  "a": \'b\'\n',
      'f',
      { name: 'Lookup.Languages' },
    );
    expect([yaml.name, ...yaml]).to.deep.equal([
      'Lookup.Languages',
      ['en_US', 'ENGLISH'],
      ['no', 'Norwegian'],
      ['007', ''],
      ['a', 'b'],
    ]);
    expect([...parseLookupYaml('entries:\n', 'f', { name: 'x' })]).to.deep.equal([]);
    const csv = parseLookupCsv('\uFEFFCode,Decode\n\nfax, FAX\n"a""b","c\nd"\n\nlast,', 'f', { name: 'x' });
    expect([...csv]).to.deep.equal([
      ['fax', ' FAX'],
      ['a"b', 'c\nd'],
      ['last', ''],
    ]);
  });

  it('say where they are wrong', () => {
    const csv = (text: string) => () => parseLookupCsv(text, 'l.csv', { name: 'L' });
    const yaml = (text: string) => () => parseLookupYaml(text, 'l.yaml', { name: 'L' });
    const wrong: readonly (readonly [() => unknown, RegExp])[] = [
      [csv(''), /^l\.csv:1:1: The first line must be code,decode/],
      [csv('code;decode\na;b\n'), /^l\.csv:1:1: The first line/],
      [csv('code,decode\na,b\nc\n'), /^l\.csv:3:1: .*2 fields .* has 1/],
      [csv('code,decode\na,b,c\n'), /^l\.csv:2:5: .*has 3/],
      [csv('code,decode\na,b"c"\n'), /^l\.csv:2:4: A quote inside/],
      [csv('code,decode\na,"b\n\nc'), /^l\.csv:2:3: .*never closed/],
      [csv('code,decode\n"a" ,b\n'), /^l\.csv:2:4: After the closing quote/],
      [csv('code,decode\na,b\rc,d'), /^l\.csv:2:4: A carriage return/],
      [csv('code,decode\n,b\n'), /^l\.csv:2:1: The code of 'b' is empty/],
      [
        csv('code,decode\n"a","1\n2"\na,b\n'),
        /^l\.csv:4:1: Lookup L .*'a' = '1\n2' and 'a' = 'b'\. The first is in line 2/,
      ],
      [csv('code,decode,vanished\na,b,yes\n'), /^l\.csv:2:5: The third field/],
      [yaml(''), /^l\.yaml:1:1: The file must be a map/],
      [yaml('- a\n'), /^l\.yaml:1:1: The file must be a map/],
      [yaml('name: x\n'), /^l\.yaml:1:1: 'entries' is missing/],
      [yaml('entries: {}\nkinds: x\n'), /^l\.yaml:2:1: 'kinds' is not known/],
      [yaml('entries: {}\n__proto__: x\n'), /^l\.yaml:2:1: '__proto__' is not known/],
      [yaml('kind: dynamic\nentries: {}\n'), /^l\.yaml:1:7: 'kind' must be one of static/],
      [yaml('name: ""\nentries: {}\n'), /^l\.yaml:1:7: 'name' must not be blank/],
      [yaml('name: a\nname: b\n'), /^l\.yaml:2:1: 'name' is there twice/],
      [yaml('entries:\n  a: [b]\n'), /^l\.yaml:2:6: The decode of 'a' must be a text/],
      [yaml('entries:\n  a: &x b\n  c: *x\n'), /^l\.yaml:3:6: The decode of 'c' must be a text/],
      [yaml('entries:\n  a: b\n  "a": c\n'), /^l\.yaml:3:3: .*'a' = 'b' and 'a' = 'c'.*in line 2/],
      [yaml('entries:\n  A: b\n  a: c\ntextCase: ignore\n'), /^l\.yaml:3:3: .*'A' = 'b'/],
      [yaml('entries:\n  a: b\nvanished: [a, c]\n'), /^l\.yaml:3:15: There is no entry with code 'c'/],
      [yaml('entries:\n  a: "b\n'), /^l\.yaml:3:1: /],
    ];
    for (const [read, message] of wrong) {
      expect(read).to.throw(message).with.property('name', 'ConfigurationException');
    }
  });

  it('are refused in another encoding, where it shows, and in another form', async () => {
    const messageOf = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => expect.fail('no error'),
        (error: Error) => `${error.name} ${error.message}`,
      );
    const path = join(folder, 'latin1.csv');
    const load = async (bytes: Buffer): Promise<string> => {
      await writeFile(path, bytes);
      return messageOf(loadLookup(path));
    };
    expect(await load(Buffer.from('code,decode\nde,Österreich\n', 'latin1'))).to.match(/csv:2:4: Not UTF-8/);
    expect(await load(Buffer.from('\uFEFFcode,decode\n', 'utf16le'))).to.match(/csv:1:1: Not UTF-8/);
    expect(await load(Buffer.from([0x61, 0x0a, 0xef, 0xbf]))).to.match(/csv:2:\d: Not UTF-8/);
    await writeFile(path, '\uFEFFcode,decode\r\na,\uFFFD\r\n');
    expect((await loadLookup(path)).decode('a')).to.equal('\uFFFD');
    expect(await messageOf(loadLookup(join(folder, 'x.txt')))).to.match(/must end in \.yaml, \.yml, \.csv/);
    expect(await messageOf(loadLookup(join(folder, 'none.csv')))).to.match(/^Configuration.*cannot be read/);
    expect(await messageOf(saveLookup(join(folder, 'none', 'a.csv'), special))).to.match(/cannot be written/);
    expect(await readFile(path, 'utf8')).to.match(/^\uFEFFcode/);
  });
});
