import { AttributeSet, Name, type Attribute, type AttributeValue } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { recordOf, withDefaults } from '#src/mapping/attributes-to-record.js';
import { expandComplex } from '#src/mapping/complex/expand-complex.js';
import type { FieldKind } from '#src/mapping/field-kinds.js';
import { readAttributeMap } from '#src/mapping/read-attribute-map.js';
import { objectReader } from '#src/mapping/record-to-object.js';

/** A field of a random map: what it may hold, and what may be done with it. */
interface Column {
  readonly kind: FieldKind;
  readonly json: fc.Arbitrary<unknown>;
  readonly transforms: readonly object[];
}

/** Texts that every transform below can turn round. */
const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const COLUMNS: readonly Column[] = [
  {
    kind: 'text',
    json: word,
    transforms: [
      {},
      'lower',
      'trim',
      { prefix: 'P_' },
      { suffix: '.s' },
      { max: 40 },
      { split: ',' },
      [{ prefix: 'A' }, { prefix: 'B' }],
    ] as object[],
  },
  {
    kind: 'boolean',
    json: fc.boolean(),
    transforms: [{}, { values: { On: true, Off: false } }],
  },
  { kind: 'int', json: fc.integer(), transforms: [{}] },
  {
    kind: 'date',
    json: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    transforms: [{}, { date: 'dd.MM.yyyy' }, { date: 'yyyyMMdd' }],
  },
  {
    kind: 'datetime',
    json: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    transforms: [{}, { date: 'millis' }, { date: 'yyyy-MM-dd HH:mm:ss.SSS' }],
  },
  {
    kind: 'multipicklist',
    json: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((values) => values.join(';')),
    transforms: [{}, { join: '|' }],
  },
];

interface Case {
  readonly yaml: string;
  readonly kinds: ReadonlyMap<string, FieldKind>;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A map of some fields, each with transforms and perhaps a part of a complex value, and a row of them. */
const cases: fc.Arbitrary<Case> = fc
  .array(
    fc.constantFrom(...COLUMNS).chain((column) =>
      fc.record({
        column: fc.constant(column),
        transform: fc.constantFrom(...column.transforms),
        json: fc.oneof({ weight: 5, arbitrary: column.json }, { weight: 1, arbitrary: fc.constant(null) }),
        part: fc.boolean(),
      }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((columns) => {
    const entries = columns.map(({ transform, part }, index) => {
      const name = part ? `parts.value,kind:k${index}` : `attribute${index}`;
      const plain = typeof transform === 'object' && Object.keys(transform).length === 0;
      return [name, { field: `Field${index}__c`, ...(plain ? {} : { transform }) }] as const;
    });
    const complex = columns.some(({ part }) => part) ? { complex: ['parts'] } : {};
    const attributes = Object.fromEntries([['__NAME__', { field: 'Label__c' }], ...entries]);
    return {
      // JSON is YAML.
      yaml: JSON.stringify({ objectClasses: { Thing: { sobject: 'Thing__c', ...complex, attributes } } }),
      kinds: new Map(columns.map(({ column }, index) => [`Field${index}__c`, column.kind])),
      record: {
        Id: 'a00000000000001AAA',
        Label__c: 'label',
        ...Object.fromEntries(
          columns.map(({ column, transform, json }, index) => [
            `Field${index}__c`,
            canonical(column.kind, transform, json),
          ]),
        ),
      },
    };
  });

/** As a write would have left it: a transform that adds something finds it there. */
function canonical(kind: FieldKind, transform: object, json: unknown): unknown {
  if (typeof json !== 'string' || kind !== 'text') return json;
  if (Array.isArray(transform)) return `BA${json}`;
  const { prefix = '', suffix = '' } = transform as { prefix?: string; suffix?: string };
  return `${prefix}${json}${suffix}`;
}

describe('a row through a map and back', () => {
  const there = ({ yaml, kinds, record }: Case) => {
    const mapping = readAttributeMap(yaml, 'map').find(({ objectClass }) => objectClass === 'Thing')!;
    const kindOf = (field: string): FieldKind => kinds.get(field) ?? 'text';
    const object = objectReader(mapping, mapping.returnedByDefault, kindOf)(record);
    return { mapping, kindOf, object };
  };
  const written = (attributes: readonly Attribute[], { mapping, kindOf }: ReturnType<typeof there>) =>
    withDefaults(
      recordOf(expandComplex(mapping, AttributeSet.of(attributes)), mapping, kindOf, 'new'),
      mapping,
    );

  it('is the same row', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const trip = there(given);
        const attributes = [...trip.object.attributes].filter(({ name }) => name !== '__UID__');
        const { Id: _id, ...fields } = given.record;
        const present = Object.entries(fields).filter(([, value]) => value !== null);
        const back = Object.entries(written(attributes, trip)).filter(([, value]) => value !== null);
        expect(Object.fromEntries(back)).to.deep.equal(Object.fromEntries(present));
      }),
      { numRuns: 400 },
    );
  });

  it('is the same object once more', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const trip = there(given);
        const attributes = [...trip.object.attributes].filter(({ name }) => name !== '__UID__');
        const again = objectReader(
          trip.mapping,
          trip.mapping.returnedByDefault,
          trip.kindOf,
        )({
          Id: given.record['Id'],
          ...written(attributes, trip),
        });
        const plain = (all: Iterable<Attribute>): unknown =>
          [...all].map(({ name, values }) => [name, (values ?? []).map(text)]);
        expect(plain(again.attributes)).to.deep.equal(plain(trip.object.attributes));
      }),
      { numRuns: 200 },
    );
  });

  it('has its id for a name where it has none', () => {
    const given: Case = {
      yaml: '{ objectClasses: { Thing: { sobject: Thing__c, name: Label__c } } }',
      kinds: new Map(),
      record: { Id: 'a00000000000001AAA', Label__c: null },
    };
    expect(there(given).object.name).to.be.instanceOf(Name);
    expect(there(given).object.name.single).to.equal('a00000000000001AAA');
  });
});

const text = (value: AttributeValue): string =>
  value instanceof Map
    ? JSON.stringify([...value].map(([key, each]) => [key, text(each as AttributeValue)]))
    : String(value);
