import { and, equals } from '../../../common/filter/build.js';
import { Name } from '../../../common/name.js';
import { mustEqual } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const countCases = casesOf(
  'count',
  (add) => {
    add('equals the length of the listing', async (bench) => {
      await bench.createMany(4);
      mustEqual(await bench.facade.count(bench.type), (await bench.list()).length, 'count of all');
    });
    add('equals the number that match', async (bench) => {
      const { text } = bench.subject;
      for (const at of [0, 1, 0]) await bench.create(bench.text(at));
      mustEqual(await bench.facade.count(bench.type, bench.mine), 3, 'count of this case');
      const filter = and(bench.mine, equals(text.name, text.values[0]));
      mustEqual(await bench.facade.count(bench.type, filter), 2, `count by ${text.name}`);
    });
    add('is 0 where nothing matches', async (bench) => {
      const filter = equals(Name.NAME, bench.name());
      mustEqual(await bench.facade.count(bench.type, filter), 0, 'count');
    });
  },
  { needs: ['create', 'search'] },
);
