import { attribute } from '../../../common/attributes.js';
import { and, equals, not, or, present } from '../../../common/filter/build.js';
import {
  COMPARISONS,
  ComparisonFilter,
  type Comparison,
  type Filter,
} from '../../../common/filter/filter.js';
import { matches } from '../../../common/filter/match.js';
import { Name } from '../../../common/name.js';
import { Uid } from '../../../common/uid.js';
import { must, mustHaveSame, uidsOf } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';
import type { ContractAttribute, ContractSubject } from '../contract-subject.js';

const ORDERS: readonly Comparison[] = [
  'equals',
  'greaterThan',
  'greaterThanOrEqual',
  'lessThan',
  'lessThanOrEqual',
];

/** One object for each value, and one that has none. */
async function fill(bench: Bench, chosen: ContractAttribute): Promise<void> {
  for (let at = 0; at < chosen.values.length; at++) await bench.create(bench.attribute(chosen, at));
  await bench.create();
}

/** The connector must find exactly what the framework's own matching finds in the full listing. */
async function mustMatch(bench: Bench, filter: Filter, what: string): Promise<void> {
  const all = await bench.list();
  const expected = all.filter((object) => matches(filter, object));
  mustHaveSame(uidsOf(await bench.list(filter)), uidsOf(expected), what);
}

const asks = (kind: Comparison) => (subject: ContractSubject) =>
  (subject.search.comparisons ?? COMPARISONS).includes(kind);

const compare = (kind: Comparison, name: string, value: ContractAttribute['values'][number]): Filter =>
  new ComparisonFilter(kind, attribute(name, value));

export const filterCases = casesOf(
  'search',
  (add) => {
    for (const kind of COMPARISONS) {
      add(
        `filters a text by ${kind}`,
        async (bench) => {
          const { text } = bench.subject;
          await fill(bench, text);
          for (const value of text.values) {
            await mustMatch(
              bench,
              compare(kind, text.name, value),
              `${text.name} ${kind} '${String(value)}'`,
            );
          }
          const part = String(text.values[1]).slice(1, 4);
          await mustMatch(bench, compare(kind, text.name, part), `${text.name} ${kind} '${part}'`);
        },
        { when: asks(kind) },
      );
      if (!ORDERS.includes(kind)) continue;
      add(
        `filters a number by ${kind}`,
        async (bench) => {
          const number = bench.subject.number!;
          await fill(bench, number);
          for (const value of number.values)
            await mustMatch(
              bench,
              compare(kind, number.name, value),
              `${number.name} ${kind} ${String(value)}`,
            );
        },
        { when: (subject) => subject.number !== undefined && asks(kind)(subject) },
      );
    }
    add('filters by name and by Uid', async (bench) => {
      const [, wanted] = await bench.createMany(3);
      const byName = await bench.list(equals(Name.NAME, wanted!.name));
      mustHaveSame(uidsOf(byName), [wanted!.uid.value], 'found by name');
      const byUid = await bench.list(equals(Uid.NAME, wanted!.uid.value));
      mustHaveSame(uidsOf(byUid), [wanted!.uid.value], 'found by Uid');
    });
    add('combines filters by and, or, not', async (bench) => {
      const { text } = bench.subject;
      await fill(bench, text);
      const [first, second] = text.values.map((value) => equals(text.name, value)) as [Filter, Filter];
      for (const [what, filter] of [
        ['a or b', or(first, second)],
        ['a and b', and(first, second)],
        ['a and mine', and(first, bench.mine)],
        ['mine and not a', and(bench.mine, not(first))],
        ['not (a or b), of mine', and(bench.mine, not(or(first, second)))],
        ['not a', not(first)],
        ['not not a', not(not(first))],
      ] as const) {
        await mustMatch(bench, filter, what);
      }
      must((await bench.list(or(first, second))).length > 0, 'a or b finds nothing');
    });
    add('takes names of attributes in any case', async (bench) => {
      const { text } = bench.subject;
      await fill(bench, text);
      const upper = equals(text.name.toUpperCase(), text.values[0]);
      mustHaveSame(
        uidsOf(await bench.list(and(bench.mine, upper))),
        uidsOf(await bench.list(and(bench.mine, equals(text.name, text.values[0])))),
        'a filter on the name in capitals',
      );
      must((await bench.list(and(bench.mine, upper))).length === 1, 'a filter in capitals finds nothing');
    });
    add('filters by what is not asked for', async (bench) => {
      const { text } = bench.subject;
      await fill(bench, text);
      const filter = and(bench.mine, equals(text.name, text.values[1]));
      const found = await bench.list(filter, { attributesToGet: [] });
      must(found.length === 1, `${found.length} objects found instead of 1`);
    });
    add(
      'filters an attribute of several values',
      async (bench) => {
        const multi = bench.subject.multi!;
        await bench.create(bench.attribute(multi, 0, 1));
        await bench.create(bench.attribute(multi, 1, 2));
        await bench.create();
        for (const wanted of [[0], [1], [0, 1], [0, 2]]) {
          const filter = new ComparisonFilter('containsAllValues', bench.attribute(multi, ...wanted));
          await mustMatch(bench, filter, `containsAllValues of ${wanted.length}`);
        }
      },
      { when: (subject) => subject.multi !== undefined && asks('containsAllValues')(subject) },
    );
    add(
      'filters by presence',
      async (bench) => {
        const { text } = bench.subject;
        await fill(bench, text);
        await mustMatch(bench, present(text.name), `presence of ${text.name}`);
        await mustMatch(bench, not(present(text.name)), `absence of ${text.name}`);
      },
      { when: ({ search }) => search.presence === true },
    );
    add('takes quotes, wild cards and backslashes for what they are', async (bench) => {
      await fill(bench, bench.subject.text);
      for (const odd of ["' OR '1'='1", '%', '_', '*', '\\', '"', ')(']) {
        const filter = equals(bench.subject.text.name, odd);
        await mustMatch(bench, filter, `equals ${odd}`);
        if (asks('contains')(bench.subject))
          await mustMatch(bench, compare('contains', bench.subject.text.name, odd), `contains ${odd}`);
      }
    });
  },
  { needs: ['create'] },
);
