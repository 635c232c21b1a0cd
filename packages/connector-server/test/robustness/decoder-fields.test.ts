import { expect } from 'chai';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { ROW_NAMES, rowByName } from '#src/protocol/rows/registry.js';
import { isField, isScalar, type FieldKind } from '#src/protocol/rows/row.js';
import { objects } from '../fixture-index.js';
import { toNotation } from '../protocol/notation.js';
import { anonymous, byte, decode, int32, message, text } from './raw-bytes.js';
import { UNRECORDED } from './unrecorded.js';
import { records, writeNotation, type Notation } from './write-notation.js';

/** What a field of each kind is replaced by; undefined leaves the field out. */
const STRANGE: readonly (Notation | null | undefined)[] = [
  undefined,
  null,
  { t: 'String', v: 'x' },
  { t: 'String', v: '' },
  { t: 'Integer', v: 7 },
  { t: 'Boolean', v: true },
  { t: 'List', items: [null, { t: 'Integer', v: 1 }] },
  { t: 'Set', items: [null, { t: 'Integer', v: 1 }] },
  {
    t: 'Map',
    entries: [
      [{ t: 'String', v: 'k' }, null],
      [null, { t: 'List', items: [] }],
    ],
  },
  { t: 'Map', caseInsensitive: true, entries: [[{ t: 'List', items: [null] }, null]] },
  { t: 'Array', component: 'String', items: [null, { t: 'Integer', v: 1 }] },
  { t: 'Class', v: '__proto__' },
  { t: 'Class', v: null },
  { t: 'Locale', f: {} },
  { t: 'Uid', f: { uid: 'u' } },
  { t: 'APIConfiguration', f: {} },
  { t: 'NoSuchType', f: {} },
];
const TEXTS = ['', ' ', 'x', '__proto__', '\ud800', 'x'.repeat(100_000)];
const replacements = (kind: FieldKind): readonly unknown[] => {
  switch (kind) {
    case 'object':
      return STRANGE;
    case 'string':
      return [undefined, ...TEXTS];
    case 'class':
      return [undefined, null, 'NoSuchType', 'String[][]', '__proto__'];
    case 'long':
      return [undefined, '0', '-1', (2n ** 63n - 1n).toString(), (-(2n ** 63n)).toString()];
    case 'int':
      return [undefined, 0, -1, 2 ** 31 - 1, -(2 ** 31)];
    default:
      return [undefined, true, false];
  }
};

/** What a mistake of ours throws, as opposed to a value's constructor or the cipher. */
const BUGS = [TypeError, RangeError, SyntaxError, ReferenceError];

/** A value, or a ProtocolError that no programming error hides behind. */
function decodesOrRefuses(bytes: Buffer): 'value' | 'refused' {
  try {
    decode(bytes);
    return 'value';
  } catch (error) {
    if (
      error instanceof ProtocolError &&
      !BUGS.some((bug) => (error.cause as Error | undefined) instanceof bug)
    ) {
      expect(error.message).to.have.length.below(500);
      return 'refused';
    }
    throw error;
  }
}

const recorded = objects.flatMap(({ name, value, sequence }) =>
  ((sequence ?? [value]) as (Notation | null)[]).map((notation) => ({ name, notation })),
);

const examples = [...recorded, ...UNRECORDED.map((notation) => ({ name: notation.t, notation }))];

describe('decoder, on recorded objects with one field replaced', () => {
  it('the writer of this test says what the recordings say', () => {
    for (const { name, notation } of examples) {
      const value = decode(message((raw) => writeNotation(raw, notation)));
      expect(toNotation(value, name.startsWith('openicf-') ? 'openicf' : 'connid'), name).to.deep.equal(
        notation,
      );
    }
  });

  it('every field of every record, left out, null, or of another kind: a value or a ProtocolError', () => {
    const outcomes = { value: 0, refused: 0 };
    const seen = new Set<string>();
    for (const { notation } of examples) {
      for (const [record, put] of records(notation)) {
        const row = rowByName(record.t)!;
        if (isScalar(row)) continue;
        for (const { name, kind } of row.parts.filter(isField)) {
          seen.add(`${record.t}.${name}`);
          for (const other of replacements(kind)) {
            const changed = put({ ...record, f: { ...record.f, [name]: other } });
            outcomes[decodesOrRefuses(message((raw) => writeNotation(raw, changed)))]++;
          }
        }
      }
    }
    expect(outcomes.value).to.be.above(1000);
    expect(outcomes.refused).to.be.above(1000);
    // Every field of the table stands in some example (the two flags are not among a notation's fields).
    const all = ROW_NAMES.flatMap((type) => {
      const row = rowByName(type)!;
      return isScalar(row) ? [] : row.parts.filter(isField).map(({ name }) => `${type}.${name}`);
    });
    expect(all.filter((name) => !seen.has(name))).to.deep.equal([
      'Set.caseInsensitive',
      'Map.caseInsensitive',
    ]);
  });

  it('every record with strange items in it, and every record in the place of every other', () => {
    const byType = new Map<string, Notation>();
    for (const { notation } of examples)
      for (const [record] of records(notation)) if (!byType.has(record.t)) byType.set(record.t, record);
    for (const example of byType.values()) {
      for (const item of STRANGE) {
        const items = [...(example.items ?? []), item ?? null];
        decodesOrRefuses(message((raw) => writeNotation(raw, { ...example, items })));
      }
      for (const [name, field] of Object.entries(example.f ?? {})) {
        if (typeof field !== 'object') continue;
        for (const other of byType.values()) {
          const changed = { ...example, f: { ...example.f, [name]: other } };
          decodesOrRefuses(message((raw) => writeNotation(raw, changed)));
        }
      }
    }
  });

  it('every type with every content a scalar can have, of every length from 0 to 12', () => {
    const contents = [byte(), byte(60), byte(255), int32(0), int32(-1), int32(8, 0, 0), text('x'), text('')];
    for (let length = 0; length <= 12; length++)
      contents.push(Buffer.alloc(length), Buffer.alloc(length, 0xff));
    for (const type of ROW_NAMES) {
      decodesOrRefuses(message((raw) => raw.object(type)));
      for (const content of contents) {
        decodesOrRefuses(message((raw) => raw.object(type, anonymous(content))));
        decodesOrRefuses(message((raw) => raw.object(type, anonymous(content), anonymous(content))));
        const row = rowByName(type)!;
        if (isScalar(row)) continue;
        for (const { name } of row.parts.filter(isField))
          decodesOrRefuses(message((raw) => raw.object(type, raw.named(name, content))));
      }
    }
  });
});
