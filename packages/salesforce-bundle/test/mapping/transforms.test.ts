import { ZonedDateTime, type AttributeValue } from '@icf-ts/framework';
import { expect } from 'chai';
import { instantOf } from '#src/mapping/instant.js';
import { fillFirst, fillTemplate, parseTemplate } from '#src/mapping/transforms/template.js';
import { readThrough, sourcesOf, writeThrough } from '#src/mapping/transforms/transform.js';
import { transformOf, type TransformDocument } from '#src/mapping/transforms/transform-table.js';

describe('transforms', () => {
  const write = (transform: TransformDocument, ...values: AttributeValue[]): unknown =>
    transformOf(transform).write(values);
  const read = (transform: TransformDocument, ...values: AttributeValue[]): unknown =>
    transformOf(transform).read(values);

  for (const [transform, given, written, back] of [
    ['lower', ['A@B'], ['a@b'], ['a@b']],
    ['upper', ['ab'], ['AB'], ['AB']],
    ['trim', [' a '], ['a'], ['a']],
    [{ prefix: 'x-' }, ['1'], ['x-1'], ['1']],
    [{ prefix: 'x-' }, ['x-1'], ['x-1'], ['1']],
    [{ suffix: '.acme' }, ['jo', 'al.acme'], ['jo.acme', 'al.acme'], ['jo', 'al']],
    [{ split: ',' }, ['a', 'b'], ['a,b'], ['a', 'b']],
    [{ split: ',' }, [], [], []],
    [{ join: '|' }, ['a|b'], ['a', 'b'], ['a|b']],
    [{ max: 2 }, ['a🚀c'], ['a🚀'], ['a🚀']],
    [{ values: { Active: true, Inactive: false } }, ['inactive'], [false], ['Inactive']],
    [{ values: { 1: 'One', 2: 'Two' } }, ['2'], ['Two'], ['2']],
    [{ boolean: { true: 'Y', false: 'N' } }, [true, false], ['Y', 'N'], [true, false]],
    [{ date: 'dd.MM.yyyy' }, ['29.02.2024'], ['2024-02-29'], ['29.02.2024']],
    [{ date: 'yyyyMMdd HHmm' }, ['20240229 2359'], ['2024-02-29T23:59:00.000Z'], ['20240229 2359']],
  ] as const) {
    it(`${JSON.stringify(transform)} writes ${given.join(' ')} and reads it back`, () => {
      expect(write(transform, ...given)).to.deep.equal(written);
      expect(read(transform, ...written)).to.deep.equal(back);
    });
  }

  it('come back in the opposite order', () => {
    const list = [{ values: { Yes: 'y', No: 'n' } }, { prefix: 'is-' }].map(transformOf);
    expect(writeThrough(list, ['Yes'])).to.deep.equal(['is-y']);
    expect(readThrough(list, ['is-y'])).to.deep.equal(['Yes']);
  });

  it('makes Longs of date-times', () => {
    const zoned = new ZonedDateTime('2024-02-29T00:00:00Z');
    expect(read({ date: 'millis' }, zoned)).to.deep.equal([1_709_164_800_000n]);
  });

  it('refuses what has no counterpart, saying what it takes', () => {
    expect(() => write({ values: { A: 1, B: 2 } }, 'C')).to.throw("takes A, B, not 'C'");
    expect(() => write({ date: 'dd.MM.yyyy' }, '30.02.2024')).to.throw('dd.MM.yyyy');
    expect(() => write({ split: ',' }, 'a,b')).to.throw("','");
    expect(() => write({ boolean: { true: 'Y', false: 'N' } }, 'yes')).to.throw('Boolean');
  });

  it('passes what it does not know on the way back', () => {
    expect(read({ values: { A: 'x' } }, 'y')).to.deep.equal(['y']);
    expect(read({ date: 'dd.MM.yyyy' }, 'never')).to.deep.equal(['never']);
    expect(read('lower', 7)).to.deep.equal([7]);
  });

  it('tells what a field holds where the attribute equals a value', () => {
    const sources = (value: AttributeValue, ...list: TransformDocument[]): unknown =>
      sourcesOf(list.map(transformOf), value);
    // No boolean field holds 'Active', so asking for it too does no harm.
    expect(sources('Active', { values: { Active: true, Inactive: false } })).to.deep.equal([true, 'Active']);
    expect(sources('Open', { values: { Active: true, Inactive: false } })).to.deep.equal(['Open']);
    expect(sources('7', { prefix: 'x' })).to.deep.equal(['x7', '7']);
    expect(sources('7', { split: ',' })).to.equal(undefined);
    expect(sources(false, { boolean: { true: 'Y', false: 'N' } })).to.equal(undefined);
  });

  for (const pattern of ['MM.yyyy', 'dd.MM.yyyy dd', 'dd.MMM.yyyy', 'yyyy-MM-dd x']) {
    it(`refuses the pattern ${pattern}`, () => {
      expect(() => transformOf({ date: pattern })).to.throw(pattern);
    });
  }
});

describe('templates', () => {
  const values: Record<string, string> = { First: 'Jo', Last: 'Doe', Mail: 'jo@x.com' };
  const fill = (text: string): string | undefined =>
    fillTemplate(parseTemplate(text), (name) => values[name]);

  it('are filled, with functions', () => {
    expect(fill('${First} ${Last|upper}')).to.equal('Jo DOE');
    expect(fill('${Mail|before:@|max:1}.${Mail|after:@}')).to.equal('j.x.com');
  });
  it('are nothing where a value is missing, and the next one is tried', () => {
    expect(fill('${First} ${Middle}')).to.equal(undefined);
    const list = ['${Middle} ${Last}', '${Last}'].map(parseTemplate);
    expect(fillFirst(list, (name) => values[name])).to.equal('Doe');
  });
  for (const text of [
    'plain',
    '${',
    '${}',
    '${a|magic}',
    '${a|max}',
    '${a|max:x}',
    '${a|lower:1}',
    '${a|before}',
  ]) {
    it(`refuse ${text}`, () => {
      expect(() => parseTemplate(text)).to.throw();
    });
  }
});

describe('instants', () => {
  for (const [given, iso] of [
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024-02-29T23:59', '2024-02-29T23:59:00.000Z'],
    ['2024-02-29 23:59:58.1234567+02:00', '2024-02-29T21:59:58.123Z'],
    ['2024-02-29T23:59:58.000+0000', '2024-02-29T23:59:58.000Z'],
    ['2024-02-29t23:59:58z', '2024-02-29T23:59:58.000Z'],
    [0n, '1970-01-01T00:00:00.000Z'],
  ] as const) {
    it(`reads ${given}`, () => {
      expect(instantOf(given)?.toISOString()).to.equal(iso);
    });
  }
  for (const given of [
    '',
    'today',
    '2024-02-30',
    '2023-02-29T00:00:00Z',
    '2024-13-01',
    '2024-01-01T25:00Z',
    9n ** 18n,
    true,
  ]) {
    it(`reads none in ${given}`, () => {
      expect(instantOf(given)).to.equal(undefined);
    });
  }
});
