import {
  ExtendedMatchFilter,
  attribute,
  filters,
  formatFilter,
  matches,
  parseFilter,
  translateFilter,
  type ConnectorObject,
  type FilterTranslation,
  type FilterTranslator,
  type LeafFilter,
  type LeafTranslation,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyFilter, anyObject } from './arbitrary-filters.js';

/** A target that speaks of attributes by their names: e… exactly, s… too widely, all…, no…, and knows nothing else. */
const byName: FilterTranslator<string> = {
  leaf(filter, negated): LeafTranslation<string> {
    const name = filter.kind === 'present' ? filter.name : filter.attribute.name;
    const query = negated ? `!${name}` : name;
    if (name.startsWith('e')) return { exact: query };
    if (name.startsWith('s')) return { superset: query };
    if (name.startsWith('all')) return negated ? 'nothing' : 'everything';
    if (name.startsWith('no')) return negated ? 'everything' : 'nothing';
    return undefined;
  },
  and: (left, right) => `(${left} ${right})`,
  or: (left, right) => `(${left}|${right})`,
};
const text = (short: string): string => short.replace(/\w+/g, "present('$&')").replaceAll('!', 'not ');
const translated = (short: string) => {
  const { residual, ...rest } = translateFilter(parseFilter(text(short)), byName);
  return { ...rest, residual: residual && formatFilter(residual) };
};
const left = (short: string): string => formatFilter(parseFilter(text(short)));

describe('translateFilter', () => {
  const cases: [filter: string, query: string | undefined, residual: string | undefined][] = [
    ['e1', 'e1', undefined],
    ['!e1', '!e1', undefined],
    ['s1', 's1', 's1'],
    ['u1', undefined, 'u1'],
    ['e1&e2|!e3', '((e1 e2)|!e3)', undefined],
    ['e1&s1', '(e1 s1)', 's1'],
    ['e1&u1', 'e1', 'u1'],
    ['u1&(e1&u2)', 'e1', 'u1&u2'],
    ['e1|u1', undefined, 'e1|u1'],
    ['e1|s1', '(e1|s1)', 'e1|s1'],
    ['e1&(e2|s1)', '(e1 (e2|s1))', 'e2|s1'],
    ['(e1|u1)&e2', 'e2', 'e1|u1'],
    ['e1&u1|e2', '(e1|e2)', 'e1&u1|e2'],
    ['!(e1|u1)', '!e1', '!u1'],
    ['!(e1&u1)', undefined, '!e1|!u1'],
    ['all', undefined, undefined],
    ['all|u1', undefined, undefined],
    ['all&s1', 's1', 's1'],
    ['no|e1', 'e1', undefined],
    ['!no&e1', 'e1', undefined],
    ['e1&(no|all)', 'e1', undefined],
  ];
  for (const [filter, query, residual] of cases) {
    it(`${filter} asks for ${query ?? 'everything'} and leaves ${residual ?? 'nothing'}`, () => {
      expect(translated(filter)).to.deep.equal({ query, residual: residual && left(residual) });
    });
  }

  it('tells that nothing can match, and stays right where nobody looks', () => {
    expect(translated('u1&no')).to.deep.equal({
      query: undefined,
      residual: left('u1&no'),
      matchesNothing: true,
    });
  });

  it('refuses an extended match that is left over, before the target is asked', () => {
    const extended = new ExtendedMatchFilter('soundsLike', attribute('u1', 'x'));
    expect(() => translateFilter(filters.and(filters.present('e1'), filters.not(extended)), byName))
      .to.throw(/soundsLike/)
      .with.property('name', 'UnsupportedOperationException');
    const known = new ExtendedMatchFilter('soundsLike', attribute('e1', 'x'));
    expect(translateFilter(known, byName)).to.deep.equal({ query: 'e1', residual: undefined });
  });

  it('brings just the objects that match, whatever the target can express', () => {
    const textCases = fc.constantFrom('exact' as const, 'ignore' as const);
    const objects = fc.array(anyObject, { minLength: 1, maxLength: 8 });
    // What the target makes of the n-th leaf it is asked for, and which objects it brings too many.
    const abilities = fc.infiniteStream(fc.tuple(fc.constantFrom(...ABILITIES), fc.nat()));
    const seen = { inexact: 0, exact: 0, nothing: 0 };
    fc.assert(
      fc.property(anyFilter, objects, textCases, abilities, (filter, all, textCase, stream) => {
        const accepted = (leaf: LeafFilter, negated: boolean, object: ConnectorObject): boolean =>
          matches(leaf, object, textCase) !== negated;
        const translation: FilterTranslation<Rows> = translateFilter<Rows>(filter, {
          leaf(leaf, negated) {
            const [ability, extra] = stream.next().value!;
            const rows = new Set(all.filter((object) => accepted(leaf, negated, object)));
            if (ability === 'none') return undefined;
            if (ability === 'superset') return { superset: new Set([...rows, all[extra % all.length]!]) };
            if (rows.size === 0) return 'nothing';
            return rows.size === all.length ? 'everything' : { exact: rows };
          },
          and: (a, b) => new Set([...a].filter((row) => b.has(row))),
          or: (a, b) => new Set([...a, ...b]),
        });
        const { query, residual, matchesNothing } = translation;
        const wanted = all.filter((object) => matches(filter, object, textCase));
        const brought = all.filter((object) => query?.has(object) ?? true);
        expect(brought.filter((object) => !residual || matches(residual, object, textCase))).to.deep.equal(
          wanted,
        );
        if (matchesNothing) expect(wanted).to.deep.equal([]);
        seen.nothing += Number(matchesNothing ?? false);
        seen.exact += Number(query !== undefined && !residual);
        seen.inexact += Number(query !== undefined && residual !== undefined);
      }),
      { numRuns: 2000 },
    );
    // The property is worth something only where every outcome occurred.
    expect(Math.min(seen.nothing, seen.exact, seen.inexact)).to.be.greaterThan(20);
  });
});

type Rows = ReadonlySet<ConnectorObject>;
const ABILITIES = ['exact', 'exact', 'superset', 'none'] as const;
