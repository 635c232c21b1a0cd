import { SpecialAttributes } from '../../../common/special-attributes.js';
import { Uid } from '../../../common/uid.js';
import { mustEqual, mustHaveSame, mustHaveValues, mustRefuse, uidsOf } from '../assertions.js';
import { casesOf } from '../contract-case.js';
import type { ContractSubject } from '../contract-subject.js';

const removes = { when: ({ rules }: ContractSubject) => rules.deleteRemoves };

export const deleteCases = casesOf(
  'delete',
  (add) => {
    add(
      'takes the object away from get and search, and no other',
      async (bench) => {
        const [first, second, third] = await bench.createMany(3);
        await bench.facade.delete(bench.type, second!.uid);
        mustEqual(
          await bench.facade.get(bench.type, second!.uid),
          null,
          'what get finds of a deleted object',
        );
        mustHaveSame(
          uidsOf(await bench.list(bench.mine)),
          [first!.uid.value, third!.uid.value],
          'what is left after a delete',
        );
      },
      removes,
    );
    add(
      'disables the object',
      async (bench) => {
        const [first, second] = await bench.createMany(2);
        await bench.facade.delete(bench.type, first!.uid);
        mustHaveValues(await bench.get(first!.uid), SpecialAttributes.ENABLE, [false], 'after delete');
        mustHaveValues(
          await bench.get(second!.uid),
          SpecialAttributes.ENABLE,
          [true],
          'another after delete',
        );
      },
      { when: ({ rules }) => !rules.deleteRemoves && rules.enables },
    );
    add(
      'refuses to delete twice',
      async (bench) => {
        const { uid } = await bench.create();
        await bench.facade.delete(bench.type, uid);
        await mustRefuse(
          bench.facade.delete(bench.type, uid),
          ['UnknownUidException'],
          'delete of a deleted object',
        );
      },
      removes,
    );
    add(
      'frees the name',
      async (bench) => {
        const { uid, name } = await bench.create(bench.text(1));
        await bench.facade.delete(bench.type, uid);
        const again = await bench.facade.create(bench.type, bench.attributes(name));
        mustHaveValues(await bench.get(again), bench.subject.text.name, [], 'a new object of the old name');
      },
      removes,
    );
    add('refuses a Uid of no object', async (bench) => {
      await mustRefuse(
        bench.facade.delete(bench.type, new Uid(bench.subject.unknownUid)),
        ['UnknownUidException'],
        'delete of an unknown Uid',
      );
    });
  },
  { needs: ['create', 'get', 'search'] },
);
