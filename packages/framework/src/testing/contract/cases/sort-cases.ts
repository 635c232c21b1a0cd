import { Name } from '../../../common/name.js';
import { SortKey } from '../../../common/search-result.js';
import { mustHaveSameOrder } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const sortCases = casesOf(
  'search',
  (add) => {
    add('sorts by name, both ways', async (bench) => {
      const names = [bench.name(), bench.name(), bench.name(), bench.name()];
      for (const at of [2, 0, 3, 1]) await bench.facade.create(bench.type, bench.attributes(names[at]!));
      for (const ascending of [true, false]) {
        const found = await bench.list(bench.mine, { sortKeys: [new SortKey(Name.NAME, ascending)] });
        mustHaveSameOrder(
          found.map(({ name }) => name.value),
          ascending ? names : [...names].reverse(),
          ascending ? 'ascending by name' : 'descending by name',
        );
      }
    });
    add('sorts by an attribute, then by another', async (bench) => {
      const { text } = bench.subject;
      const made: { name: string; at: number }[] = [];
      for (const at of [1, 0, 2, 0, 1]) made.push({ at, name: (await bench.create(bench.text(at))).name });
      const sortKeys = [new SortKey(text.name), new SortKey(Name.NAME, false)];
      const found = await bench.list(bench.mine, { sortKeys });
      mustHaveSameOrder(
        found.map(({ name }) => name.value),
        made.sort((a, b) => a.at - b.at || (a.name < b.name ? 1 : -1)).map(({ name }) => name),
        `by ${text.name} ascending, then name descending`,
      );
    });
    add(
      'sorts numbers as numbers',
      async (bench) => {
        const number = bench.subject.number!;
        for (const at of [1, 2, 0]) await bench.create(bench.attribute(number, at));
        const found = await bench.list(bench.mine, { sortKeys: [new SortKey(number.name)] });
        mustHaveSameOrder(
          found.map(({ attributes }) => String(attributes.single(number.name))),
          number.values.slice(0, 3).map(String),
          `ascending by ${number.name}`,
        );
      },
      { when: ({ number }) => number !== undefined },
    );
    add('sorts by what is not asked for, and in any case of its name', async (bench) => {
      const { text } = bench.subject;
      const second = await bench.create(bench.text(1));
      const first = await bench.create(bench.text(0));
      const found = await bench.list(bench.mine, {
        attributesToGet: [],
        sortKeys: [new SortKey(text.name.toUpperCase())],
      });
      mustHaveSameOrder(
        found.map(({ uid }) => uid.value),
        [first.uid.value, second.uid.value],
        `ascending by ${text.name.toUpperCase()}`,
      );
    });
  },
  { needs: ['create'], when: ({ search }) => search.sorts === true },
);
