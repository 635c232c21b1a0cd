import fc from 'fast-check';

/** A sample as the naive evaluator sees it: references by the alias or name of what they point to. */
export interface Sample {
  readonly Text: string | null;
  readonly Indexed: string | null;
  readonly Area: string | null;
  readonly Multi: string | null;
  readonly Flag: boolean;
  readonly Count: number | null;
  readonly Ratio: number | null;
  /** Days and seconds since 1970. */
  readonly Day: number | null;
  readonly Stamp: number | null;
  readonly SystemModstamp: number;
  readonly owner: 'u0' | 'u1' | 'group' | null;
  readonly boss: 'u0' | 'u1' | 'u2' | null;
}

/** A condition in SOQL, and whether it holds. `{u0}` stands for the id of a user, `{g}` for that of the group. */
export interface Model {
  readonly soql: string;
  readonly holds: (row: Sample) => boolean;
}

export const DAY_SECONDS = 86_400;
/** 2026-08-12, a Wednesday. */
export const TODAY = 20_677;

const TEXTS = ['a', 'A', 'ab', 'B_c', 'b%C', "O'Hara", 'back\\slash', 'quo"te', 'é\n', 'Éa', 'zz'];
const nullable = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.constantFrom(...values, null);
const days = [-400, -31, -1, 0, 1, 7, 100].map((offset) => TODAY + offset);
const seconds = days.flatMap((day) => [day * DAY_SECONDS, day * DAY_SECONDS + 3_601]);
const numbers = [-3, 0, 1, 2.5, 10];

export const sample: fc.Arbitrary<Sample> = fc.record({
  Text: nullable(TEXTS),
  Indexed: nullable(TEXTS),
  Area: nullable(TEXTS),
  Multi: nullable(['A', 'B', 'A;B', 'B;A', 'a;c']),
  Flag: fc.boolean(),
  Count: nullable([-1, 0, 1, 7]),
  Ratio: nullable(numbers),
  Day: nullable(days),
  Stamp: nullable(seconds),
  SystemModstamp: fc.constantFrom(...seconds),
  owner: nullable(['u0', 'u1', 'group'] as const),
  boss: nullable(['u0', 'u1', 'u2'] as const),
});

type Ordered = string | number;
const ORDER: Readonly<Record<string, (a: Ordered, b: Ordered) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** =, !=, <, <=, >, >=, IN and NOT IN of a field by its values, null among them. */
function comparisons<T extends Ordered>(
  name: string,
  values: readonly T[],
  read: (row: Sample) => T | null,
  write: (value: T) => string,
): fc.Arbitrary<Model> {
  const literal = (value: T | null): string => (value === null ? 'null' : write(value));
  const order = fc
    .tuple(fc.constantFrom(...Object.keys(ORDER)), fc.constantFrom(...values))
    .map(([operator, bound]) => ({
      soql: `${name} ${operator} ${write(bound)}`,
      holds: (row: Sample) => {
        const value = read(row);
        return value !== null && ORDER[operator]?.(value, bound) === true;
      },
    }));
  return fc.oneof(equality(name, values, read, literal), order);
}

function equality<T>(
  name: string,
  values: readonly T[],
  read: (row: Sample) => T | null,
  write: (value: T | null) => string,
): fc.Arbitrary<Model> {
  const one = fc.tuple(fc.boolean(), nullable(values)).map(([equal, wanted]) => ({
    soql: `${name} ${equal ? '=' : '!='} ${write(wanted)}`,
    holds: (row: Sample) => (read(row) === wanted) === equal,
  }));
  const list = fc
    .tuple(fc.boolean(), fc.array(nullable(values), { minLength: 1, maxLength: 4 }))
    .map(([isIn, wanted]) => ({
      soql: `${name} ${isIn ? 'IN' : 'NOT IN'} (${wanted.map(write).join(', ')})`,
      holds: (row: Sample) => wanted.includes(read(row)) === isIn,
    }));
  return fc.oneof(one, list);
}

const ESCAPED: Readonly<Record<string, string>> = { "'": "\\'", '"': '\\"', '\\': '\\\\', '\n': '\\n' };
const escape = (text: string): string => [...text].map((one) => ESCAPED[one] ?? one).join('');
const lower = (text: string | null): string | null => text && text.toLowerCase();

/** A LIKE of random pieces; held against a regular expression. */
function like(name: string, read: (row: Sample) => string | null): fc.Arbitrary<Model> {
  const piece = fc.constantFrom('%', '_', ...TEXTS.map((text) => `=${text}`));
  return fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => {
    const soql = pieces.map((part) =>
      part.startsWith('=') ? escape(part.slice(1)).replace(/[%_]/g, '\\$&') : part,
    );
    const source = pieces.map((part) => {
      if (part === '%') return '.*';
      if (part === '_') return '.';
      return part.slice(1).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    });
    const pattern = new RegExp(`^${source.join('')}$`, 'is');
    return {
      soql: `${name} LIKE '${soql.join('')}'`,
      holds: (row) => {
        const value = read(row);
        return value !== null && pattern.test(value);
      },
    };
  });
}

function text(name: 'Text' | 'Indexed' | 'Area'): fc.Arbitrary<Model> {
  const read = (row: Sample): string | null => lower(row[name]);
  const lowered = TEXTS.map((value) => value.toLowerCase());
  return fc.oneof(
    comparisons(name, lowered, read, (value) => `'${escape(value)}'`),
    like(name, (row) => row[name]),
  );
}

const dayText = (day: number): string => new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
const stampText = (at: number): string => new Date(at * 1000).toISOString();

