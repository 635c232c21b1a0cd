import { expect } from 'chai';
import fc from 'fast-check';
import { DELIMITERS, LINE_ENDINGS } from '#src/bulk/csv/csv-dialect.js';
import type { CsvDialect } from '#src/bulk/csv/csv-dialect.js';
import { CsvTable } from '#src/bulk/csv/csv-table.js';
import { UploadedTable } from '#src/bulk/csv/uploaded-table.js';

const dialect: fc.Arbitrary<CsvDialect> = fc.record({
  columnDelimiter: fc.constantFrom(...(Object.keys(DELIMITERS) as CsvDialect['columnDelimiter'][])),
  lineEnding: fc.constantFrom(...(Object.keys(LINE_ENDINGS) as CsvDialect['lineEnding'][])),
});
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '|', '^', '`', 'a', 'é', ' ', '=') }),
);
const WIDTH = 3;
const row = fc.array(value, { minLength: WIDTH, maxLength: WIDTH });
const HEADER = ['Id', 'Na"me', 'x,y'];

/** Cuts bytes anywhere, in the middle of characters too. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)].filter((piece) => piece.length > 0);
}

describe('tables of bulk jobs', () => {
  it('come back as they were written, in whatever pieces and steps they are read', () => {
    fc.assert(
      fc.property(
        dialect,
        fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 5 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (how, appended, sizes, step) => {
          const table = new CsvTable(HEADER, how);
          for (const rows of appended) table.append(rows);
          const upload = new UploadedTable(how);
          upload.add(cut(Buffer.concat([...table.slice()]), sizes));
          expect(upload.readHeader()).to.deep.equal(HEADER);
          const read: string[][] = [];
          for (let next = upload.readRecords(step); next; next = upload.readRecords(step)) {
            expect(next.length).to.be.at.most(step);
            read.push(...next);
          }
          expect(read).to.deep.equal(appended.flat());
          expect(upload.isAtEnd).to.equal(true);
        },
      ),
    );
  });

  it('are sliced by records, wherever the slices begin and end', () => {
    fc.assert(
      fc.property(
        dialect,
        fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 5 }),
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        (how, appended, start, length) => {
          const table = new CsvTable(HEADER, how);
          for (const rows of appended) table.append(rows);
          const end = Math.min(start + length, table.size);
          const expected = new CsvTable(HEADER, how);
          expected.append(appended.flat().slice(start, end));
          const text = (of: Iterable<Buffer>): string => Buffer.concat([...of]).toString('utf8');
          expect(text(table.slice(start, end))).to.equal(text(expected.slice()));
        },
      ),
    );
  });

  it('are read without quotes, with a mark of their encoding, blank lines and no line ending at the end', () => {
    const upload = new UploadedTable({ columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' });
    upload.add([Buffer.from('\ufeffId;Name\r\n1;a, b\r\n\r\n2;"c;d"\r\n3;line\nfeed')]);
    expect(upload.readHeader()).to.deep.equal(['Id', 'Name']);
    const read: string[][] = [];
    for (let next = upload.readRecords(1); next; next = upload.readRecords(1)) read.push(...next);
    expect(read).to.deep.equal([
      ['1', 'a, b'],
      ['2', 'c;d'],
      ['3', 'line\nfeed'],
    ]);
  });
});
