import { Attribute } from '../../../common/attribute.js';
import { Name } from '../../../common/name.js';
import { Uid } from '../../../common/uid.js';
import { mustHaveValues, mustRefuse } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

/** An object with the first two values; then the values at these places are added or removed. */
async function changed(
  bench: Bench,
  method: 'addAttributeValues' | 'removeAttributeValues',
  ...at: number[]
): Promise<void> {
  const multi = bench.subject.multi!;
  const { uid } = await bench.create(bench.attribute(multi, 0, 1), bench.text());
  await bench.facade[method](bench.type, uid, [bench.attribute(multi, ...at)]);
  const places =
    method === 'addAttributeValues' ? [0, 1, ...at] : [0, 1].filter((place) => !at.includes(place));
  const found = await bench.get(uid);
  mustHaveValues(
    found,
    multi.name,
    [...new Set(places)].map((place) => multi.values[place]!),
    `after ${method}`,
  );
  mustHaveValues(found, bench.subject.text.name, [bench.subject.text.values[0]], `another after ${method}`);
}

/** addAttributeValues and removeAttributeValues, which stand under the operation update. */
export const addRemoveCases = casesOf(
  'update',
  (add) => {
    add('adds values to those that are there', (bench) => changed(bench, 'addAttributeValues', 2));
    add('adds no value twice', (bench) => changed(bench, 'addAttributeValues', 1, 2));
    add('removes the values named and no others', (bench) => changed(bench, 'removeAttributeValues', 0));
    add('removes all values', (bench) => changed(bench, 'removeAttributeValues', 0, 1));
    add('takes the removal of a value that is not there', (bench) =>
      changed(bench, 'removeAttributeValues', 1, 2),
    );
    add('adds values to an attribute without any', async (bench) => {
      const multi = bench.subject.multi!;
      const { uid } = await bench.create();
      await bench.facade.addAttributeValues(bench.type, uid, [bench.attribute(multi, 0)]);
      mustHaveValues(await bench.get(uid), multi.name, [multi.values[0]], 'after addAttributeValues');
    });
    for (const method of ['addAttributeValues', 'removeAttributeValues'] as const) {
      add(`refuses a Uid of no object in ${method}`, async (bench) => {
        await mustRefuse(
          bench.facade[method](bench.type, new Uid(bench.subject.unknownUid), [
            bench.attribute(bench.subject.multi!, 0),
          ]),
          ['UnknownUidException'],
          `${method} of an unknown Uid`,
        );
      });
      add(
        `refuses null and the name in ${method}`,
        async (bench) => {
          const { uid } = await bench.create();
          for (const odd of [new Attribute(bench.subject.multi!.name, null), new Name('x')]) {
            await mustRefuse(
              bench.facade[method](bench.type, uid, [odd]),
              ['IllegalArgumentException'],
              `${method} of '${odd.name}'`,
            );
          }
        },
        { keeper: 'framework' },
      );
    }
  },
  { needs: ['create', 'get'], when: ({ multi }) => multi !== undefined },
);
