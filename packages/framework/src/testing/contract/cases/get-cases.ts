import { Name } from '../../../common/name.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustHaveSame, mustHaveValues, mustRefuse } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const getCases = casesOf(
  'get',
  (add) => {
    add('returns null where there is no such object', async (bench) => {
      mustEqual(await bench.facade.get(bench.type, new Uid(bench.subject.unknownUid)), null, 'get');
    });
    add('returns the object asked for among several', async (bench) => {
      const made = await bench.createMany(3);
      for (const { uid, name } of made) {
        const found = await bench.get(uid);
        mustEqual(found.uid.value, uid.value, 'the Uid');
        mustEqual(found.name.value, name, 'the name');
        must(found.objectClass.equals(bench.type), `the object is of class ${found.objectClass.type}`);
      }
    });
    add('returns Uid, Name and the attributes asked for', async (bench) => {
      const { otherText, text } = bench.subject;
      const { uid } = await bench.create(bench.text(), ...(otherText ? [bench.attribute(otherText, 0)] : []));
      const found = await bench.get(uid, { attributesToGet: [text.name] });
      mustHaveSame(
        [...found.attributes].map(({ name }) => name),
        [Uid.NAME, Name.NAME, text.name],
        `attributes for attributesToGet [${text.name}]`,
      );
    });
    add(
      'returns on demand what is not returned by default',
      async (bench) => {
        const { name, values } = bench.subject.notByDefault!;
        const { uid } = await bench.create(bench.attribute(bench.subject.notByDefault!, 1));
        const found = await bench.get(uid, { attributesToGet: [name] });
        mustHaveValues(found, name, [values[1]], 'asked for');
      },
      { when: ({ notByDefault }) => notByDefault !== undefined },
    );
    add(
      'refuses to look for nothing',
      async (bench) => {
        await mustRefuse(
          bench.facade.get(bench.type, null as never),
          ['IllegalArgumentException'],
          'get without a Uid',
        );
      },
      { keeper: 'framework' },
    );
  },
  { needs: ['create'] },
);
