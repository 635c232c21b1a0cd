import { expect } from 'chai';
import fc from 'fast-check';
import { recordMaker } from '#src/session/bulk/csv-records.js';
import { csvRows } from '#src/session/bulk/csv-rows.js';

const value = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ',', '\n', '\r', ' ', '😀') });
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1 }));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const bare = (text: string): string => (/[",\n\r]/.test(text) ? quoted(text) : text);

describe('tables of the Bulk API', () => {
  for (const [title, write] of [
    ['quoted', quoted],
    ['bare where it may be', bare],
  ] as const) {
    it(`read back as what was written, ${title}`, () => {
      fc.assert(
        fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, ends) => {
          // A single empty value at the very end cannot be told from nothing.
          fc.pre(ends || write === quoted || rows.at(-1)!.join('') !== '' || rows.at(-1)!.length > 1);
          const text = rows.map((row) => row.map(write).join(',')).join(end) + (ends ? end : '');
          for (const block of [1, 7, 1_000]) expect([...csvRows(text, 3, block)].flat()).to.deep.equal(rows);
        }),
      );
    });
  }

  it('come some rows at a time', () => {
    expect([...csvRows('a\n1\n2\n3\n4\n', 2)].map((rows) => rows.length)).to.deep.equal([2, 2, 1]);
  });

  it('are refused when they break off inside quotes', () => {
    expect(() => [...csvRows('"a"\n"b', 10)]).to.throw(SyntaxError);
  });

  it('become records as REST answers them', () => {
    const kinds = {
      IsActive: 'boolean',
      Logins: 'int',
      Latitude: 'double',
      CreatedDate: 'datetime',
    } as const;
    const make = recordMaker(
      [
        'Id',
        'IsActive',
        'Logins',
        'Latitude',
        'CreatedDate',
        'Title',
        'Profile.Name',
        'Manager.Profile.Name',
        'Manager.Id',
      ],
      (field) => kinds[field as keyof typeof kinds] ?? 'text',
    );
    expect(
      make([
        '005',
        'false',
        '3',
        '9.12260031E8',
        '2026-01-31T10:20:30.000Z',
        'true',
        'Standard User',
        '',
        '',
      ]),
    ).to.deep.equal({
      Id: '005',
      IsActive: false,
      Logins: 3,
      Latitude: 912260031,
      CreatedDate: '2026-01-31T10:20:30.000+0000',
      Title: 'true',
      Profile: { Name: 'Standard User' },
      Manager: null,
    });
    expect(make(['005', '', '', '', '', '', '', '', '006'])).to.deep.include({
      Logins: null,
      Manager: { Id: '006' },
    });
  });
});