/** Relative dates of a field of days or of seconds, as days from one to before another. */
function relative(name: 'Day' | 'Stamp', perDay: number): fc.Arbitrary<Model> {
  const ranges: Readonly<Record<string, readonly [number, number]>> = {
    TODAY: [TODAY, TODAY + 1],
    yesterday: [TODAY - 1, TODAY],
    'LAST_N_DAYS:31': [TODAY - 31, TODAY + 1],
    'NEXT_N_DAYS:7': [TODAY + 1, TODAY + 8],
    'N_DAYS_AGO:1': [TODAY - 1, TODAY],
  };
  const tests: Readonly<Record<string, (at: number, from: number, to: number) => boolean>> = {
    '=': (at, from, to) => at >= from && at < to,
    '<': (at, from) => at < from,
    '<=': (at, _from, to) => at < to,
    '>': (at, _from, to) => at >= to,
    '>=': (at, from) => at >= from,
  };
  return fc
    .tuple(fc.constantFrom(...Object.entries(ranges)), fc.constantFrom(...Object.entries(tests)))
    .map(([[literal, [from, to]], [operator, test]]) => ({
      soql: `${name} ${operator} ${literal}`,
      holds: (row) => {
        const value = row[name];
        return value !== null && test(value, from * perDay, to * perDay);
      },
    }));
}

const multi: fc.Arbitrary<Model> = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom('a', 'B', 'A;B', 'c;A'), { minLength: 1, maxLength: 3 }))
  .map(([includes, wanted]) => ({
    soql: `Multi ${includes ? 'INCLUDES' : 'EXCLUDES'} (${wanted.map((one) => `'${one}'`).join(', ')})`,
    holds: (row) => {
      const held = lower(row.Multi)?.split(';') ?? [];
      const found = wanted.some((all) =>
        all
          .toLowerCase()
          .split(';')
          .every((one) => held.includes(one)),
      );
      return found === includes;
    },
  }));

const related: fc.Arbitrary<Model> = fc.oneof(
  equality(
    'BossId',
    ['u0', 'u1', 'u2'],
    ({ boss }) => boss,
    (id) => (id === null ? 'null' : `'{${id}}'`),
  ),
  equality(
    'Boss.Alias',
    ['u0', 'u1'],
    ({ boss }) => boss,
    (id) => (id === null ? "''" : `'${id}'`),
  ),
  equality(
    'Owner.Type',
    ['user', 'group'],
    ({ owner }) => owner && (owner === 'group' ? 'group' : 'user'),
    (type) => (type === null ? 'null' : `'${type}'`),
  ),
  equality(
    'Owner.Name',
    ['the group', 'user 1'],
    ({ owner }) => owner && (owner === 'group' ? 'the group' : `user ${owner.slice(1)}`),
    (name) => (name === null ? 'null' : `'${name}'`),
  ),
);

const year = (day: number): number => new Date(day * DAY_SECONDS * 1000).getUTCFullYear();

const leaf: fc.Arbitrary<Model> = fc.oneof(
  text('Text'),
  text('Indexed'),
  text('Area'),
  multi,
  related,
  equality('Flag', [true, false], ({ Flag }) => Flag, String).filter(({ soql }) => !soql.includes('null')),
  comparisons('Count', [-1, 0, 1, 7], ({ Count }) => Count, String),
  comparisons('Ratio', numbers, ({ Ratio }) => Ratio, String),
  comparisons('Day', days, ({ Day }) => Day, dayText),
  comparisons('Stamp', seconds, ({ Stamp }) => Stamp, stampText),
  comparisons('SystemModstamp', seconds, ({ SystemModstamp }) => SystemModstamp, stampText),
  comparisons(
    'CALENDAR_YEAR(Stamp)',
    [2025, 2026],
    ({ Stamp }) => Stamp && year(Math.floor(Stamp / DAY_SECONDS)),
    String,
  ),
  relative('Day', 1),
  relative('Stamp', DAY_SECONDS),
);

const inner = fc.letrec<{ condition: Model }>((tie) => {
  const parts = fc.array(tie('condition'), { minLength: 2, maxLength: 3 });
  const join = (all: readonly Model[], word: string): string => all.map(({ soql }) => `(${soql})`).join(word);
  return {
    condition: fc.oneof(
      { maxDepth: 4 },
      leaf,
      tie('condition').map((part) => ({
        soql: `NOT (${part.soql})`,
        holds: (row: Sample) => !part.holds(row),
      })),
      parts.map((all) => ({
        soql: join(all, ' AND '),
        holds: (row: Sample) => all.every((part) => part.holds(row)),
      })),
      parts.map((all) => ({
        soql: join(all, ' OR '),
        holds: (row: Sample) => all.some((part) => part.holds(row)),
      })),
    ),
  };
}).condition;

const semiJoin: fc.Arbitrary<Model> = fc
  .tuple(fc.boolean(), fc.constantFrom('BossId', 'OwnerId'), fc.subarray(['u0', 'u1', 'u2']))
  .map(([isIn, name, aliases]) => ({
    soql: `${name} ${isIn ? 'IN' : 'NOT IN'} (SELECT Id FROM User WHERE Alias IN ('none', ${aliases.map((alias) => `'${alias}'`).join(', ') || 'null'}))`,
    holds: ({ boss, owner }) => aliases.includes((name === 'BossId' ? boss : owner) ?? '') === isIn,
  }));

/** Conditions of every kind; semi-joins stand at the top only, where Salesforce has them. */
export const condition: fc.Arbitrary<Model> = fc
  .tuple(fc.array(semiJoin, { maxLength: 2 }), fc.array(leaf, { maxLength: 2 }), inner)
  .map(([joins, leaves, one]) => {
    const all = [...joins, ...leaves, { ...one, soql: `(${one.soql})` }];
    return {
      soql: all.map(({ soql }) => soql).join(' AND '),
      holds: (row) => all.every((part) => part.holds(row)),
    };
  });
