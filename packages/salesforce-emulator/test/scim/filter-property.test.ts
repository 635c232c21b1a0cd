import { expect } from 'chai';
import fc from 'fast-check';
import { parseFilter } from '#src/scim/filter/parse-filter.js';
import { ScimError } from '#src/scim/scim-error.js';
import { compileFilter } from '#src/scim/filter/compile-filter.js';
import type { Filter } from '#src/scim/filter/filter.js';

type Facts = Readonly<Record<string, boolean>>;

const NAMES = ['a', 'b', 'c', 'd'] as const;

const binder = {
  values: (path: string) => (NAMES.includes(path as 'a') ? (facts: Facts) => [facts[path]] : undefined),
  items: () => undefined,
};

/** A chain without brackets, and what it means when it is worked off from the left. */
const chain = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.array(fc.tuple(fc.constantFrom('and', 'or', 'AND', 'Or'), fc.constantFrom(...NAMES)), {
      maxLength: 6,
    }),
  )
  .map(([first, more]) => ({
    text: more.reduce((text, [word, name]) => `${text} ${word} ${name} eq true`, `${first} eq true`),
    holds: (facts: Facts) =>
      more.reduce(
        (so, [word, name]) =>
          word.toLowerCase() === 'and' ? so && facts[name] === true : so || facts[name] === true,
        facts[first] === true,
      ),
  }));

/** Filters as they may stand in brackets anywhere. */
const { tree } = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('present' as const),
      path: fc.constantFrom('userName', 'name.familyName'),
    }),
    fc.record({
      kind: fc.constant('compare' as const),
      path: fc.constantFrom('title', 'urn:ietf:params:scim:schemas:core:2.0:User:title', 'meta.created'),
      operator: fc.constantFrom('eq' as const, 'ne' as const, 'co' as const, 'sw' as const, 'ge' as const),
      value: fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null)),
    }),
    fc.record({ kind: fc.constant('items' as const), path: fc.constant('emails'), filter: tie('tree') }),
    fc.record({
      kind: fc.constant('logic' as const),
      operator: fc.constantFrom('and' as const, 'or' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
  ),
}));

function print(filter: Filter): string {
  switch (filter.kind) {
    case 'logic':
      return `(${print(filter.left)}) ${filter.operator} (${print(filter.right)})`;
    case 'items':
      return `${filter.path}[${print(filter.filter)}]`;
    case 'present':
      return `${filter.path} pr`;
    default:
      return `${filter.path} ${filter.operator} ${JSON.stringify(filter.value)}`;
  }
}

describe('SCIM filters', () => {
  it('are worked off from the left, and binds no closer than or', () => {
    const facts = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean(), d: fc.boolean() });
    fc.assert(
      fc.property(chain, facts, ({ text, holds }, subject) => {
        expect(compileFilter(parseFilter(text), binder, text)(subject), text).to.equal(holds(subject));
      }),
      { numRuns: 500 },
    );
  });

  it('mean what their brackets say', () => {
    fc.assert(
      fc.property(tree, (filter) => {
        expect(parseFilter(print(filter))).to.deep.equal(filter);
      }),
      { numRuns: 500 },
    );
  });

  it('compare numbers and points in time by what they are, texts without regard to case', () => {
    const holds = (held: unknown, condition: string): boolean => {
      const values = { values: () => () => [held], items: () => undefined };
      return compileFilter(parseFilter(`x ${condition}`), values, condition)(null);
    };
    expect(holds(10, 'gt 9')).to.equal(true);
    expect(holds(10, 'le 9')).to.equal(false);
    expect(holds('2026-01-01T00:00:00Z', 'lt "2026-01-01T00:00:00-01:00"')).to.equal(true);
    expect(holds('b', 'gt "A"')).to.equal(true);
    expect(holds(undefined, 'le "z"')).to.equal(false);
    expect(holds(undefined, 'ne "z"')).to.equal(true);
  });

  it('are read or refused, whatever they are', () => {
    const word = fc.constantFrom(
      'a',
      'eq',
      'pr',
      'and',
      'or',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      '"',
      '1',
      'true',
      '\\',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          try {
            parseFilter(text);
          } catch (error) {
            expect(error).to.be.instanceOf(ScimError).with.property('status', 400);
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(() => parseFilter('('.repeat(100_000))).to.throw(ScimError, 'too many brackets');
  });
});
