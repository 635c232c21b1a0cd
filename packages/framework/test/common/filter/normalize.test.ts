import {
  filters,
  formatFilter,
  matches,
  normalize,
  parseFilter,
  type Filter,
  type NormalForm,
  type NormalizeOptions,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyFilter, anyObject } from './arbitrary-filters.js';

const shape = (text: string, ...how: [form?: NormalForm, options?: NormalizeOptions]): string =>
  formatFilter(normalize(parseFilter(text), ...how));
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => `present('${name}')`);

const isLeaf = ({ kind }: Filter): boolean => !['and', 'or', 'not'].includes(kind);
const some = (filter: Filter, test: (part: Filter) => boolean): boolean =>
  test(filter) ||
  (filter.kind === 'not'
    ? some(filter.filter, test)
    : (filter.kind === 'and' || filter.kind === 'or') &&
      (some(filter.left, test) || some(filter.right, test)));

describe('normalize', () => {
  it('pushes NOT to the leaves', () => {
    expect(shape(`not(${a} & ${b})`)).to.equal(`not(${a}) | not(${b})`);
    expect(shape(`not(${a} | not(${b}))`)).to.equal(`not(${a}) & ${b}`);
    expect(shape(`not(not(not(${a})))`)).to.equal(`not(${a})`);
    expect(shape(`not(not(${a} & ${b}))`)).to.equal(`${a} & ${b}`);
  });

  it('returns what is in shape already', () => {
    const filter = parseFilter(`${a} & (not(${b}) | ${c})`);
    expect(normalize(filter)).to.equal(filter);
  });

  it('lists the alternatives', () => {
    expect(shape(`${a} & (${b} | ${c})`, 'disjunctive')).to.equal(`${a} & ${b} | ${a} & ${c}`);
    expect(shape(`not(${a} | ${b} & ${c})`, 'disjunctive')).to.equal(
      `not(${a}) & not(${b}) | not(${a}) & not(${c})`,
    );
  });

  it('keeps the negation form where the alternatives would be too many', () => {
    const text = `(${a} | ${b}) & (${c} | ${d})`;
    expect(shape(text, 'disjunctive', { maxTerms: 3 })).to.equal(text);
    expect(shape(text, 'disjunctive', { maxTerms: 4 })).to.contain(`${b} & ${d}`);
    const huge = filters.and(...Array.from({ length: 2000 }, () => parseFilter(`${a} | ${b}`)));
    expect(normalize(huge, 'disjunctive')).to.equal(huge);
  });

  it('never changes what matches', () => {
    fc.assert(
      fc.property(
        anyFilter,
        anyObject,
        fc.constantFrom('exact' as const, 'ignore' as const),
        fc.constantFrom('negation' as const, 'disjunctive' as const),
        fc.integer({ min: 0, max: 20 }),
        (filter, object, textCase, form, maxTerms) => {
          const normal = normalize(filter, form, { maxTerms });
          expect(matches(normal, object, textCase)).to.equal(matches(filter, object, textCase));
          expect(some(normal, (part) => part.kind === 'not' && !isLeaf(part.filter))).to.equal(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves no OR within an AND of the disjunctive form', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const normal = normalize(filter, 'disjunctive', { maxTerms: Infinity });
        const orWithinAnd = some(
          normal,
          (part) => part.kind === 'and' && some(part, ({ kind }) => kind === 'or'),
        );
        expect(orWithinAnd).to.equal(false);
      }),
    );
  });
});
