import { expect } from 'chai';
import fc from 'fast-check';
import { buildOrg } from '#src/build-org.js';
import { runQuery } from '#src/soql/run-query.js';

const TITLES = [
  'Analyst',
  'analyst',
  "O'Hara",
  'back\\slash',
  'per%cent',
  'under_score',
  'Ünicode "q"',
  null,
];

interface Sample {
  readonly title: string | null;
  readonly active: boolean;
}

interface Model {
  readonly soql: string;
  readonly holds: (row: Sample) => boolean;
}

const fold = (text: string | null): string | null => text && text.toLowerCase();
const quote = (text: string | null, like = false): string =>
  text === null ? 'null' : `'${text.replace(/['\\"]/g, '\\$&').replace(like ? /[%_]/g : /$^/, '\\$&')}'`;

const title = fc.constantFrom(...TITLES);
const leaf: fc.Arbitrary<Model> = fc.oneof(
  title.map((wanted) => ({
    soql: `Title = ${quote(wanted)}`,
    holds: (row: Sample) => fold(row.title) === fold(wanted),
  })),
  title.map((wanted) => ({
    soql: `Title != ${quote(wanted)}`,
    holds: (row: Sample) => fold(row.title) !== fold(wanted),
  })),
  fc.array(title, { minLength: 1, maxLength: 4 }).map((list) => ({
    soql: `Title IN (${list.map((wanted) => quote(wanted)).join(', ')})`,
    holds: (row: Sample) => list.map(fold).includes(fold(row.title)),
  })),
  title
    .filter((wanted) => wanted !== null)
    .map((prefix) => ({
      soql: `Title LIKE '${quote(prefix, true).slice(1, -1)}%'`,
      holds: (row: Sample) => fold(row.title)?.startsWith(fold(prefix) ?? '') === true,
    })),
  title
    .filter((wanted) => wanted !== null)
    .map((bound) => ({
      soql: `Title >= ${quote(bound)}`,
      holds: (row: Sample) => row.title !== null && row.title.toLowerCase() >= bound.toLowerCase(),
    })),
  fc
    .boolean()
    .map((wanted) => ({ soql: `IsActive = ${wanted}`, holds: (row: Sample) => row.active === wanted })),
);

const { condition } = fc.letrec<{ condition: Model }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('condition').map((part) => ({
      soql: `NOT (${part.soql})`,
      holds: (row: Sample) => !part.holds(row),
    })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => ({
      soql: parts.map((part) => `(${part.soql})`).join(' AND '),
      holds: (row: Sample) => parts.every((part) => part.holds(row)),
    })),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => ({
      soql: parts.map((part) => `(${part.soql})`).join(' OR '),
      holds: (row: Sample) => parts.some((part) => part.holds(row)),
    })),
  ),
}));

describe('WHERE', () => {
  it('selects exactly the rows for which its conditions hold', () => {
    const { state } = buildOrg({ users: 0 });
    const users = state.store.table('User');
    const rows = TITLES.flatMap((value) =>
      [true, false].map((active) => ({
        title: value,
        active,
        row: users.insert({ Title: value, IsActive: active }),
      })),
    );
    const ours = new Set(rows.map(({ row }) => row.Id));
    const target = { ...state, timeZone: 'GMT', nowMs: 0 };
    fc.assert(
      fc.property(condition, ({ soql, holds }) => {
        const outcome = runQuery(`SELECT Id FROM User WHERE ${soql}`, target);
        const found =
          outcome.kind === 'rows' ? outcome.rows.map(({ Id }) => Id).filter((id) => ours.has(id)) : [];
        expect(found, soql).to.deep.equal(rows.filter(holds).map(({ row }) => row.Id));
      }),
      { numRuns: 400 },
    );
  });
});
